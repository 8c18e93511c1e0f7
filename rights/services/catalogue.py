"""Bringing the catalogue into the registry. A second time changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256

from django.db import transaction

from accounts import handles
from accounts.models import ReservedHandle
from core import audit
from core.copying import copy_in
from rights import registry
from rights.catalogue import CatalogueEntry
from rights.catalogue.looks import Look
from rights.matching.folding import fold
from rights.models import Alias, Calibration, Description, MatchMode, Registry, Work, WorkKind

BATCH = 2000  # rows a statement
BAND = ("mean", "deviation", "review_at", "block_at")


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much of the catalogue was new."""

    works: int
    names: int
    handles: int
    descriptions: int
    bands: int  # of descriptions, new or changed


@transaction.atomic
def load_catalogue(*, entries: Iterable[CatalogueEntry]) -> Loaded:
    """Enter what is missing. What a holder has claimed, renamed or added stays as it is."""
    entries = list(entries)
    Registry.objects.get_or_create(pk=1)
    Registry.objects.select_for_update().get(pk=1)  # two loaders take turns
    known = set(Work.objects.filter(slug__in=[it.slug for it in entries]).values_list("slug", flat=True))
    copy_in([_work(it) for it in entries if it.slug not in known])
    works = {work.slug: work for work in Work.objects.filter(slug__in=[it.slug for it in entries])}
    _join_franchises([it for it in entries if it.slug not in known], works)
    loaded = Loaded(
        len(entries) - len(known),
        _add_names(entries, works),
        _reserve_handles(entries),
        *_describe([it for it in entries if it.look], works),
    )
    if loaded.works or loaded.names or loaded.descriptions or loaded.bands:
        registry.bump()
        row = Registry.objects.get(pk=1)
        audit.record("catalogue.loaded", row, by=None, works=loaded.works, names=loaded.names)
    return loaded


def _work(entry: CatalogueEntry) -> Work:
    return Work(
        slug=entry.slug,
        title=entry.title,
        kind=entry.kind,
        holder_name=entry.holder,
        alternative=entry.alternative,
    )


def _join_franchises(entries: list[CatalogueEntry], works: Mapping[str, Work]) -> None:
    parts = [works[it.slug] for it in entries if it.franchise]
    for entry in entries:
        if entry.franchise:
            works[entry.slug].franchise = works[entry.franchise]
    Work.objects.bulk_update(parts, ["franchise"], batch_size=BATCH)


def _add_names(entries: list[CatalogueEntry], works: Mapping[str, Work]) -> int:
    known = set(Alias.objects.filter(work__in=works.values()).values_list("work", "text"))
    names = [
        Alias(
            work=works[entry.slug],
            text=name.text,
            folded=fold(name.text),
            mode=name.mode,
            language=name.language,
        )
        for entry in entries
        for name in entry.names
        if (works[entry.slug].pk, name.text) not in known
    ]
    return copy_in(names)


def _describe(entries: list[CatalogueEntry], works: Mapping[str, Work]) -> tuple[int, int]:
    """Enter how works look, with traits and bands. A description that is no longer ours stays as it is."""
    unclaimed = [it for it in entries if works[it.slug].holder_id is None]
    looks = {works[it.slug].pk: it.look for it in unclaimed if it.look}
    known = {it.work_id: it for it in Description.objects.filter(work__in=looks, language="en")}
    new = [Description(work_id=pk, text=it.text) for pk, it in looks.items() if pk not in known]
    Description.objects.bulk_create(new)
    fresh_ids = {it.work_id for it in new}
    fresh = [work for work in works.values() if work.pk in fresh_ids]
    for work in fresh:
        look = looks[work.pk]
        work.traits, work.exclusions = [list(group) for group in look.traits], list(look.exclusions)
    Work.objects.bulk_update(fresh, ["traits", "exclusions"], batch_size=BATCH)
    by_pk = {work.pk: work for work in works.values()}
    ours = [it for it in [*new, *known.values()] if _is_ours(it, by_pk[it.work_id], looks[it.work_id])]
    return len(new), _calibrate(ours, looks)


def _is_ours(description: Description, work: Work, look: Look) -> bool:
    """Does it still say what was calibrated?"""
    return description.text == look.text and work.traits == [list(group) for group in look.traits]


def _calibrate(descriptions: list[Description], looks: Mapping[int, Look]) -> int:
    """Enter the bands; returns how many rows changed."""
    former = {
        (it.description_id, it.encoder): it for it in Calibration.objects.filter(description__in=descriptions)
    }
    rows = [
        Calibration(
            description=it, encoder=scale, text_sha256=sha256(it.text.encode()).hexdigest(), **asdict(band)
        )
        for it in descriptions
        for scale, band in looks[it.work_id].bands.items()
    ]
    changed = [it for it in rows if _differs(it, former.get((it.description_id, it.encoder)))]
    Calibration.objects.bulk_create(
        changed,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["description", "encoder"],
        update_fields=[*BAND, "text_sha256"],
    )
    return len(changed)


def _differs(row: Calibration, former: Calibration | None) -> bool:
    return former is None or any(getattr(row, it) != getattr(former, it) for it in [*BAND, "text_sha256"])


def _reserve_handles(entries: list[CatalogueEntry]) -> int:
    """Keep members from calling themselves by these names, or by what looks like them."""
    listed = [
        (handles.skeleton(name.text), entry.kind == WorkKind.PERSON)
        for entry in entries
        for name in entry.names
        if name.mode == MatchMode.STRONG or name.text == entry.title
    ]
    # A film may bear a person's name: it stays a person's.
    people = {name: is_person for name, is_person in sorted(listed) if len(name) >= handles.SHORTEST}
    reserved = ReservedHandle.objects.filter(pk__in=people)
    known = set(reserved.values_list("pk", flat=True))
    reserved.filter(pk__in=[name for name in known if people[name]], is_person=False).update(is_person=True)
    new = [
        ReservedHandle(
            skeleton=key, reason="of a public person" if is_person else "of a work", is_person=is_person
        )
        for key, is_person in people.items()
        if key not in known
    ]
    return len(ReservedHandle.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True))
