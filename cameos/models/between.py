"""Who may use whose likeness, as the database answers it for a list of likenesses: `policies.judge` for rows.

Whatever comes to end a consent for one maker belongs into `judge`, here, and into the view of clips
(`generation.unwilling`): tests hold the three together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from accounts.models import Block, Follow
from cameos.models.denials import ConsentDenial
from cameos.models.grants import ConsentGrant
from cameos.models.policy import ConsentPolicy
from cameos.models.scopes import Scope

if TYPE_CHECKING:
    from accounts.models import User


def at_rest() -> Q:
    """The likeness is paused or deleted, or its owner has gone: nobody may use it."""
    return Q(paused_at__isnull=False) | Q(withdrawn_at__isnull=False) | Q(owner__is_active=False)


def open_to(maker: User | OuterRef) -> Q:
    """Whom `maker` may put into a clip now: `policies.may_depict` as one question to the database. An
    `OuterRef` names the maker in a query around that of the likenesses."""
    inside = OuterRef(maker) if isinstance(maker, OuterRef) else maker
    return ~at_rest() & (Q(owner=maker) | _in_reach(inside))


def _in_reach(maker: User | OuterRef) -> Q:
    """Likenesses of others that let `maker` in, and no block stands between them and their owners."""
    owner, cameo = OuterRef("owner"), OuterRef("pk")
    blocks = Block.objects.filter(Q(blocker=maker, blocked=owner) | Q(blocker=owner, blocked=maker))
    denied = ConsentDenial.objects.filter(cameo=cameo, person=maker, lifted_at=None)
    policy = ConsentPolicy.objects.filter(cameo=cameo, version=F("cameo__policy_version"))
    resting = policy.filter(Q(starts_at__gt=Now()) | Q(ends_at__lte=Now()))
    return _by_scope(maker) & Q(~Exists(denied), ~Exists(resting), ~Exists(blocks))


def _by_scope(maker: User | OuterRef) -> Q:
    owner = OuterRef("owner")
    follows = Q(Exists(Follow.objects.filter(follower=maker, followed=owner)))
    followed = Q(Exists(Follow.objects.filter(follower=owner, followed=maker)))
    granted = Q(Exists(ConsentGrant.objects.active().filter(cameo=OuterRef("pk"), grantee=maker)))
    since = Q(everyone_from=None) | Q(everyone_from__lte=Now())
    return (
        (Q(scope=Scope.EVERYONE) & since)
        | (Q(scope__in=[Scope.MUTUALS, Scope.EVERYONE]) & follows & followed)
        | (~Q(scope=Scope.ONLY_ME) & granted)
    )
