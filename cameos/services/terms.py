"""Changing what a likeness allows others, beyond who they are."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.policies import in_standing
from cameos.comparing import narrower_terms, wider_terms
from cameos.models import Cameo, ConsentPolicy, Scope
from cameos.models.policy import FOR_WORDS
from cameos.models.terms import ALWAYS_OFF
from cameos.policies import may_widen
from cameos.services.cooling import everyone_from
from cameos.services.holding import hold_own, store_change
from cameos.signals import consent_narrowed, words_in_question

Terms = Mapping[str, Any]


def current_policy(cameo: Cameo) -> ConsentPolicy:
    """The version that counts now; the narrowest where there is none."""
    found = ConsentPolicy.objects.current_of([cameo]).first()
    return found or ConsentPolicy(cameo=cameo, version=cameo.policy_version, scope=cameo.scope)


def change_terms(*, cameo: Cameo, terms: Terms, by: User, seen: int | None = None) -> Cameo:
    """Write a new version with `terms` in it; what they do not name stays. Equal terms are no new version.

    Widening needs an account in standing. `seen`: see `hold_own`. What words mean is read before anything is
    held, where it will be asked.
    """
    before = current_policy(cameo)
    after = before.with_terms(**_always_off(terms))
    if narrower_terms(before, after) and any(getattr(before, it) != getattr(after, it) for it in FOR_WORDS):
        to_be = copy(cameo)
        to_be.scope, to_be.everyone_from = after.scope, None
        words_in_question.send(sender=Cameo, cameo=to_be)
    return _change_terms(cameo, terms, by, seen)


@transaction.atomic
def _change_terms(cameo: Cameo, terms: Terms, by: User, seen: int | None) -> Cameo:
    cameo = hold_own(cameo, by, seen=seen)
    before = current_policy(cameo)
    after = before.with_terms(**_always_off(terms))
    if before.terms() == after.terms():
        return cameo
    wider, narrower = wider_terms(before, after), narrower_terms(before, after)
    scope, opens = Scope(after.scope), not Scope(before.scope).includes(Scope(after.scope))
    if wider:
        (may_widen(cameo=cameo, by=by) if opens else in_standing(by)).require()
    if scope != cameo.scope:
        cameo.scope, cameo.everyone_from = scope, everyone_from(scope)
    store_change(cameo, "likeness.terms_changed", by, terms=after.terms(), wider=wider, narrower=narrower)
    cameo.refresh_from_db(fields=["everyone_from"])
    if narrower:
        consent_narrowed.send(sender=Cameo, cameo=cameo, grantee=None)
    return cameo


def _always_off(terms: Terms) -> Terms:
    """What is off for everyone is in every version, whatever was sent."""
    if "forbidden" not in terms:
        return terms
    return {**terms, "forbidden": sorted({*terms["forbidden"], *map(str, ALWAYS_OFF)})}
