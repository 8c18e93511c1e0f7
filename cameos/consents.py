"""The consents that a clip rests on, asked for everyone in it at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from accounts.models import User
from cameos.counts import count, counted_ones, hold_counts
from cameos.models import Audience, Cameo, CastRequest, ConsentGrant, ConsentPolicy
from cameos.policies import Way, judge, way_in
from cameos.terms import Counted, additions_of, asks_first, is_doubtful, judge_terms, looks_first
from cameos.ties import Ties, read_ties, read_ties_of, read_ties_of_made
from cameos.uses import Moment, Use
from core.decisions import YES, Decision


@dataclass(frozen=True, slots=True)
class Permission:
    """One person's yes, and what it hangs on."""

    cameo: Cameo
    policy: ConsentPolicy
    grant: ConsentGrant | None
    request: CastRequest | None
    is_own: bool
    looks_first: bool

    @property
    def for_followers(self) -> bool:
        return bool(self.grant and self.grant.audience == Audience.FOLLOWERS)


@dataclass(frozen=True, slots=True)
class Consent:
    """What everyone in a clip says to one maker.

    `additions` are words that go to whatever draws, "@mika wears a hat"; the maker sees them before.
    """

    decision: Decision
    versions: dict[int, int]  # cameo id -> the version of its policy that was asked
    until: datetime | None  # when the first consent ends by itself
    additions: tuple[str, ...] = ()
    permissions: tuple[Permission, ...] = ()


NOBODY = Consent(YES, {}, None)


def ask_all(*, cameos: Iterable[Cameo], by: User, use: Use | None = None, hold: bool = False) -> Consent:
    """Ask everyone; a person hears every refusal, not only the first.

    Without `use` only who asks is judged, and not what they want to make. `hold` holds what is counted.
    """
    cameos = list(cameos)
    if not cameos:
        return NOBODY
    use = use and with_lines(use, cameos, by)
    ties = read_ties(cameos=cameos, by=by, use=use)
    limited = counted_ones(cameos, ties) if use else []
    if limited and hold:
        hold_counts(limited, ties)
        ties = read_ties(cameos=cameos, by=by, use=use)  # somebody may have used a permission up until now
    counts = count(limited, ties, besides=use.job if use else None)
    told = {cameo.pk: use.told_to(cameo.handle) if use else None for cameo in cameos}
    decision = YES
    for cameo in cameos:
        answer, its = judge(cameo, ties), told[cameo.pk]
        if answer.allowed and its:
            answer = judge_terms(cameo, ties, its, counts.get(cameo.pk, Counted()))
        decision &= answer
    ends = [end for cameo in cameos if (end := _end(cameo, ties, told[cameo.pk]))]
    return Consent(
        decision,
        {cameo.pk: cameo.policy_version for cameo in cameos},
        min(ends, default=None),
        tuple(line for cameo in cameos for line in _lines(cameo, ties.policy_of(cameo), by)),
        tuple(_permission(cameo, ties, told[cameo.pk]) for cameo in cameos),
    )


def with_lines(use: Use, cameos: Iterable[Cameo], by: User) -> Use:
    """With what would be drawn today, beside the prompt: everybody in it is asked about that, too."""
    if use.drawn:
        return use
    policies = {it.cameo_id: it for it in ConsentPolicy.objects.current_of(cameos)}
    lines = (line for cameo in cameos for line in _lines(cameo, policies.get(cameo.pk), by))
    return replace(use, lines=tuple(dict.fromkeys([*use.lines, *lines])))


def _lines(cameo: Cameo, policy: ConsentPolicy | None, by: User) -> list[str]:
    looks = [cameo.looks] if cameo.is_being else []  # its owner's clips need to know that, too
    if cameo.owner_id == by.pk or policy is None:
        return looks
    return looks + [f"@{cameo.handle} {words}" for words in additions_of(policy)]


def _permission(cameo: Cameo, ties: Ties, use: Use | None) -> Permission:
    own = cameo.owner_id == ties.by
    return Permission(
        cameo=cameo,
        policy=ties.policy_of(cameo),
        grant=None if own else ties.bounds.get(cameo.pk),
        request=None if own else ties.requests.get(cameo.pk),
        is_own=own,
        looks_first=not own and looks_first(cameo, ties, use),
    )


def ask_for_each(*, cameo: Cameo, makers: Iterable[int]) -> dict[int, Consent]:
    """What one person says to each of many makers, by their ids."""
    versions = {cameo.pk: cameo.policy_version}
    return {
        maker: Consent(judge(cameo, ties), versions, _end(cameo, ties, None))
        for maker, ties in read_ties_of(cameo=cameo, makers=makers).items()
    }


def ask_about_made(*, cameo: Cameo, made: Sequence[tuple[int, Use]]) -> list[Consent]:
    """What one person says to clips that are there, each with the id of its maker: as many questions to the
    database, however many clips. Limits in number are no matter for them."""
    versions = {cameo.pk: cameo.policy_version}
    answers = []
    for ties, (_maker, use) in zip(read_ties_of_made(cameo=cameo, made=made), made, strict=True):
        its = use.told_to(cameo.handle)
        permission, end = _permission(cameo, ties, its), _end(cameo, ties, its)
        answers.append(Consent(_judge_made(cameo, ties, its), versions, end, permissions=(permission,)))
    return answers


def _judge_made(cameo: Cameo, ties: Ties, use: Use) -> Decision:
    answer = judge(cameo, ties)
    return judge_terms(cameo, ties, use, Counted()) if answer.allowed else answer


def _end(cameo: Cameo, ties: Ties, use: Use | None) -> datetime | None:
    """When the consent ends by itself: with its policy, with the grant that it hangs on, and with a yes to
    this clip alone, as long as nothing has begun."""
    if cameo.owner_id == ties.by:
        return None
    policy, way = ties.policy_of(cameo), way_in(cameo, ties)
    ends = [policy.ends_at]
    if way == Way.GRANT:
        ends.append(ties.grants[cameo.pk].expires_at)
    allowed = ties.requests.get(cameo.pk) if use and use.moment == Moment.MAKING else None
    if allowed and use and (way == Way.ONCE or asks_first(policy) or is_doubtful(policy, use)):
        ends.append(allowed.expires_at)
    return min(filter(None, ends), default=None)
