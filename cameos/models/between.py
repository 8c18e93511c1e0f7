"""Who may use whose likeness, as the database answers it: `policies.judge`, in one place, for rows.

The list of whom one may cast, every read of a clip, and the preview of a change ask here. Whatever else
comes to end a consent for one maker belongs here and in the policy: a test holds the two together.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from accounts.models import Block, Follow
from cameos.models.denials import ConsentDenial
from cameos.models.grants import ConsentGrant
from cameos.models.policy import ConsentPolicy
from cameos.models.scopes import Scope

Id = Any  # of a row, or a reference to a column that holds it
NOBODY = Q(pk__in=[])


def at_rest(prefix: str = "") -> Q:
    """The likeness is paused or deleted, or its owner has gone: nobody may use it."""
    return (
        Q(**{f"{prefix}paused_at__isnull": False})
        | Q(**{f"{prefix}withdrawn_at__isnull": False})
        | Q(**{f"{prefix}owner__is_active": False})
    )


def in_reach(
    *,
    maker: Id,
    owner: Id,
    cameo: Id,
    prefix: str = "",
    named: Q = NOBODY,
    besides: Q = NOBODY,
) -> Q:
    """Somebody else's likeness, to which `prefix` leads, lets `maker` in, and no block stands between them.

    `named` counts like a grant; `besides` lets a maker in whom all else keeps out, but for a block.
    """
    blocks = Block.objects.filter(Q(blocker=maker, blocked=owner) | Q(blocker=owner, blocked=maker))
    denied = ConsentDenial.objects.filter(cameo=cameo, person=maker, lifted_at=None)
    policy = ConsentPolicy.objects.filter(cameo=cameo, version=F("cameo__policy_version"))
    resting = policy.filter(Q(starts_at__gt=Now()) | Q(ends_at__lte=Now()))
    in_scope = _by_scope(maker, owner, cameo, prefix, named)
    return ((in_scope & ~Exists(denied) & ~Exists(resting)) | besides) & Q(~Exists(blocks))


def _by_scope(maker: Id, owner: Id, cameo: Id, prefix: str, named: Q) -> Q:
    follows = Q(Exists(Follow.objects.filter(follower=maker, followed=owner)))
    followed = Q(Exists(Follow.objects.filter(follower=owner, followed=maker)))
    granted = Q(Exists(ConsentGrant.objects.active().filter(cameo=cameo, grantee=maker))) | named
    since = Q(**{f"{prefix}everyone_from": None}) | Q(**{f"{prefix}everyone_from__lte": Now()})
    return (
        (Q(**{f"{prefix}scope": Scope.EVERYONE}) & since)
        | (Q(**{f"{prefix}scope__in": [Scope.MUTUALS, Scope.EVERYONE]}) & follows & followed)
        | (~Q(**{f"{prefix}scope": Scope.ONLY_ME}) & granted)
    )


def refused(*, maker: Id, prefix: str, named: Q = NOBODY, besides: Q = NOBODY) -> Q:
    """Of rows that lead to a likeness by `prefix`: those in which its owner does not let `maker` in now."""
    owner = f"{prefix}owner"
    own = Q(**{owner: maker})
    others = in_reach(
        maker=_further(maker),
        owner=OuterRef(owner),
        cameo=OuterRef(f"{prefix}pk"),
        prefix=prefix,
        named=named,
        besides=besides,
    )
    return at_rest(prefix) | ~(own | others)


def _further(reference: Id) -> Id:
    """A reference to an outer row, seen from one level further in."""
    return OuterRef(reference) if isinstance(reference, OuterRef) else reference
