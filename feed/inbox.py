"""The inbox as a page shows it: lines under days, each leading somewhere."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cameos.models import Cameo
from feed.cursors import seal, unseal
from feed.models import NoticeKind, Notification

LINES = 30  # on a page
# News of orders: they are in the drafts, whoever has answered.
MAKERS_OWN = (
    NoticeKind.WISH_ASKED,
    NoticeKind.WISH_OFFERED,
    NoticeKind.WISH_GRANTED,
    NoticeKind.WISH_REFUSED,
    NoticeKind.ORDER_SENT,
    NoticeKind.ORDER_REFUSED,
    NoticeKind.CAST_ALLOWED,
    NoticeKind.CAST_REFUSED,
    NoticeKind.LOOK_REFUSED,
)
# Where a line is answered, whoever it comes from.
PAGES = {
    NoticeKind.CAST: "generation:appearances",
    NoticeKind.ALARM: "generation:appearances",
    NoticeKind.WISH: "console:requests",
    NoticeKind.LIKENESS: "cameos:mine",
    NoticeKind.CAST_ASKED: "generation:cast_requests",
    NoticeKind.LOOK_ASKED: "generation:cast_requests",
    NoticeKind.PICTURE_READY: "generation:create",
    NoticeKind.PICTURE_REFUSED: "generation:create",
}


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    lines: list[Notification]


@dataclass(frozen=True, slots=True)
class InboxPage:
    lines: list[Notification]
    next_cursor: str

    def days(self) -> list[Day]:
        """Grouped by the day of the reader's time zone, newest first."""
        by_day = groupby(self.lines, key=lambda line: timezone.localdate(line.created_at))
        return [Day(day, list(lines)) for day, lines in by_day]


def inbox_of(user: User, *, after: str = "") -> InboxPage:
    """A page of the inbox, in one query, or two where beings are in it. Raises `BadCursor`."""
    last = unseal("inbox", user, after, numbers=1)[0] if after else None
    found = list(Notification.objects.of(user).older_than(last).newest().as_lines()[: LINES + 1])
    lines = found[:LINES]
    beings = Cameo.objects.beings().kept().filter(owner=user).values_list("own_handle", flat=True)
    here = frozenset(beings if any(line.being for line in lines) else ())
    for line in lines:
        line.url = target_of(line, beings=here)
    return InboxPage(lines, seal("inbox", user, lines[-1].pk) if len(found) > LINES else "")


def target_of(line: Notification, *, beings: Container[str | None] = ()) -> str:
    """Where a line leads: to the clip where the reader may see one, or else to whom it is about. `beings`
    are the reader's own that are still here."""
    clip, actor = line.clip, line.actor
    if line.kind in (NoticeKind.CLIP_READY, NoticeKind.APPROVED) and clip and clip.job_id:
        return reverse("generation:job", args=[clip.job_id])
    if line.kind in (NoticeKind.LIKED, NoticeKind.CAST, NoticeKind.RESTORED) and clip and clip.published_at:
        return reverse("feed:post", args=[clip.pk])
    if line.kind in PAGES:
        return _page_of(NoticeKind(line.kind), line.being, beings) + _picture_in(line)
    if line.kind in (NoticeKind.WITHDRAWN, NoticeKind.COUNTER_NOTICE) and clip:
        return reverse("moderation:counter_notice", args=[clip.pk])
    if line.kind not in MAKERS_OWN and actor and actor.is_active:
        return reverse("feed:profile", args=[actor.username])
    return reverse("generation:drafts")


def _picture_in(line: Notification) -> str:
    """The composer opens with the picture that may be used."""
    return f"?picture={line.picture_id}" if line.kind == NoticeKind.PICTURE_READY else ""


def _page_of(kind: NoticeKind, being: str, beings: Container[str | None]) -> str:
    if not being or kind == NoticeKind.LOOK_ASKED:  # one page for all that waits for a yes
        return reverse(PAGES[kind])
    return reverse(PAGES[kind], args=[being]) if being in beings else reverse("cameos:beings")
