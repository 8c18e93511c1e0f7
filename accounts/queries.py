"""What other apps ask about people."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from accounts.models import Block, Follow, ReservedHandle, User


@dataclass(frozen=True, slots=True)
class InviteCount:
    """A member's invites: how many let somebody in, and how many there are in all."""

    redeemed: int
    total: int
    left: int  # may still be created


def are_mutuals(a: User, b: User) -> bool:
    """Do both follow each other?"""
    return Follow.objects.between(a, b).count() == 2


def blocked_either_way(a: User, b: User) -> bool:
    return Block.objects.between(a, b).exists()


def has_a_public_name(user: User) -> bool:
    """Does somebody go by the name of a public person? They may be that person, a namesake, or neither."""
    people = ReservedHandle.objects.of_people()
    return any(people.imitated_by(name).exists() for name in {user.username, user.name})


def follows(follower: User, followed: User) -> bool:
    return Follow.objects.filter(follower=follower, followed=followed).exists()


def count_invites(user: User) -> InviteCount:
    """Codes that expired or were revoked unused count as never given."""
    redeemed = user.invites.filter(redeemed_at__isnull=False).count()
    given = redeemed + user.invites.usable().count()
    total = max(settings.INVITES_PER_MEMBER, given)
    return InviteCount(redeemed, total, total - given)


def invites_left(user: User) -> int:
    return count_invites(user).left
