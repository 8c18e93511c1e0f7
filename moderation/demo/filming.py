"""Making the demo clips on the real way: asked for, rendered, posted, liked, one after the other.

One at a time, so that a newcomer's own first clip waits for one of these at most.
"""

import logging

from django.db import transaction

from accounts.models import User
from core.decisions import Refused
from feed.services import like, publish_clip
from generation.models import Clip, Job, JobState
from generation.orders import Order
from generation.services import submit_job
from moderation.demo.clips import PLANS, Plan
from moderation.demo.people import COUNTRY
from moderation.services import report_clip

log = logging.getLogger(__name__)


def film_next() -> bool:
    """Take one step towards the first clip that is missing. False when nothing is left to do."""
    return any(_advance(plan) for plan in PLANS)


def _advance(plan: Plan) -> bool:
    """Does this clip still need somebody? A clip that failed, or was deleted, is left alone."""
    job = Job.objects.filter(idempotency_key=plan.key, user__username=plan.maker).first()
    if job is None:
        return _ask_for(plan)
    if job.state == JobState.READY and not plan.waits:
        _post(plan, job)
    return bool(job.is_open)


def _ask_for(plan: Plan) -> bool:
    parent, maker = _clip_of(plan.remix_of), _person(plan.maker)
    if maker is None or (plan.remix_of and parent is None):
        return False
    order = Order(
        text=plan.prompt,
        key=plan.key,
        parent=parent,
        country=COUNTRY,
        seed=PLANS.index(plan) + 1,
    )
    try:
        submit_job(order=order, by=maker)
    except Refused as refused:
        log.warning("demo clip %s refused: %s", plan.slug, refused)
        return False
    return True


@transaction.atomic
def _post(plan: Plan, job: Job) -> None:
    clip = Clip.objects.filter(job=job, published_at=None).available().first()
    if clip is None:
        return
    try:
        post = publish_clip(clip=clip, caption=plan.caption, by=job.user, country=COUNTRY)
    except Refused as refused:
        log.warning("demo clip %s not posted: %s", plan.slug, refused)
        return
    for fan in filter(None, map(_person, plan.liked_by)):
        like(post=post, by=fan)
    for complaint in plan.complaints:
        if by := _person(complaint.by):
            report_clip(clip=clip, by=by, reason=complaint.reason, text=complaint.text)


def _person(handle: str) -> User | None:
    """One of the demo people, unless they have left."""
    return User.objects.filter(username=handle, is_active=True, suspended_at=None).first()


def _clip_of(slug: str) -> Clip | None:
    return Clip.objects.filter(job__idempotency_key=f"demo:{slug}").available().first() if slug else None
