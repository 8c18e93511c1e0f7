"""Work in the background."""

from celery import shared_task

from moderation.demo.filming import film_next

PAUSE = 2  # seconds between two looks at a clip that is being rendered


@shared_task
def film_demo() -> None:
    """Make the next demo clip, and come back until all are there."""
    if film_next():
        film_demo.apply_async(countdown=PAUSE)
