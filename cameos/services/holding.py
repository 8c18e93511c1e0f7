"""Holding consents still while somebody decides on them, and likenesses while their owner changes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from accounts.models import User
from cameos.consents import Consent, ask_all
from cameos.models import Cameo, ConsentGrant, ConsentPolicy
from cameos.uses import Use
from core import audit
from core.decisions import Conflict
from core.locks import lock_for_share

LOOK_AGAIN = "Your rules have changed in the meantime. Look at them again."


def hold_consents(*, cameos: Iterable[Cameo], by: User, use: Use | None = None) -> Consent:
    """Ask everyone in a clip, and hold their answers unchanged until the commit.

    People, likenesses and grants are locked in this order, FOR SHARE, then whatever is counted; then they
    are read. Of the people, `by` is locked even when nobody is in the clip: the end of their account
    waits, or comes first.
    """
    cameos = list(cameos)
    ids = [cameo.pk for cameo in cameos]
    lock_for_share(User.objects.filter(pk__in={by.pk, *(cameo.owner_id for cameo in cameos)}))
    held = lock_for_share(Cameo.objects.filter(pk__in=ids).select_related("owner"))
    lock_for_share(ConsentGrant.objects.open().filter(cameo__in=ids, grantee=by))
    return ask_all(cameos=held, by=by, use=use, hold=True)


def hold_own(cameo: Cameo, by: User, *others: User, seen: int | None = None) -> Cameo:
    """The owner's likeness as it is now, held for change, after the people that it is about.

    Nobody but the owner gets this far: for others the likeness does not exist. `seen` is the version that
    the owner had before their eyes: Conflict where it is another now, so that a page from yesterday opens
    nothing that was closed since.
    """
    lock_for_share(User.objects.filter(pk__in=[by.pk, *(other.pk for other in others)]))
    held = Cameo.objects.select_for_update(no_key=True).get(pk=cameo.pk, owner=by)
    if held.withdrawn_at is not None:
        raise Conflict("likeness.withdrawn", "This likeness was deleted.")
    if seen is not None and seen != held.policy_version:
        raise Conflict("likeness.changed", LOOK_AGAIN)
    return held


def store_change(
    cameo: Cameo, verb: str, by: User | None, *, terms: Mapping[str, Any] | None = None, **details: Any
) -> None:
    """Store a change: a new version with `terms` in it, and all else as before; the audit log tells of it."""
    former = ConsentPolicy.objects.current_of([cameo]).first() if cameo.pk else None
    cameo.policy_version += 1
    cameo.save()
    policy = (former or ConsentPolicy(cameo=cameo)).with_terms(**{**(terms or {}), "scope": cameo.scope})
    policy.cameo, policy.version, policy.verb = cameo, cameo.policy_version, verb
    policy.paused = cameo.paused_at is not None
    policy.save(force_insert=True)
    audit.record(verb, cameo, by=by, version=cameo.policy_version, **details)
