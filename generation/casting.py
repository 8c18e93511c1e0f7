"""People who may be asked to be in a clip, where they have not allowed it yet."""

from __future__ import annotations

from cameos.models import Cameo
from cameos.policies import ASKED_OF_PEOPLE, may_request
from cameos.ties import read_ties
from core.decisions import Decision
from generation.gate import Answer, Question


def people_to_ask(question: Question, answer: Answer) -> dict[str, Cameo]:
    """By handle: those who stand in the way, and whose rules let them be asked about this."""
    return {cameo.handle: cameo for cameo, may in who_may_be_asked(question, answer).items() if may.allowed}


def who_may_be_asked(question: Question, answer: Answer) -> dict[Cameo, Decision]:
    """Of each who stands in the way and has not answered yet: may they be asked, and if not, why not?"""
    closed = {
        reason.subject.lstrip("@")
        for reason in answer.decision.reasons
        if reason.code.startswith("consent.") and reason.code not in ASKED_OF_PEOPLE
    }
    wanted = _handles(answer, ASKED_OF_PEOPLE) - closed
    if not wanted:
        return {}
    cameos = [it for it in question.everyone() if it.handle in wanted]
    ties = read_ties(cameos=cameos, by=question.by)
    return {cameo: may_request(cameo=cameo, by=question.by, ties=ties) for cameo in cameos}


def _handles(answer: Answer, codes: frozenset[str]) -> set[str]:
    reasons = answer.decision.reasons
    return {reason.subject.lstrip("@") for reason in reasons if reason.code in codes}
