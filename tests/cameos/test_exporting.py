"""What a copy of one's data tells of likenesses, and what it leaves to others."""

import json
from typing import Any

import pytest
from django.db.models.functions import Now

from accounts.models import User
from cameos.models import (
    Audience,
    Cameo,
    CastRequest,
    ConsentDenial,
    ConsentGrant,
    ConsentUse,
    Enrolment,
    FacePrint,
)
from cameos.models.uses import UseState
from tests.cameos.factories import make_cameo
from tests.doors import Door

pytestmark = pytest.mark.django_db


@pytest.fixture
def cameo(alice: User, bob: User, carol: User) -> Cameo:
    cameo = make_cameo(alice)
    ConsentGrant.objects.create(cameo=cameo, grantee=bob, total=5, per_day=2, audience=Audience.FOLLOWERS)
    ConsentDenial.objects.create(cameo=cameo, person=carol)
    common: dict[str, Any] = {"cameo": cameo, "requester": bob, "digest": "d", "expires_at": Now()}
    CastRequest.objects.create(text="@alice swims", note="For our friend's birthday", **common)
    ConsentUse.objects.create(
        cameo=cameo, user=bob, job_id="0" * 32, state=UseState.USED, policy_version=1, asked_at=Now()
    )
    Enrolment.objects.create(user=alice, country="US", consent_text="I agree.", consented_at=Now())
    FacePrint.objects.create(owner=alice, sealed=b"sealed")
    return cameo


def copy(user: User) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(Door(user).reads("/settings/data/"))["cameos"]
    return told


def test_both_have_the_bounds_of_a_permission_the_note_of_a_request_and_the_looks(
    cameo: Cameo, alice: User, bob: User
) -> None:
    for user in (alice, bob):
        told = copy(user)
        [grant] = told["consents"]
        assert (grant["total"], grant["per_day"], grant["audience"]) == (5, 2, Audience.FOLLOWERS)
        assert told["requests"][0]["note"] == "For our friend's birthday"
        [look] = told["looks"]
        assert (look["user__username"], look["answered_at"]) == ("bob", None)
        assert look["asked_at"]


def test_whom_she_keeps_out_is_in_her_copy_and_not_in_theirs(cameo: Cameo, alice: User, carol: User) -> None:
    assert [denial["person__username"] for denial in copy(alice)["denials"]] == ["carol"]
    assert copy(carol)["denials"] == []


def test_her_tries_are_there_and_that_her_face_is_measured_and_not_how(cameo: Cameo, alice: User) -> None:
    told = copy(alice)
    assert told["enrolments"][0]["consent_text"] == "I agree."
    assert {"country", "assisted", "waiting_since"} <= set(told["enrolments"][0])
    assert told["face_measured_at"]
    assert "sealed" not in json.dumps(told)
    assert "receipts" in told
