"""Bringing the catalogue into the registry. A second time changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from accounts import handles
from accounts.models import ReservedHandle
from core import audit
from rights import registry
from rights.catalogue import CatalogueEntry
from rights.matching.folding import fold
from rights.models import Alias, MatchMode, Registry, Work, WorkKind

# Rows that go to the database at once.
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much of the catalogue was new."""

    works: int
    names: int
    handles: int


@transaction.atomic
def load_catalogue(*, entries: Iterable[CatalogueEntry]) -> Loaded:
    """Enter what is missing. What a holder has claimed, renamed or added stays as it is."""
    entries = list(entries)
    Registry.objects.get_or_create(pk=1)
    Registry.objects.select_for_update().get(pk=1)  # two loaders take turns
    known = set(Work.objects.filter(slug__in=[it.slug for it in entries]).values_list("slug", flat=True))
    Work.objects.bulk_create([_work(it) for it in entries if it.slug not in known], batch_size=BATCH)
    works = {work.slug: work for work in Work.objects.filter(slug__in=[it.slug for it in entries])}
    _join_franchises([it for it in entries if it.slug not in known], works)
    loaded = Loaded(len(entries) - len(known), _add_names(entries, works), _reserve_handles(entries))
    if loaded.works or loaded.names:
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
    joining = [entry for entry in entries if entry.franchise]
    for entry in joining:
        works[entry.slug].franchise = works[entry.franchise]
    Work.objects.bulk_update([works[it.slug] for it in joining], ["franchise"], batch_size=BATCH // 4)


def _add_names(entries: list[CatalogueEntry], works: Mapping[str, Work]) -> int:
    known = set(Alias.objects.filter(work__in=works.values()).values_list("work", "text"))
    names = [
        Alias(work=works[entry.slug], text=name.text, folded=fold(name.text), mode=name.mode)
        for entry in entries
        for name in entry.names
        if (works[entry.slug].pk, name.text) not in known
    ]
    return len(Alias.objects.bulk_create(names, batch_size=BATCH))


def _reserve_handles(entries: list[CatalogueEntry]) -> int:
    """Keep members from calling themselves by these names, or by what looks like them."""
    reasons = {
        skeleton: "of a public person" if entry.kind == WorkKind.PERSON else "of a work"
        for entry in entries
        for name in entry.names
        if (name.mode == MatchMode.STRONG or name.text == entry.title)
        and (skeleton := handles.skeleton(name.text))
        and len(skeleton) >= handles.SHORTEST
    }
    known = set(ReservedHandle.objects.filter(pk__in=reasons).values_list("pk", flat=True))
    new = [ReservedHandle(skeleton=key, reason=why) for key, why in reasons.items() if key not in known]
    return len(ReservedHandle.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True))
