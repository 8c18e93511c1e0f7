"""What the owner of a likeness sees of the clips with them: those that are posted, and who made how many."""

from typing import Any

from django.db.models import Count, Q

from accounts.models import User
from cameos.models import Cameo
from generation.drafts import addressed, read_time
from generation.models import Clip

PAGE = 24


def appearances_page(*, user: User, after: str) -> dict[str, Any]:
    """One page of posted clips that show `user`, newest first; before the first, what each maker has.

    Drafts are counted, not shown. `after` is the time of the last clip of the page before.
    """
    cameo = Cameo.objects.kept().filter(owner=user).first()
    shown = Clip.objects.shown_to(user).filter(cast=cameo).select_related("maker").order_by("-published_at")
    if before := read_time(after):
        shown = shown.filter(published_at__lt=before)
    rows = list(shown[: PAGE + 1]) if cameo else []
    return {
        "clips": [addressed(clip, viewer=user) for clip in rows[:PAGE]],
        "makers": _makers(cameo) if cameo and not after else [],
        "next_cursor": _mark(rows[PAGE - 1]) if len(rows) > PAGE else "",
    }


def _makers(cameo: Cameo) -> list[Any]:
    """Everybody with clips of this person that are not hidden: their handle, their posts, their drafts."""
    clips = Clip.objects.available().filter(cast=cameo)
    counts = clips.values("maker__username", "maker__display_name").annotate(
        posts=Count("pk", filter=Q(published_at__isnull=False)),
        drafts=Count("pk", filter=Q(published_at=None)),
    )
    return list(counts.order_by("-posts", "-drafts", "maker__username")[:50])


def _mark(clip: Clip) -> str:
    return clip.published_at.isoformat() if clip.published_at else ""
