"""The gate's answer as the composer shows it: each phrase, what is the matter, and a way out."""

from dataclasses import dataclass
from datetime import datetime

from cameos.queries import mentions
from core.decisions import Reason, Span
from generation.gate import Answer, Question


@dataclass(frozen=True, slots=True)
class FindingCard:
    """One card of the composer. `state` is "no" or "ok"; spans count code points of the text."""

    state: str
    title: str
    tag: str
    reason: str
    holder: str = ""
    start: int | None = None
    end: int | None = None
    alternatives: tuple[str, ...] = ()


_TAGS = {"rights": "Not authorized", "consent": "No permission", "safety": "Not made here"}


def cards(question: Question, answer: Answer) -> list[FindingCard]:
    """What stands in the way first, then what was licensed or consented to."""
    marked = [finding for finding in answer.clearance.findings if finding.license is None]
    alternatives = {finding.span: finding.alternative for finding in marked if finding.alternative}
    refused = [_refusal(reason, alternatives) for reason in answer.decision.reasons]
    return [*refused, *_licensed(answer), *_consented(question, answer)]


def _refusal(reason: Reason, alternatives: dict[Span | None, str]) -> FindingCard:
    kind = reason.code.partition(".")[0]
    alternative = alternatives.get(reason.span) if kind == "rights" and reason.span else None
    return FindingCard(
        state="no",
        title=reason.subject or "This clip",
        tag=_TAGS.get(kind, "Not possible"),
        reason=reason.message,
        start=reason.span.start if reason.span else None,
        end=reason.span.end if reason.span else None,
        alternatives=(alternative,) if alternative else (),
    )


def _licensed(answer: Answer) -> list[FindingCard]:
    return [
        FindingCard(
            state="ok",
            title=finding.title,
            tag="Licensed",
            reason=_terms(finding.held_by, finding.license.ends_at),
            holder=finding.held_by,
            start=finding.span.start if finding.span else None,
            end=finding.span.end if finding.span else None,
        )
        for finding in answer.clearance.findings
        if finding.license is not None
    ]


def _terms(holder: str, ends_at: datetime | None) -> str:
    until = f" until {ends_at:%-d %B %Y}" if ends_at else ""
    return f"{holder} allows this work here{until}."


def _consented(question: Question, answer: Answer) -> list[FindingCard]:
    refused = {f"@{reason.subject.lstrip('@')}" for reason in answer.consent.decision.reasons}
    return [
        FindingCard(
            state="ok",
            title=f"@{mention.handle}",
            tag="With consent",
            reason=f"@{mention.handle} allows you to make clips with them.",
            start=mention.span.start,
            end=mention.span.end,
        )
        for mention in mentions(question.text)
        if mention.cameo and f"@{mention.handle}" not in refused
    ]
