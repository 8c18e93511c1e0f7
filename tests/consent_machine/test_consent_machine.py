"""500 steps in CI, 10,000 on demand: CONSENT_STEPS=10000 pytest -m verify tests/consent_machine"""

import os

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from cameos.models import between
from tests.consent_machine.machine import ConsentMachine

pytestmark = [pytest.mark.verify, pytest.mark.django_db]

STEPS = int(os.environ.get("CONSENT_STEPS", "500"))
LENGTH = 50  # steps of one story


def play(steps: int, *, phases: tuple[Phase, ...] = tuple(Phase)) -> None:
    how = settings(
        max_examples=max(1, steps // LENGTH),
        stateful_step_count=LENGTH,
        deadline=None,
        database=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        report_multiple_bugs=False,
    )
    run_state_machine_as_test(ConsentMachine, settings=how)


def test_no_visible_clip_lacks_consent_whatever_people_do() -> None:
    play(STEPS)


def test_a_reader_who_forgets_the_pause_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine is worth something: with one condition left out it finds the difference."""
    monkeypatch.setattr(between, "at_rest", lambda prefix="": Q(**{f"{prefix}pk__in": []}))
    with pytest.raises((AssertionError, BaseExceptionGroup)):
        play(5000, phases=(Phase.generate,))  # the first difference will do, however long its story
