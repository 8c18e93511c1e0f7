"""What every template may use: the site's own words, and a member's counters."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from billing.models import Wallet
from feed.models import Notification
from generation.asked import waiting_for
from generation.engines.declared import FirstFrame, first_frame_of
from generation.models import Job
from rights.models import Membership, Purpose, Reach


def site(request: HttpRequest) -> dict[str, Any]:
    words = {
        "name": settings.SITE_NAME,
        "likeness": settings.LIKENESS_WORD,
        "url": settings.SITE_URL,
        "clip_cost": settings.CLIP_COST,
        "clip_seconds": settings.CLIP_SECONDS,
        "prompt_limit": settings.PROMPT_LIMIT,
        "cast_limit": settings.CAST_LIMIT,
        "picture_mb": settings.PICTURE_LIMIT_BYTES // 1024**2,
        "takes_picture": first_frame_of(settings.ENGINE) != FirstFrame.NEVER,
        "redraws_strangers": settings.PICTURE_STRANGERS == "stylize",
        "purposes": Purpose.choices,
        "reaches": Reach.choices,
    }
    return {"site": words, "nav": Counters(request)}


class Counters:
    """Counted when a template asks, and only then."""

    def __init__(self, request: HttpRequest) -> None:
        self.user: Any = getattr(request, "user", None)

    @property
    def unread(self) -> int:
        return Notification.objects.of(self.user).unread().count() if self._member else 0

    @property
    def requests(self) -> int:
        """What others ask about their likeness, and beings, and waits for their answer."""
        return waiting_for(self.user) if self._member else 0

    @property
    def credits(self) -> int:
        wallet = Wallet.objects.filter(user=self.user).first() if self._member else None
        return wallet.available if wallet else 0

    @property
    def has_house(self) -> bool:
        """Do they act for a rights holder, or look at one?"""
        return self._member and Membership.objects.filter(user=self.user).exists()

    @property
    def active_jobs(self) -> list[Job]:
        return list(Job.objects.of(self.user).open().newest()[:3]) if self._member else []

    @property
    def _member(self) -> bool:
        return bool(self.user and self.user.is_authenticated)
