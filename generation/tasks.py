"""Wake-ups. What a lost message would lose, the sweep finds again from the rows."""

from celery import shared_task
from django.conf import settings

from generation import services
from generation.models import WaitingOrder
from generation.rendering import render_next


@shared_task(time_limit=settings.RENDER_TIME_LIMIT)
def render() -> None:
    """Render what waits, oldest first, until nothing waits."""
    while render_next():
        pass


@shared_task
def sweep() -> None:
    if services.sweep_jobs():
        render.apply_async(expires=settings.JOB_LEASE_SECONDS)


@shared_task
def sweep_expired() -> None:
    services.sweep_expired()
    services.sweep_unread()


@shared_task
def send_order(order: str) -> None:
    services.send_order(order=WaitingOrder.objects.get(pk=order))


@shared_task
def sweep_orders() -> None:
    services.sweep_orders()


@shared_task
def sweep_pictures() -> None:
    services.lapse_pictures()
    services.sweep_pictures()


@shared_task(time_limit=settings.RENDER_TIME_LIMIT)
def sweep_orphans() -> None:
    services.sweep_orphans()
