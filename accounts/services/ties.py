"""Follows and blocks. Both people are held for the whole change: whoever decides about consent
between them, holding them FOR SHARE, sees the tie either before or after, never in between."""

from django.db import transaction

from accounts.models import Block, Follow, User
from accounts.policies import in_standing, may_follow
from accounts.signals import followed, tie_cut
from core import audit
from core.decisions import no
from core.locks import lock_for_change


@transaction.atomic
def follow(*, user: User, by: User) -> Follow:
    """Let `by` follow `user`; twice is once."""
    user, by = _hold(user, by)
    may_follow(user=user, by=by).require()
    tie, is_new = Follow.objects.get_or_create(follower=by, followed=user)
    if is_new:
        followed.send(sender=Follow, follower=by, followed=user)
    return tie


@transaction.atomic
def unfollow(*, user: User, by: User) -> None:
    _hold(user, by)
    gone, _ = Follow.objects.filter(follower=by, followed=user).delete()
    if gone:
        tie_cut.send(sender=Follow, one=by, other=user, blocked=False)


@transaction.atomic
def block(*, user: User, by: User) -> Block:
    """Cut every tie between the two, until `by` lifts the block; neither follows the other any more."""
    if user.pk == by.pk:
        no("tie.self", "You cannot block yourself.").require()
    user, by = _hold(user, by)
    in_standing(by).require()
    wall, is_new = Block.objects.get_or_create(blocker=by, blocked=user)
    if is_new:
        Follow.objects.between(user, by).delete()
        audit.record("member.blocked", user, by=by)
        tie_cut.send(sender=Block, one=by, other=user, blocked=True)
    return wall


@transaction.atomic
def unblock(*, user: User, by: User) -> None:
    _hold(user, by)
    gone, _ = Block.objects.filter(blocker=by, blocked=user).delete()
    if gone:
        audit.record("member.unblocked", user, by=by)


def _hold(one: User, other: User) -> tuple[User, User]:
    """The two as they are now: one may have been suspended, or have left, since the request began."""
    held = {person.pk: person for person in lock_for_change(User.objects.filter(pk__in=[one.pk, other.pk]))}
    return held[one.pk], held[other.pk]
