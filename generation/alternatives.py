"""What could be made instead, at one tap. Nothing is offered that the gate would not let through."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from core.decisions import Span
from generation.gate import Answer, Question, advise
from generation.rewriting import put, sentence_at, without_names
from rights.outcomes import Outcome
from rights.queries import open_works
from rights.services import Finding

ASKED = 6  # times that the gate is asked again for one answer: people wait for it while they type
TITLES = 2  # licensed works that are offered for one phrase
CLOSED = (Outcome.BLOCK, Outcome.REVIEW)


@dataclass(frozen=True, slots=True)
class Alternative:
    """`text` in the place of `place`. `work` is the slug of the licensed work that it names."""

    text: str
    place: Span
    work: str = ""
    note: str = ""


Offered = Mapping[Span | None, Sequence[Alternative]]


def offer_alternatives(question: Question, answer: Answer) -> Offered:
    """For each phrase that is refused: the work's own alternative, licensed works, another sentence."""
    closed = {
        it.span: it for it in answer.clearance.findings if it.span and it.outcome in (*CLOSED, Outcome.ASK)
    }
    gate = _Gate(question, answer)
    passing = {
        (kind, span): gate.some_of(kind(question, finding, closed.values()))
        for kind in _ASKED_FIRST
        for span, finding in closed.items()
    }
    return {span: [it for kind in _SHOWN_FIRST for it in passing[kind, span]] for span in closed}


class _Gate:
    """Asks what the gate would say to another text, a few times and no more."""

    def __init__(self, question: Question, answer: Answer) -> None:
        self.question = question
        self.before = _objections(answer)
        self.left = ASKED
        self.known: dict[str, bool] = {}

    def some_of(self, alternatives: Iterable[Alternative]) -> list[Alternative]:
        return list(islice(filter(self.lets_through, alternatives), TITLES))

    def lets_through(self, it: Alternative) -> bool:
        """Whether less speaks against the text with `it`, and nothing that did not before."""
        text = put(self.question.text, it.place, it.text)
        if text not in self.known:
            if not self.left:
                return False
            self.left -= 1
            after = _objections(advise(replace(self.question, text=text)))
            self.known[text] = after < self.before
        return self.known[text]


def _objections(answer: Answer) -> Counter[tuple[str, str]]:
    return Counter((reason.code, reason.subject) for reason in answer.decision.reasons)


Closed = Iterable[Finding]


def _own(_: Question, finding: Finding, __: Closed) -> Iterator[Alternative]:
    if finding.alternative and finding.span:
        yield Alternative(finding.alternative, finding.span)


def _licensed_works(question: Question, finding: Finding, _: Closed) -> Iterator[Alternative]:
    if finding.outcome not in CLOSED or not finding.span:
        return
    for license in open_works(to=question.by, like=finding.work)[: TITLES + 1]:
        note = f"licensed, {license.price} credits" if license.price else "licensed"
        yield Alternative(license.work.title, finding.span, license.work.slug, note)


def _other_sentence(question: Question, finding: Finding, closed: Closed) -> Iterator[Alternative]:
    """One tap for all that is closed in the sentence."""
    if finding.outcome not in CLOSED or not finding.span:
        return
    sentence = sentence_at(question.text, finding.span)
    inside = [it for it in closed if it.span and it.outcome in CLOSED and _lies_in(it.span, sentence)]
    phrases = {it.span: it.work.kind for it in inside if it.span}
    apart = _apart(phrases)
    yield Alternative(without_names(question.text, sentence, [(it, phrases[it]) for it in apart]), sentence)


def _lies_in(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Of phrases that lie in one another, the longest."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda it: (it.start - it.end, it.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return kept


# The best for each phrase is asked about before the second best of any.
_ASKED_FIRST = (_own, _other_sentence, _licensed_works)
_SHOWN_FIRST = (_own, _licensed_works, _other_sentence)
