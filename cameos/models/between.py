"""Who may use whose likeness, as the database answers it: `policies.judge`, in one place, for rows.

The list of whom one may cast, every read of a clip, and the preview of a change ask here. Whatever else
comes to end a consent for one maker belongs here and in the policy: a test holds the two together.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from accounts.models import Block, Follow
from cameos.models.grants import ConsentGrant
from cameos.models.scopes import Scope

Id = Any  # of a row, or a reference to a column that holds it


def at_rest(prefix: str = "") -> Q:
    """The likeness is paused or deleted, or its owner has gone: nobody may use it."""
    return (
        Q(**{f"{prefix}paused_at__isnull": False})
        | Q(**{f"{prefix}withdrawn_at__isnull": False})
        | Q(**{f"{prefix}owner__is_active": False})
    )


def in_reach(*, maker: Id, owner: Id, cameo: Id, prefix: str = "", besides: Q | None = None) -> Q:
    """Somebody else's likeness, to which `prefix` leads, lets `maker` in, and no block stands between them.

    `besides` lets a maker in whom the scope keeps out.
    """
    blocks = Block.objects.filter(Q(blocker=maker, blocked=owner) | Q(blocker=owner, blocked=maker))
    allowed = _by_scope(maker, owner, cameo, prefix)
    return Q(allowed | besides if besides else allowed) & Q(~Exists(blocks))


def _by_scope(maker: Id, owner: Id, cameo: Id, prefix: str) -> Q:
    follows = Q(Exists(Follow.objects.filter(follower=maker, followed=owner)))
    followed = Q(Exists(Follow.objects.filter(follower=owner, followed=maker)))
    granted = Q(Exists(ConsentGrant.objects.active().filter(cameo=cameo, grantee=maker)))
    since = Q(**{f"{prefix}everyone_from": None}) | Q(**{f"{prefix}everyone_from__lte": Now()})
    return (
        (Q(**{f"{prefix}scope": Scope.EVERYONE}) & since)
        | (Q(**{f"{prefix}scope__in": [Scope.MUTUALS, Scope.EVERYONE]}) & follows & followed)
        | (~Q(**{f"{prefix}scope": Scope.ONLY_ME}) & granted)
    )


def refused(*, maker: Id, prefix: str, besides: Q | None = None) -> Q:
    """Of rows that lead to a likeness by `prefix`: those in which its owner does not let `maker` in now."""
    owner = f"{prefix}owner"
    own = Q(**{owner: maker})
    others = in_reach(
        maker=_further(maker),
        owner=OuterRef(owner),
        cameo=OuterRef(f"{prefix}pk"),
        prefix=prefix,
        besides=besides,
    )
    return at_rest(prefix) | ~(own | others)


def _further(reference: Id) -> Id:
    """A reference to an outer row, seen from one level further in."""
    return OuterRef(reference) if isinstance(reference, OuterRef) else reference
