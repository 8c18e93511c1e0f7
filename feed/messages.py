"""What the server says over the WebSocket: small hints, never the thing itself."""

from typing import Any

from feed.models import Notification
from generation.models import Job, WaitingOrder

Message = dict[str, Any]

UNREAD_LIMIT = 100  # more are not counted: "99+"


def clip_group(clip_id: object) -> str:
    """The group of the tabs that have a clip on screen. Only those join who may see it."""
    return f"clip.{clip_id}"


def job_message(job: Job) -> Message:
    """The state of a job, numbered: a tab keeps what has the highest `seq`."""
    return {
        "type": "job",
        "id": str(job.pk),
        "seq": job.sequence,
        "state": job.state,
        "progress": job.progress,
        "stage": job.get_state_display(),
        "note": job.failure_message,
    }


def order_message(order: WaitingOrder) -> Message:
    """An order that waits, or has waited, is another now: its maker's page asks for it anew."""
    return {"type": "order", "id": str(order.pk), "state": order.state}


def posts_message(name: str, clip_id: object) -> Message:
    return {"type": "posts", "list": name, "count": 1, "newest": str(clip_id)}


def removed_message(clip_id: object) -> Message:
    return {"type": "removed", "clip": str(clip_id)}


def unread_of(user_id: int) -> int:
    return Notification.objects.filter(user=user_id).unread()[:UNREAD_LIMIT].count()


def notice_message(user_id: int) -> Message:
    return {"type": "notice", "unread": unread_of(user_id)}


# Not for the page: each tab of the person asks whether its session still lives.
SESSION_CHECK: Message = {"type": "session"}
