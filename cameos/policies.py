"""May this person be shown? No by default, and the reason names whom to ask."""

from accounts.models import User
from accounts.queries import are_mutuals, blocked_either_way
from cameos.models import Cameo, ConsentGrant, Scope
from core.decisions import YES, Decision, no


def may_depict(*, cameo: Cameo, by: User) -> Decision:
    """May `by` put this person into a clip, at this moment?

    Somebody behind a block hears what every stranger hears: a block is nobody's business.
    """
    name = f"@{cameo.owner.username}"
    if cameo.withdrawn_at or not cameo.owner.in_good_standing:
        return no("consent.withdrawn", f"{name} has no likeness here any more.", subject=name)
    if cameo.paused_at:
        return no("consent.paused", f"{name} has paused all uses of their likeness.", subject=name)
    if cameo.owner_id == by.pk or _open_to(cameo, by):
        return YES
    return no("consent.scope", f"{name} has not allowed you to use their likeness.", subject=name)


def _open_to(cameo: Cameo, by: User) -> bool:
    if blocked_either_way(cameo.owner, by):
        return False
    if cameo.scope == Scope.ONLY_ME:
        return False
    if cameo.scope == Scope.EVERYONE or ConsentGrant.objects.between(cameo, by).active().exists():
        return True
    return cameo.scope == Scope.MUTUALS and are_mutuals(cameo.owner, by)
