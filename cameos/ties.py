"""What stands between one person and the owners of likenesses, read at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import Block, Follow, User
from cameos.models import Cameo, ConsentGrant

Pairs = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Ties:
    """Seen from the person with the id `by`: owners by their ids, grants by their cameos' ids."""

    by: int
    blocked: frozenset[int]
    mutual: frozenset[int]
    grants: Mapping[int, ConsentGrant]
    cooling: frozenset[int] = frozenset()  # cameos that are open to everyone, but not yet


def read_ties(*, cameos: Iterable[Cameo], by: User) -> Ties:
    """Three questions to the database, however many likenesses there are."""
    cameos = list(cameos)
    owners = {cameo.owner_id for cameo in cameos} - {by.pk}
    follows: Pairs = set(
        Follow.objects.filter(_pair("follower", "followed", by, owners)).values_list("follower", "followed")
    )
    blocks: Pairs = set(
        Block.objects.filter(_pair("blocker", "blocked", by, owners)).values_list("blocker", "blocked")
    )
    grants = ConsentGrant.objects.active().filter(cameo__in=[cameo.pk for cameo in cameos], grantee=by)
    return Ties(
        by=by.pk,
        blocked=frozenset(owner for owner in owners if {(by.pk, owner), (owner, by.pk)} & blocks),
        mutual=frozenset(owner for owner in owners if {(by.pk, owner), (owner, by.pk)} <= follows),
        grants={grant.cameo_id: grant for grant in grants},
        cooling=_cooling(cameos),
    )


def read_ties_of(*, cameo: Cameo, makers: Iterable[int]) -> dict[int, Ties]:
    """The ties of many people to the owner of one likeness: three questions, however many people."""
    owner = cameo.owner_id
    ids = set(makers)
    to_owner = Follow.objects.filter(follower__in=ids, followed=owner).values_list("follower", flat=True)
    from_owner = Follow.objects.filter(followed__in=ids, follower=owner).values_list("followed", flat=True)
    mutual = set(to_owner) & set(from_owner)
    walls = Block.objects.filter(Q(blocker=owner, blocked__in=ids) | Q(blocked=owner, blocker__in=ids))
    blocked = {person for wall in walls.values_list("blocker", "blocked") for person in wall} - {owner}
    grants = {it.grantee_id: it for it in ConsentGrant.objects.active().filter(cameo=cameo, grantee__in=ids)}
    cooling = _cooling([cameo])
    return {
        maker: Ties(
            by=maker,
            blocked=frozenset({owner} if maker in blocked else ()),
            mutual=frozenset({owner} if maker in mutual else ()),
            grants={cameo.pk: grants[maker]} if maker in grants else {},
            cooling=cooling,
        )
        for maker in ids
    }


def _cooling(cameos: Iterable[Cameo]) -> frozenset[int]:
    """By the clock of the database, which is asked only where there is something to ask."""
    ids = [cameo.pk for cameo in cameos if cameo.everyone_from]
    return (
        frozenset(Cameo.objects.cooling().filter(pk__in=ids).values_list("pk", flat=True))
        if ids
        else (frozenset())
    )


def _pair(one: str, other: str, by: User, owners: set[int]) -> Q:
    """From `by` to an owner, or from an owner to `by`."""
    return Q(**{one: by.pk, f"{other}__in": owners}) | Q(**{other: by.pk, f"{one}__in": owners})
