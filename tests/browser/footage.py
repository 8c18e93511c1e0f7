"""Clips of the running site: one that its render worker has made, and rows that show the same film."""

import time
from typing import Any

from django.utils import timezone

from accounts.models import User
from cameos.models import Cameo
from feed.models import Post
from generation.models import Clip, ClipParent, Job, JobState
from generation.orders import Order
from generation.services import submit_job
from tests.browser.people import member

PROMPT = "A fox jumps over a sunflower at sunset and a balloon floats by"
KEY = "the reel of the browser tests"
RENDERED_WITHIN = 120  # seconds, on a machine that is busy with other tests
FILM = ("video", "poster", "captions", "sha256", "duration", "width", "height", "engine", "model", "label")


def reel() -> Clip:
    """A draft that came all the way from a prompt; made once in a run."""
    job = Job.objects.filter(idempotency_key=KEY).first()
    job = job or submit_job(order=Order(PROMPT, KEY, country="US", seed=7), by=member("filmer"))
    until = time.monotonic() + RENDERED_WITHIN
    while job.is_open and time.monotonic() < until:
        time.sleep(0.3)
        job = Job.objects.get(pk=job.pk)
    assert job.state == JobState.READY, f"{job.state}: {job.failure_message}"
    return job.clip


def draft(maker: User, *, prompt: str = PROMPT, **fields: Any) -> Clip:
    """Another clip with the film of the reel."""
    film = reel()
    same = {name: getattr(film, name) for name in FILM}
    values = same | {"source_type": film.source_type, "seed": film.seed} | fields
    return Clip.objects.create(maker=maker, prompt=prompt, **values)


def shown(
    maker: User,
    *,
    caption: str = "",
    prompt: str = PROMPT,
    cast: tuple[Cameo, ...] = (),
    parent: Clip | None = None,
) -> Post:
    """The same, posted."""
    clip = draft(maker, prompt=prompt, published_at=timezone.now())
    clip.cast.set(cast)
    if parent:
        ClipParent.objects.create(child=clip, parent=parent)
    return Post.objects.create(clip=clip, maker=maker, caption=caption)
