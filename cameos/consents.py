"""The consents that a clip rests on, asked for everyone in it at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from cameos.models import Cameo, Scope
from cameos.policies import judge
from cameos.ties import Ties, read_ties, read_ties_of
from core.decisions import YES, Decision


@dataclass(frozen=True, slots=True)
class Consent:
    """What everyone in a clip says to one maker."""

    decision: Decision
    versions: dict[int, int]  # cameo id -> the version of its policy that was asked
    until: datetime | None  # when the first consent ends by itself


def ask_all(*, cameos: Iterable[Cameo], by: User) -> Consent:
    """Ask everyone; a person hears every refusal, not only the first."""
    cameos = list(cameos)
    if not cameos:
        return Consent(YES, {}, None)
    ties = read_ties(cameos=cameos, by=by)
    decision = YES
    for cameo in cameos:
        decision &= judge(cameo, ties)
    ends = [end for cameo in cameos if (end := _end(cameo, ties))]
    return Consent(decision, {cameo.pk: cameo.policy_version for cameo in cameos}, min(ends, default=None))


def ask_for_each(*, cameo: Cameo, makers: Iterable[int]) -> dict[int, Consent]:
    """What one person says to each of many makers, by their ids."""
    versions = {cameo.pk: cameo.policy_version}
    return {
        maker: Consent(judge(cameo, ties), versions, _end(cameo, ties))
        for maker, ties in read_ties_of(cameo=cameo, makers=makers).items()
    }


def _end(cameo: Cameo, ties: Ties) -> datetime | None:
    """When the consent ends by itself: it does only where it hangs on a grant with a term."""
    grant, scope = ties.grants.get(cameo.pk), Scope(cameo.scope)
    hangs_on_grant = cameo.owner_id != ties.by and not (
        (scope == Scope.EVERYONE and cameo.pk not in ties.cooling)
        or (scope.includes(Scope.MUTUALS) and cameo.owner_id in ties.mutual)
    )
    return grant.expires_at if grant and hangs_on_grant else None
