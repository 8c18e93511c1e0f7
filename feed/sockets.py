"""What the WebSocket asks of the rows. Nothing here knows of sockets."""

from collections.abc import Collection
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.utils.crypto import constant_time_compare

from accounts.models import User
from feed.messages import Message, job_message
from feed.models import Post
from generation.models import Job

_Session = import_module(settings.SESSION_ENGINE).SessionStore


def session_lives(session_key: str | None, user_id: int) -> bool:
    """Is this session still the person's, under their present password, and may they be here?"""
    user = User.objects.filter(pk=user_id).first()
    if not session_key or user is None or not user.in_good_standing:
        return False
    session = _Session(session_key)
    return str(session.get(SESSION_KEY)) == str(user_id) and constant_time_compare(
        session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()
    )


def clips_visible_to(user: User, clips: Collection[UUID]) -> set[UUID]:
    return set(Post.objects.visible_to(user).filter(clip__in=clips).values_list("clip_id", flat=True))


def job_news(user: User, seen: dict[UUID, int]) -> list[Message]:
    """The state of each of their own jobs that has changed since. Others' jobs do not exist here."""
    jobs = Job.objects.of(user).filter(pk__in=seen).order_by("created_at")
    return [job_message(job) for job in jobs if job.sequence > seen[job.pk]]
