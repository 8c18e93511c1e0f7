"""The same 500 steps each time; on demand others, and more of them:
CONSENT_STEPS=10000 pytest -m verify tests/consent_machine"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from generation.services import consents
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
        derandomize="CONSENT_STEPS" not in os.environ,
        phases=phases,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        report_multiple_bugs=False,
    )
    run_state_machine_as_test(ConsentMachine, settings=how)


def test_no_visible_clip_lacks_consent_whatever_people_do() -> None:
    play(STEPS)


def test_the_machine_is_worth_something(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a cascade that hides nothing it finds the difference, however long the story that shows it."""
    monkeypatch.setattr(consents, "_hide", lambda *_, **__: set())
    with pytest.raises((AssertionError, BaseExceptionGroup)):
        play(5000, phases=(Phase.generate,))
