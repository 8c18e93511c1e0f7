"""An order starts from a picture at the very moment at which the picture is let go as unused.

The order holds the row, and whoever erases asks again when they hold it. The twin takes the order's lock out:
then every round leaves a job whose picture is gone.
"""

import pytest

from accounts.models import User
from generation.models import Job, Picture, PictureState
from generation.orders import Order
from generation.services import cancel_job, drop_picture, jobs, pictures, submit_job
from tests.generation.faces import make_picture
from tests.races.actors import Gate

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.verify]

ROUNDS = 20


def play(maker: User, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """In how many of the rounds a job has lost its picture, and in how many the eraser waited."""
    lost = waited = 0
    enqueue = jobs._enqueue
    for number in range(ROUNDS):
        start, gate = make_picture(maker), Gate()

        def held(*asked: object, gate: Gate = gate) -> Job:
            gate.hold()
            return enqueue(*asked)  # type: ignore[arg-type]

        monkeypatch.setattr(jobs, "_enqueue", held)
        order = Order("a fox in the snow", str(number), country="US", picture=start)
        raised = gate.run(
            lambda order=order: submit_job(order=order, by=maker),  # type: ignore[misc]
            lambda start=start: drop_picture(picture=start, by=maker),  # type: ignore[misc]
        )
        assert raised == [None, None]
        waited += gate.second_waited
        lost += Picture.objects.get(pk=start.pk).state == PictureState.GONE
        cancel_job(job=Job.objects.get(picture=start), by=maker)
    return lost, waited


def test_no_job_loses_its_picture(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    assert play(alice, monkeypatch) == (0, ROUNDS)


def test_without_the_lock_every_round_loses_it(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "lock_for_share", list)
    assert play(alice, monkeypatch) == (ROUNDS, 0)
