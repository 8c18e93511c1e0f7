"""Somebody comes back at the very moment at which their likeness is deleted because they were away.

The sweep holds the owner and asks again, so that whoever logs in comes before, and keeps it, or waits. The
twin takes the lock out: then every round deletes the likeness of somebody who is here.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import update_last_login
from django.utils import timezone

from accounts.models import User
from cameos.models import Cameo
from cameos.services import retention, withdraw_cameo
from tests.cameos.factories import make_cameo
from tests.factories import make_user
from tests.races.actors import Gate

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.verify]

ROUNDS = 5


def play(monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """In how many of the rounds somebody who was here lost their likeness, and in how many they waited."""
    lost = waited = 0
    withdraw = withdraw_cameo
    for number in range(ROUNDS):
        owner, gate = make_user(f"owner{number}"), Gate()
        cameo = make_cameo(owner)
        long_ago = timezone.now() - timedelta(days=settings.LIKENESS_UNUSED_DAYS + 1)
        Cameo.objects.filter(pk=cameo.pk).update(created_at=long_ago)
        User.objects.filter(pk=owner.pk).update(last_login=long_ago)

        def held(*, gate: Gate = gate, **asked: Any) -> None:
            gate.hold()
            withdraw(**asked)

        monkeypatch.setattr(retention, "withdraw_cameo", held)
        raised = gate.run(retention.expire_unused, lambda owner=owner: update_last_login(User, owner))  # type: ignore[misc]
        assert raised == [None, None]
        waited += gate.second_waited
        lost += not gate.second_waited and not Cameo.objects.kept().filter(pk=cameo.pk).exists()
    return lost, waited


def test_nobody_who_is_here_loses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert play(monkeypatch) == (0, ROUNDS)


def test_without_the_lock_every_round_deletes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "lock_for_change", list)
    assert play(monkeypatch) == (ROUNDS, 0)
