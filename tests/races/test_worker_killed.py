"""A worker is killed with -9 at a named point. The job still ends, once, and no credit is lost."""

import signal
import time
from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import User
from billing.models import EntryKind
from generation.models import OPEN_STATES, Clip, Job, JobState
from generation.orders import Order
from generation.services import submit_job
from generation.tasks import sweep
from tests.races.workers import let_go, standby
from tests.wallets import wallet_of

pytestmark = [pytest.mark.verify, pytest.mark.django_db(transaction=True)]

LONGEST = 60  # seconds from the kill to the end of the job


@pytest.mark.parametrize("point", ["claimed", "rendering", "encoded", "stored"])
def test_a_job_survives_its_worker(point: str, alice: User, tiny_engine: None, tiny_folder: Path) -> None:
    job = submit_job(order=Order("a fox in the snow", "one", country="US"), by=alice)
    with standby(tiny_folder) as heir:
        with standby(tiny_folder, failpoint=point) as victim:
            let_go(victim)
            assert victim.wait(timeout=120) == -signal.SIGKILL
        killed_at = time.monotonic()
        job.refresh_from_db()
        assert job.state in OPEN_STATES
        assert wallet_of(alice).held == job.cost
        let_go(heir)
        while Job.objects.open().exists() and time.monotonic() - killed_at < LONGEST:
            sweep()  # as beat does, every five seconds
            time.sleep(1)
    job.refresh_from_db()
    assert job.state == JobState.READY
    assert Clip.objects.count() == 1
    kinds = list(wallet_of(alice).entries.order_by("pk").values_list("kind", flat=True))
    assert kinds == [EntryKind.ALLOWANCE, EntryKind.HOLD, EntryKind.SETTLE]
    assert (wallet_of(alice).held, wallet_of(alice).available) == (0, settings.DAILY_ALLOWANCE - job.cost)
