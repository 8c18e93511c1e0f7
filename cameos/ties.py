"""What stands between one person and the owners of likenesses, read at one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Block, Follow, User
from cameos.models import (
    Cameo,
    CastRequest,
    CastState,
    ConsentDenial,
    ConsentGrant,
    ConsentPolicy,
    ConsentUse,
)
from cameos.uses import Use

Pairs = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Ties:
    """Seen from the person with the id `by`: owners by their ids, all else by the cameos' ids.

    `grants` let in; `bounds` are those and the ones that have run out, whose limits hold all the same.
    `requests` are approvals of the very clip that is asked about, `uses` what is set aside for it.
    `resting` are likenesses whose policy does not run: it has ended, or has not begun. `cooling` are
    those that are open to everyone, but not yet.
    """

    by: int
    blocked: frozenset[int]
    mutual: frozenset[int]
    grants: Mapping[int, ConsentGrant]
    bounds: Mapping[int, ConsentGrant] = field(default_factory=dict)
    denied: frozenset[int] = frozenset()
    resting: frozenset[int] = frozenset()
    cooling: frozenset[int] = frozenset()
    policies: Mapping[int, ConsentPolicy] = field(default_factory=dict)
    requests: Mapping[int, CastRequest] = field(default_factory=dict)
    uses: Mapping[int, ConsentUse] = field(default_factory=dict)

    def policy_of(self, cameo: Cameo) -> ConsentPolicy:
        """The version that counts now. One that is missing is the narrowest, but for its scope."""
        return self.policies.get(cameo.pk) or ConsentPolicy(cameo=cameo, scope=cameo.scope)

    def is_friend(self, cameo: Cameo) -> bool:
        """Mutuals, and whoever was approved by name."""
        return cameo.owner_id in self.mutual or cameo.pk in self.grants


def read_ties(*, cameos: Iterable[Cameo], by: User, use: Use | None = None) -> Ties:
    """A fixed number of questions to the database, however many likenesses there are."""
    cameos = list(cameos)
    owners = {cameo.owner_id for cameo in cameos} - {by.pk}
    follows: Pairs = set(
        Follow.objects.filter(_pair("follower", "followed", by, owners)).values_list("follower", "followed")
    )
    blocks: Pairs = set(
        Block.objects.filter(_pair("blocker", "blocked", by, owners)).values_list("blocker", "blocked")
    )
    ids = [cameo.pk for cameo in cameos]
    grants = list(ConsentGrant.objects.telling().filter(cameo__in=ids, grantee=by))
    denials = ConsentDenial.objects.filter(cameo__in=ids, person=by, lifted_at=None)
    policies = {it.cameo_id: it for it in ConsentPolicy.objects.current_of(cameos)}
    return Ties(
        by=by.pk,
        blocked=frozenset(owner for owner in owners if {(by.pk, owner), (owner, by.pk)} & blocks),
        mutual=frozenset(owner for owner in owners if {(by.pk, owner), (owner, by.pk)} <= follows),
        grants={grant.cameo_id: grant for grant in grants if grant.lets_in},
        bounds={grant.cameo_id: grant for grant in grants},
        denied=frozenset(denials.values_list("cameo", flat=True)),
        resting=_resting(policies.values()),
        cooling=_cooling(cameos),
        policies=policies,
        requests=_requests(cameos, by, use),
        uses=_uses(ids, use),
    )


def read_ties_of(*, cameo: Cameo, makers: Iterable[int]) -> dict[int, Ties]:
    """The ties of many people to the owner of one likeness: as many questions, however many people."""
    owner = cameo.owner_id
    ids = set(makers)
    to_owner = Follow.objects.filter(follower__in=ids, followed=owner).values_list("follower", flat=True)
    from_owner = Follow.objects.filter(followed__in=ids, follower=owner).values_list("followed", flat=True)
    mutual = set(to_owner) & set(from_owner)
    walls = Block.objects.filter(Q(blocker=owner, blocked__in=ids) | Q(blocked=owner, blocker__in=ids))
    blocked = {person for wall in walls.values_list("blocker", "blocked") for person in wall} - {owner}
    open_ones = ConsentGrant.objects.telling().filter(cameo=cameo, grantee__in=ids)
    grants = {it.grantee_id: it for it in open_ones}
    denials = ConsentDenial.objects.filter(cameo=cameo, person__in=ids, lifted_at=None)
    denied = set(denials.values_list("person", flat=True))
    policies = {it.cameo_id: it for it in ConsentPolicy.objects.current_of([cameo])}
    resting, cooling = _resting(policies.values()), _cooling([cameo])
    return {
        maker: Ties(
            by=maker,
            blocked=frozenset({owner} if maker in blocked else ()),
            mutual=frozenset({owner} if maker in mutual else ()),
            grants={cameo.pk: grants[maker]} if maker in grants and grants[maker].lets_in else {},
            bounds={cameo.pk: grants[maker]} if maker in grants else {},
            denied=frozenset({cameo.pk} if maker in denied else ()),
            resting=resting,
            cooling=cooling,
            policies=policies,
        )
        for maker in ids
    }


def read_ties_of_made(*, cameo: Cameo, made: Sequence[tuple[int, Use]]) -> list[Ties]:
    """For each clip that is there the ties of its maker, with what was approved or set aside for it."""
    by_maker = read_ties_of(cameo=cameo, makers={maker for maker, _use in made})
    its_own = Q(job_id__in=[use.job for _maker, use in made]) | Q(request__isnull=False)
    uses = {it.job_id: it for it in ConsentUse.objects.counting().filter(its_own, cameo=cameo)}
    takers = {it.request_id: it.job_id for it in uses.values() if it.request_id}
    approvals = _approvals(cameo, by_maker)
    found = []
    for maker, use in made:
        digest = use.told_to(cameo.handle).digest
        counting = [it for it in approvals[maker] if _counts_for(it, digest, use.job, takers.get(it.pk))]
        requests = {cameo.pk: counting[-1]} if counting else {}
        held = {cameo.pk: uses[use.job]} if use.job in uses else {}
        found.append(replace(by_maker[maker], requests=requests, uses=held))
    return found


def _approvals(cameo: Cameo, makers: Iterable[int]) -> Mapping[int, list[CastRequest]]:
    """What was allowed once, by who asked. `in_time`: it can still be begun."""
    found: Mapping[int, list[CastRequest]] = defaultdict(list)
    approved = CastRequest.objects.filter(cameo=cameo, requester__in=makers, state=CastState.APPROVED)
    for it in approved.annotate(in_time=Q(expires_at__gt=Now())).order_by("pk"):
        found[it.requester_id].append(it)
    return found


def _counts_for(request: Any, digest: str, job: UUID | None, taker: UUID | None) -> bool:
    """As `CastRequestQuerySet.counting` has it: it was used for this clip, the one that can have it; or it is
    free, in time, and of just this."""
    if taker is not None:
        return job == taker
    return bool(request.digest == digest and request.in_time)


def _cooling(cameos: Iterable[Cameo]) -> frozenset[int]:
    """By the clock of the database, which is asked only where there is something to ask."""
    ids = [cameo.pk for cameo in cameos if cameo.everyone_from]
    cooling = Cameo.objects.cooling().filter(pk__in=ids)
    return frozenset(cooling.values_list("pk", flat=True)) if ids else frozenset()


def _resting(policies: Iterable[ConsentPolicy]) -> frozenset[int]:
    """Asked only where there are dates: by the clock of the database, which is one."""
    dated = {it.pk: it.cameo_id for it in policies if it.starts_at or it.ends_at}
    if not dated:
        return frozenset()
    running = set(ConsentPolicy.objects.running().filter(pk__in=dated).values_list("pk", flat=True))
    return frozenset(cameo for pk, cameo in dated.items() if pk not in running)


def _requests(cameos: list[Cameo], by: User, use: Use | None) -> Mapping[int, CastRequest]:
    if use is None or not cameos:
        return {}
    asked = {cameo.pk: use.told_to(cameo.handle).digest for cameo in cameos}
    counting = CastRequest.objects.counting(by=by, asked=asked, job=use.job, moment=use.moment)
    return {it.cameo_id: it for it in counting.order_by("pk")}


def _uses(ids: list[int], use: Use | None) -> Mapping[int, ConsentUse]:
    if use is None or use.job is None:
        return {}
    uses = ConsentUse.objects.counting().filter(cameo__in=ids, job_id=use.job)
    return {it.cameo_id: it for it in uses}


def _pair(one: str, other: str, by: User, owners: set[int]) -> Q:
    """From `by` to an owner, or from an owner to `by`."""
    return Q(**{one: by.pk, f"{other}__in": owners}) | Q(**{other: by.pk, f"{one}__in": owners})
