"""Tries to put a likeness here, in every state that has a page. Nobody has two that run."""

from datetime import timedelta
from typing import Any, Literal

from django.utils import timezone

from accounts.models import User
from cameos.enrolment.consent import consent_text
from cameos.models import Enrolment, EnrolmentState

S = EnrolmentState
# note -> whose it is, of the people of the world
OWNERS: dict[str, Literal["bob", "carol", "desk", "erin", "fern", "judge"]] = {
    "camera": "judge",
    "challenge": "carol",
    "over": "erin",
    "uploading": "desk",
    "checking": "bob",
    "review": "fern",
    "passed": "bob",
    "refused": "bob",
    "expired": "bob",
}


def make_tries(people: dict[str, User]) -> dict[str, Enrolment]:
    later, earlier = (timezone.now() + timedelta(days=days) for days in (1, -1))
    dark = {"check": "light", "band": "refuse", "code": "dark", "score": 0.03}
    challenge = {"digits": "471903", "turns": ["left", "left", "right"], "challenge_until": later}
    facts: dict[str, dict[str, Any]] = {
        "camera": {"state": S.STARTED},
        "challenge": {"state": S.STARTED, **challenge},
        "over": {"state": S.STARTED, **challenge, "challenge_until": earlier},
        "uploading": {"state": S.UPLOADING, "size": 4_000_000, "received": 3_000_000, **challenge},
        "checking": {"state": S.CHECKING, "progress": 40, "lease_until": later, **challenge},
        "review": {"state": S.REVIEW, "findings": [dark | {"band": "review"}]},
        "passed": {"state": S.PASSED},
        "refused": {"state": S.REFUSED, "findings": [dark]},
        "expired": {"state": S.EXPIRED},
    }
    return {note: _try(people[OWNERS[note]], **fact) for note, fact in facts.items()}


def _try(user: User, **facts: Any) -> Enrolment:
    agreed = {"consent_text": consent_text(), "consented_at": timezone.now(), "country": "US"}
    made: Enrolment = Enrolment.objects.create(user=user, **agreed, **facts)
    return made
