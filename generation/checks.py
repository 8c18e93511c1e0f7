"""What the composer is told about a text: the gate's answer, the price, and the ways out."""

from dataclasses import dataclass
from hashlib import sha256

from accounts.models import User
from billing.services import credits_of
from generation.findings import FindingCard, cards
from generation.gate import Answer, advise
from generation.orders import Order, question_of
from generation.services.jobs import cost_of
from rights.outcomes import Outcome

CLOSED = (Outcome.ASK, Outcome.REVIEW, Outcome.BLOCK)


@dataclass(frozen=True, slots=True)
class Check:
    hash: str
    allowed: bool
    outcome: Outcome
    findings: list[FindingCard]
    cost: int
    price: int
    credits: int

    @property
    def can_ask(self) -> bool:
        """Whether others could allow all that stands in the way."""
        closed = [it for it in self.findings if it.outcome in CLOSED]
        return bool(closed) and all(it.asks for it in closed)


def check(order: Order, *, by: User) -> Check:
    """Advice: it is asked again on submit. Offsets count the characters of the text as it was typed."""
    question = question_of(order, by=by, text=order.text)
    answer = advise(question)
    return Check(
        hash=sha256(order.text.encode()).hexdigest(),
        allowed=answer.decision.allowed,
        outcome=_outcome(answer),
        findings=cards(question, answer),
        cost=cost_of(answer),
        price=answer.clearance.price,
        credits=credits_of(by),
    )


def _outcome(answer: Answer) -> Outcome:
    """That of the rights, where nothing else stands in the way."""
    rights = {reason.code for reason in answer.clearance.decision.reasons}
    others = {reason.code for reason in answer.decision.reasons} - rights
    return Outcome.BLOCK if others else answer.clearance.outcome
