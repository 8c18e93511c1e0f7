"""People who may be asked to be in a clip, where they have not allowed it yet."""

from __future__ import annotations

from cameos.models import Cameo
from cameos.policies import ASKED_OF_PEOPLE, may_request
from cameos.ties import read_ties
from generation.gate import Answer, Question


def people_to_ask(question: Question, answer: Answer) -> dict[str, Cameo]:
    """By handle: those who stand in the way, and whose rules let them be asked about this."""
    wanted = _handles(answer, ASKED_OF_PEOPLE)
    closed = {
        reason.subject.lstrip("@")
        for reason in answer.decision.reasons
        if reason.code.startswith("consent.") and reason.code not in ASKED_OF_PEOPLE
    }
    if not wanted - closed:
        return {}
    cameos = {it.handle: it for it in question.everyone() if it.handle in wanted - closed}
    ties = read_ties(cameos=cameos.values(), by=question.by)
    return {
        handle: cameo
        for handle, cameo in cameos.items()
        if may_request(cameo=cameo, by=question.by, ties=ties).allowed
    }


def _handles(answer: Answer, codes: frozenset[str]) -> set[str]:
    reasons = answer.decision.reasons
    return {reason.subject.lstrip("@") for reason in reasons if reason.code in codes}
