"""May a text be made into a clip? What no license opens is closed; what cannot be checked is, too."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from accounts.models import User
from core.decisions import Decision, Reason, Span, no
from rights import registry
from rights.matching.hits import Hit
from rights.models import (
    Approval,
    Ending,
    License,
    Work,
    WorkKind,
)
from rights.outcomes import Outcome, worst
from rights.registry import Reach
from rights.services.judging import ANYWHERE, Circumstances, first_end, judge_works, licenses_for
from rights.services.ruling import as_ruled, rulings_on
from rights.terms import Verdict

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Finding:
    """A work that is named or described in one of the texts, and what its licenses say.

    `span` points into the person's own text; it is None where another text names the work.
    """

    work: Work
    outcome: Outcome
    span: Span | None
    text_index: int
    license: License | None
    hit: Hit
    why: tuple[str, ...] = ()
    ruled: str = ""  # what a moderator said who found the work in it

    @property
    def title(self) -> str:
        return self.work.title

    @property
    def held_by(self) -> str:
        return self.work.held_by

    @property
    def alternative(self) -> str:
        return self.work.alternative


@dataclass(frozen=True, slots=True)
class Clearance:
    """The answer about every work in the texts, what it rests on, and when that ends by itself."""

    decision: Decision
    findings: tuple[Finding, ...]
    licenses: tuple[License, ...]
    until: datetime | None
    revision: int | None  # of the registry; None when it could not be asked

    @property
    def limited_from(self) -> datetime | None:
        """When the first of those licenses ends that then only let the clip stay where it is."""
        return first_end(self.licenses, Ending.LIMIT)

    @property
    def outcome(self) -> Outcome:
        return Outcome.BLOCK if self.revision is None else worst(it.outcome for it in self.findings)

    @property
    def price(self) -> int:
        """Credits for the holders, beside what the clip itself costs."""
        return sum(license.price for license in self.licenses)

    def evidence(self) -> list[dict[str, object]]:
        """What a reviewer may see, and the person who asked may not."""
        return [
            {
                "work": it.work.slug,
                "outcome": it.outcome,
                "stage": it.hit.stage,
                "score": round(it.hit.score, 4),
                "text": it.text_index,
                "span": [it.hit.span.start, it.hit.span.end],
                "license": it.license.pk if it.license else None,
            }
            for it in self.findings
        ]


UNAVAILABLE = Clearance(
    no("rights.unavailable", "Rights can't be checked right now. Try again in a moment."), (), (), None, None
)


def clear(
    texts: Sequence[str],
    *,
    by: User,
    hold: bool,
    around: Circumstances = ANYWHERE,
    reach: Reach = Reach.ALL,
) -> Clearance:
    """May `by` make a clip from these texts? The first is their own, the others are its ancestors'. What
    is said or drawn beside them is in `around`, and counts after them as texts of the clip.

    With `hold`, the licenses that the answer rests on cannot change before the commit.
    """
    try:
        with transaction.atomic():  # a savepoint: after an error the caller's transaction still works
            return _clear(texts, by, around, hold=hold, reach=reach)
    except Exception:
        log.exception("the registry could not answer")
        return UNAVAILABLE


def _clear(texts: Sequence[str], by: User, around: Circumstances, *, hold: bool, reach: Reach) -> Clearance:
    edition = registry.current()
    # A moderator has ruled on the prompts alone: whatever else is said or drawn has changed since, or may.
    rulings = rulings_on(texts)
    whole = [*texts, *around.lines, *filter(None, [around.caption])]
    found = edition.find(whole, reach, [around.handles_in(text) for text in whole])
    hits = _closed_in_lines(as_ruled(found, texts, rulings), texts, around)
    works = Work.objects.select_related("holder").in_bulk({hit.work for hit in hits})
    # A work that went between the two questions is in no answer: its alias went with it.
    hits = [hit for hit in hits if hit.work in works]
    licenses = licenses_for(works.values(), by, hold=hold)
    verdicts = judge_works(works, licenses, whole, by, around)
    said = {pk: ruling.reason for pk, ruling in rulings.items() if not ruling.allowed}
    findings = tuple(
        _finding(works[hit.work], hit, verdicts[hit.work], licenses, said.get(hit.work, "")) for hit in hits
    )
    used = tuple({it.license.pk: it.license for it in findings if it.license}.values())
    return Clearance(
        decision=_decide(findings),
        findings=findings,
        licenses=used,
        # Clips outlive a license that lets them stay.
        until=first_end(used, Ending.REMOVE),
        revision=edition.revision,
    )


def _closed_in_lines(hits: Iterable[Hit], texts: Sequence[str], around: Circumstances) -> list[Hit]:
    """A doubt about a line is a no: nobody rules on one, as it is no part of what a moderator reads."""
    places = range(len(texts), len(texts) + len(around.lines))
    return [replace(hit, certain=True) if hit.index in places else hit for hit in hits]


def _finding(work: Work, hit: Hit, verdict: Verdict, licenses: Mapping[int, License], ruled: str) -> Finding:
    own = hit.span if hit.index == 0 else None
    if verdict.license is None:
        outcome = Outcome.BLOCK if hit.certain else Outcome.REVIEW
        return Finding(work, outcome, own, hit.index, None, hit, verdict.why, ruled)
    outcome = Outcome.ASK if verdict.approval == Approval.PROMPT else Outcome.LICENSED
    return Finding(work, outcome, own, hit.index, licenses[verdict.license], hit)


def _decide(findings: tuple[Finding, ...]) -> Decision:
    """One reason for each place in the person's own text; elsewhere, one for each work not named there."""
    closed = [it for it in findings if it.outcome not in (Outcome.ALLOW, Outcome.LICENSED)]
    own = {it.title for it in closed if it.span}
    told = [it for it in closed if it.span or it.title not in own]
    return Decision(tuple(dict.fromkeys(_objection(it) for it in told)))


def _objection(it: Finding) -> Reason:
    """Names the work and its holder. Never the alias that gave it away: that would teach evasion."""
    holder = it.held_by or "Its holder"
    if it.outcome == Outcome.ASK:
        return Reason("rights.ask", f"{holder} has to approve this prompt first.", it.title, it.span)
    if it.outcome == Outcome.REVIEW:
        message = f"This may show {it.title}, which nobody has opened to you. A moderator can look at it."
        return Reason("rights.review", message, it.title, it.span)
    if it.ruled:
        message = f"A moderator finds that this shows {it.title}: {it.ruled}"
        return Reason("rights.ruled", message, it.title, it.span)
    if it.why:
        return Reason("rights.terms", " ".join(it.why), it.title, it.span)
    if it.work.kind == WorkKind.PERSON:
        message = f"{it.title} is a public person who has not allowed it."
    else:
        message = f"{holder} hasn't opened {it.title} to this site."
    return Reason("rights.not_authorized", message, it.title, it.span)
