"""The gate's answer as the composer shows it: each phrase, what is the matter, and a way out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from cameos.consents import Permission
from cameos.policies import ASKED_OF_PEOPLE
from cameos.queries import mentions
from core.decisions import Decision, Reason, Span
from generation.alternatives import Alternative, Offered, offer_alternatives
from generation.casting import who_may_be_asked
from generation.gate import Answer, Question
from rights.models import Approval
from rights.outcomes import Outcome
from rights.policies import may_be_asked
from rights.services import Finding, count_left

# From what stands in the way to what does not.
STATES = ("no", "review", "ask", "ok")


@dataclass(frozen=True, slots=True)
class Action:
    """A way out. "use" puts `text` in the place of a range, "request", "cast" and "review" let somebody
    decide: the holder of a work, the person with the handle, a moderator."""

    kind: str
    text: str
    work: str = ""  # its slug
    person: str = ""  # their handle
    note: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class FindingCard:
    """One card of the composer. Spans count code points of the text."""

    state: str  # one of STATES
    outcome: str
    title: str
    tag: str
    reason: str
    holder: str = ""
    start: int | None = None
    end: int | None = None
    until: datetime | None = None
    price: int = 0
    left: int | None = None  # clips that a counted license still carries
    credit_line: str = ""
    actions: tuple[Action, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether somebody else can be asked."""
        return any(it.kind in ("request", "cast", "review") for it in self.actions)

    @property
    def alternatives(self) -> list[str]:
        """What may stand in the very place of the phrase."""
        place = (self.start, self.end)
        return [it.text for it in self.actions if it.kind == "use" and (it.start, it.end) == place]


_TAGS = {"consent": "No permission", "safety": "Not made here"}
_RIGHTS = {
    "consent.prompt": ("ask", "Reads it first"),
    "consent.look": ("ask", "Looks before you post"),
    "consent.rule": ("no", "Their rule"),
    "rights.ask": ("ask", "Asks to approve"),
    "rights.review": ("review", "May be protected"),
    "rights.terms": ("no", "Not covered"),
    "rights.ruled": ("no", "Refused by a moderator"),
    "rights.not_authorized": ("no", "Not authorized"),
}


def cards(question: Question, answer: Answer) -> list[FindingCard]:
    """What stands in the way first, then what was licensed or consented to."""
    offered = offer_alternatives(question, answer)
    found = {(it.title, it.span): it for it in answer.clearance.findings}
    people = {it.handle: may for it, may in who_may_be_asked(question, answer).items()}
    refused = [
        _refusal(reason, found.get((reason.subject, reason.span)), offered, people)
        for reason in answer.decision.reasons
    ]
    everything = [*refused, *_licensed(answer), *_consented(question, answer)]
    return sorted(everything, key=lambda card: STATES.index(card.state))


def _refusal(
    reason: Reason, finding: Finding | None, offered: Offered, people: Mapping[str, Decision]
) -> FindingCard:
    kind = reason.code.partition(".")[0]
    state, tag = _RIGHTS.get(reason.code, ("no", _TAGS.get(kind, "Not possible")))
    handle = reason.subject.lstrip("@")
    asking = people.get(handle) if reason.code in ASKED_OF_PEOPLE else None
    closed = asking.reasons if asking else ()
    if closed:
        state, tag = "no", _TAGS["consent"]
    return FindingCard(
        state=state,
        outcome=finding.outcome if finding else Outcome.BLOCK,
        title=reason.subject or "This clip",
        tag=tag,
        reason=" ".join([reason.message, *(it.message for it in closed)]),
        holder=finding.held_by if finding else "",
        start=reason.span.start if reason.span else None,
        end=reason.span.end if reason.span else None,
        actions=_ways_out(finding, offered.get(reason.span, ())) if finding else _asks_person(handle, asking),
    )


def _ways_out(finding: Finding, alternatives: Iterable[Alternative]) -> tuple[Action, ...]:
    """The nearest alternative, whom to ask, the other alternatives."""
    uses = [Action("use", it.text, it.work, "", it.note, it.place.start, it.place.end) for it in alternatives]
    return (*uses[:1], *_asks(finding), *uses[1:])


def _asks(finding: Finding) -> Iterator[Action]:
    if finding.outcome == Outcome.REVIEW:
        yield Action("review", "Ask a moderator", finding.work.slug)
    elif may_be_asked(work=finding.work).allowed:
        words = f"Ask {finding.held_by}" if finding.outcome == Outcome.ASK else "Request a license"
        yield Action("request", words, finding.work.slug)


def _asks_person(handle: str, asking: Decision | None) -> tuple[Action, ...]:
    return (Action("cast", f"Ask @{handle}", person=handle),) if asking and asking.allowed else ()


def _licensed(answer: Answer) -> list[FindingCard]:
    carried = [it for it in answer.clearance.findings if it.outcome == Outcome.LICENSED]
    left = count_left([it.license for it in carried if it.license])
    return [_license(it, left) for it in carried]


def _license(finding: Finding, counts: Mapping[int, int]) -> FindingCard:
    license = finding.license
    assert license  # what is licensed has one
    left = counts.get(license.pk)
    sees_the_clip = license.approval == Approval.CLIP
    holder, until = finding.held_by, license.ends_at
    said = [
        f"{holder} looks at the clip before you can post it."
        if sees_the_clip
        else f"{holder} allows this here{f' until {until:%-d %B %Y}' if until else ''}.",
        f"{license.price} credits go to the holder." if license.price else "",
        f"{left} {'clip' if left == 1 else 'clips'} left." if left is not None else "",
        f"Shown with: {license.credit_line}." if license.credit_line else "",
    ]
    return FindingCard(
        state="ask" if sees_the_clip else "ok",
        outcome=finding.outcome,
        title=finding.title,
        tag="Looks before you post" if sees_the_clip else "Licensed",
        reason=" ".join(filter(None, said)),
        holder=holder,
        start=finding.span.start if finding.span else None,
        end=finding.span.end if finding.span else None,
        until=until,
        price=license.price,
        left=left,
        credit_line=license.credit_line,
    )


def _consented(question: Question, answer: Answer) -> list[FindingCard]:
    """Who is in it with their consent, and what they want to be drawn with, before anything is ordered."""
    refused = {f"@{reason.subject.lstrip('@')}" for reason in answer.decision.reasons}
    spans = {mention.handle: mention.span for mention in reversed(mentions(question.text))}
    agreed = [it for it in answer.consent.permissions if f"@{it.cameo.handle}" not in refused]
    return [_agreement(it, spans.get(it.cameo.handle), answer.consent.additions) for it in agreed]


def _agreement(it: Permission, span: Span | None, additions: Iterable[str]) -> FindingCard:
    name = f"@{it.cameo.handle}"
    added = [words for words in additions if words.startswith(f"{name} ")]
    said = [
        f"You may make clips with {name}."
        if it.cameo.is_being
        else f"{name} allows you to make clips with them.",
        f"Drawn as they wish: {'; '.join(added)}." if added else "",
        f"{name} looks at the clip before you can post it." if it.looks_first else "",
    ]
    return FindingCard(
        state="ask" if it.looks_first else "ok",
        outcome=Outcome.ALLOW,
        title=name,
        tag="Looks before you post" if it.looks_first else "With consent",
        reason=" ".join(filter(None, said)),
        start=span.start if span else None,
        end=span.end if span else None,
    )
