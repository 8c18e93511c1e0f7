"""What moderators have decided about texts of which the matcher was in doubt, and whether it agrees by now.

A ruling is about certain works in exactly these texts. The latest about a work counts; licenses are
asked all the same, so that what was found to show a work is open to whoever its holder opens it to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from unicodedata import normalize

from django.db import transaction

from accounts.models import User
from core import audit
from core.decisions import Span
from rights import registry
from rights.matching.hits import Hit, Stage
from rights.models import RegressionCase, Work


@transaction.atomic
def rule_on_texts(
    *, texts: Sequence[str], works: Iterable[Work], allowed: bool, by: User, reason: str
) -> RegressionCase:
    """Say whether a prompt, with the texts of the clips that it remixes, shows these works. The gate
    answers so from now on."""
    own, *before = texts
    works = list(works)
    case = RegressionCase.objects.create(
        text=own,
        before=before,
        text_sha256=digest_of(texts),
        allowed=allowed,
        by=by,
        reason=reason,
    )
    case.works.set(works)
    slugs = sorted(work.slug for work in works)
    audit.record("text.ruled", case, by=by, allowed=allowed, works=slugs, reason=reason)
    return case


def digest_of(texts: Sequence[str]) -> str:
    """The same for texts that differ in white space only, or in how their letters are composed."""
    plain = (" ".join(normalize("NFC", text).split()) for text in texts)
    return sha256("\0".join(plain).encode("utf-8", "surrogatepass")).hexdigest()


def rulings_on(texts: Sequence[str]) -> dict[int, RegressionCase]:
    """The latest ruling about each work in these texts, by the id of the work."""
    rows = RegressionCase.objects.filter(text_sha256=digest_of(texts)).order_by("pk")
    return {work.pk: row for row in rows.prefetch_related("works") for work in row.works.all()}


def as_ruled(hits: Iterable[Hit], texts: Sequence[str], rulings: dict[int, RegressionCase]) -> list[Hit]:
    """The hits once doubts about `texts` are settled: the work is in them for certain, or it is not.

    Hits in other texts, as that of a post, stay as they are: nobody has ruled on them.
    """
    settled = []
    for hit in hits:
        ruling = rulings.get(hit.work) if hit.index < len(texts) else None
        if hit.certain or ruling is None:
            settled.append(hit)
        elif not ruling.allowed:
            settled.append(replace(hit, certain=True))
    found = {hit.work for hit in settled}
    whole = Span(0, len(texts[0]))
    unseen = [pk for pk, ruling in rulings.items() if not ruling.allowed and pk not in found]
    return settled + [Hit(0, whole, pk, stage=Stage.RULED) for pk in unseen]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A ruling that the matcher of now would not need, or would not follow by itself."""

    case: RegressionCase
    work: Work
    now: str

    def __str__(self) -> str:
        ruled = "allowed" if self.case.allowed else "refused"
        return f"{self.work.slug}: ruled {ruled}, now {self.now}: {self.case.text}"


def disagreements() -> Iterator[Disagreement]:
    """Replay every ruling that counts against the matcher of now: what was found to be free of a work and
    names it for certain, and what was found to show one and is not even in doubt."""
    edition = registry.current()
    for digest in RegressionCase.objects.order_by().values_list("text_sha256", flat=True).distinct():
        first = RegressionCase.objects.filter(text_sha256=digest).earliest("pk")
        hits = edition.find(first.texts)
        rulings = rulings_on(first.texts)
        works = Work.objects.in_bulk(rulings)
        for pk, case in sorted(rulings.items()):
            about = [hit for hit in hits if hit.work == pk]
            if case.allowed and any(hit.certain for hit in about):
                yield Disagreement(case, works[pk], "named for certain")
            elif not case.allowed and not about:
                yield Disagreement(case, works[pk], "not found")
