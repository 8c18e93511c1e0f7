"""The consent of several people to one clip, as one answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from cameos.models import Cameo, ConsentGrant, Scope
from cameos.policies import may_depict
from core.decisions import YES, Decision


@dataclass(frozen=True, slots=True)
class Consent:
    """The answer, the policy version of each likeness that it rests on, and when it ends by itself."""

    decision: Decision
    versions: dict[int, int]
    until: datetime | None


def consent_of(cameos: Sequence[Cameo], *, by: User) -> Consent:
    """Ask each policy; one no is a no."""
    decision = YES
    for cameo in cameos:
        decision &= may_depict(cameo=cameo, by=by)
    return Consent(decision, {cameo.pk: cameo.policy_version for cameo in cameos}, _until(cameos, by))


def _until(cameos: Sequence[Cameo], by: User) -> datetime | None:
    """The end of the first grant that a yes rests on: grants count only where the scope needs them."""
    needed = [cameo.pk for cameo in cameos if cameo.scope == Scope.APPROVED and cameo.owner_id != by.pk]
    grants = ConsentGrant.objects.active().filter(cameo__in=needed, grantee=by)
    return min((grant.expires_at for grant in grants if grant.expires_at), default=None)
