"""May a text be made into a clip? What no license opens is closed; what cannot be checked is, too."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from accounts.models import User
from core.decisions import Decision, Reason, Span, no
from rights import registry
from rights.matching.hits import Hit
from rights.models import (
    Approval,
    Ending,
    License,
    LicenseRequest,
    RegressionCase,
    RequestState,
    Work,
    WorkKind,
)
from rights.outcomes import Outcome, worst
from rights.registry import Reach
from rights.services.judging import ANYWHERE, Circumstances, judge_works, licenses_for
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
    """May `by` make a clip from these texts? The first is their own, the others are its ancestors'.

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
    hits = _without_ruled(edition.find(texts, reach), texts)
    works = Work.objects.select_related("holder").in_bulk({hit.work for hit in hits})
    # A work that went between the two questions is in no answer: its alias went with it.
    hits = [hit for hit in hits if hit.work in works]
    licenses = licenses_for(works.values(), by, hold=hold)
    verdicts = judge_works(works, licenses, texts, by, around)
    findings = tuple(_finding(works[hit.work], hit, verdicts[hit.work], licenses) for hit in hits)
    findings = _with_approvals(findings, texts[0], by)
    used = tuple({it.license.pk: it.license for it in findings if it.license}.values())
    return Clearance(
        decision=_decide(findings),
        findings=findings,
        licenses=used,
        # Clips outlive a license that lets them stay.
        until=min((it.ends_at for it in used if it.ends_at and it.at_end == Ending.REMOVE), default=None),
        revision=edition.revision,
    )


def _without_ruled(hits: list[Hit], texts: Sequence[str]) -> list[Hit]:
    """Leave out doubts about a text on which a moderator has already ruled."""
    if all(hit.certain for hit in hits):
        return hits
    ruled = RegressionCase.objects.filter(allowed=True, text_sha256=digest_of(texts))
    return [hit for hit in hits if hit.certain] if ruled.exists() else hits


def digest_of(texts: Sequence[str]) -> str:
    return sha256("\0".join(texts).encode()).hexdigest()


def _finding(work: Work, hit: Hit, verdict: Verdict, licenses: Mapping[int, License]) -> Finding:
    own = hit.span if hit.index == 0 else None
    if verdict.license is None:
        outcome = Outcome.BLOCK if hit.certain else Outcome.REVIEW
        return Finding(work, outcome, own, hit.index, None, hit, verdict.why)
    outcome = Outcome.ASK if verdict.approval == Approval.PROMPT else Outcome.LICENSED
    return Finding(work, outcome, own, hit.index, licenses[verdict.license], hit)


def _with_approvals(findings: tuple[Finding, ...], text: str, by: User) -> tuple[Finding, ...]:
    """What a holder has to approve is licensed once they have approved this very prompt."""
    asked = {it.license.pk for it in findings if it.license and it.outcome == Outcome.ASK}
    if not asked:
        return findings
    approved = set(
        LicenseRequest.objects.of(by)
        .filter(state=RequestState.APPROVED, license__in=asked, prompt=text)
        .values_list("license", flat=True)
    )
    return tuple(
        replace(it, outcome=Outcome.LICENSED) if it.license and it.license.pk in approved else it
        for it in findings
    )


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
    if it.why:
        return Reason("rights.terms", " ".join(it.why), it.title, it.span)
    if it.work.kind == WorkKind.PERSON:
        message = f"{it.title} is a public person who has not allowed it."
    else:
        message = f"{holder} hasn't opened {it.title} to this site."
    return Reason("rights.not_authorized", message, it.title, it.span)
