"""Telling people things, once."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from feed.models import NoticeKind, Notification
from feed.signals import inbox_changed
from generation.models import Clip, Picture
from rights.models import Work


@transaction.atomic
def notify(  # noqa: PLR0913 (a line has this many parts)
    *,
    user: User,
    kind: NoticeKind,
    key: str,
    actor: User | None = None,
    clip: Clip | None = None,
    work: Work | None = None,
    being: str = "",
    picture: Picture | None = None,
    note: str = "",
) -> Notification:
    """Put a line into somebody's inbox. `key` names the news: told again, it is the same line."""
    about = {"actor": actor, "clip": clip, "work": work, "being": being, "picture": picture}
    told = about | {"kind": kind, "note": note[:300]}
    line, is_new = Notification.objects.get_or_create(user=user, key=key, defaults=told)
    if is_new:
        inbox_changed.send(sender=Notification, user_id=user.pk)
    return line


@transaction.atomic
def notify_all(lines: Iterable[Notification]) -> None:
    """Put many lines into inboxes, each once: what its owner has been told before is not told again."""
    written = Notification.objects.bulk_create(lines, ignore_conflicts=True)
    for user_id in sorted({line.user_id for line in written}):
        inbox_changed.send(sender=Notification, user_id=user_id)


@transaction.atomic
def mark_read(*, user: User, up_to: int | None = None) -> None:
    """Everything in the inbox, or everything up to the line `up_to`, has been seen."""
    lines = Notification.objects.of(user).unread()
    if up_to is not None:
        lines = lines.filter(pk__lte=up_to)
    if lines.update(read_at=timezone.now()):
        inbox_changed.send(sender=Notification, user_id=user.pk)
