"""Wake-ups of accounts."""

from celery import shared_task

from accounts import services


@shared_task
def forget_unfinished() -> None:
    services.forget_unfinished()
