"""A case as a moderator looks at it: the clip with links that work for them, and what was said."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from generation.media.links import link
from generation.models import Ground, Withdrawal
from moderation.models import Case, Ruling
from moderation.policies import may_rule_on


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One card of the queue. The links end soon, and work for this moderator only."""

    case: Case
    video: str
    poster: str
    captions: str
    is_own: bool
    hidden_otherwise: tuple[Withdrawal, ...]  # a restored clip would still stay out of sight

    @property
    def latest_ruling(self) -> Ruling | None:
        return next(iter(self.case.rulings.all()), None)


def exhibit(case: Case, *, viewer: User) -> Exhibit:
    """Costs no query for a case that was read with its evidence."""
    clip = case.clip
    others = (each for each in clip.withdrawals.all() if not each.lifted_at)
    return Exhibit(
        case,
        video=link(clip, "video", viewer),
        poster=link(clip, "poster", viewer),
        captions=link(clip, "captions", viewer),
        is_own=not may_rule_on(case=case, by=viewer).allowed,
        hidden_otherwise=tuple(each for each in others if each.ground != Ground.MODERATION),
    )
