"""Wake-ups. What a lost message would lose, the sweep finds again from the rows."""

from uuid import UUID

from celery import shared_task

from cameos import services
from cameos.services.checking import discard_old_recordings, sweep_lost
from cameos.services.enrolling import expire_stale
from cameos.services.retention import expire_undecided, expire_unused, remove_orphans


@shared_task(time_limit=90)
def check(enrolment: str) -> None:
    services.check_enrolment(enrolment_id=UUID(enrolment))


@shared_task
def sweep() -> None:
    expire_stale()
    sweep_lost()


@shared_task
def sweep_biometrics() -> None:
    discard_old_recordings()
    expire_undecided()
    expire_unused()
    remove_orphans()
