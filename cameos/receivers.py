"""What happens to consents when people part, or leave."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from accounts.models import User
from accounts.queries import follows
from accounts.signals import account_closed, account_closing, export_gathering, tie_cut
from cameos import services
from cameos.exporting import copy_of
from cameos.models import Cameo, CastRequest, ConsentGrant, Enrolment, Scope
from cameos.services.holding import store_change
from cameos.services.requests import end_allowed
from cameos.signals import consent_narrowed, consents_ending, enrolment_ready
from cameos.tasks import check
from core.locks import lock_for_change


@receiver(tie_cut)
def narrow_between(one: User, other: User, blocked: bool, **_: Any) -> None:
    """A block ends what the two allowed each other; the end of a mutual tie, what rested on that."""
    pair = [one.pk, other.pk]
    cameos = lock_for_change(Cameo.objects.kept().filter(owner__in=pair))
    ends = [(cameo, other if cameo.owner_id == one.pk else one) for cameo in cameos]
    if blocked:
        for cameo, grantee in ends:
            _end_grants(cameo, pair, by=one)
            services.close_requests(cameo=cameo, requester=grantee, by=one)
            end_allowed(cameo=cameo, by=one, requester=grantee)
    else:
        # After an unfollow the other's own follow is still there, if they were mutuals until now.
        were_mutuals = follows(other, one)
        ends = [(cameo, grantee) for cameo, grantee in ends if were_mutuals and _asks_for_mutuals(cameo)]
    consents_ending.send(sender=Cameo, ends=ends, leaving=None)
    for cameo, grantee in ends:
        consent_narrowed.send(sender=Cameo, cameo=cameo, grantee=grantee)


def _asks_for_mutuals(cameo: Cameo) -> bool:
    """Is it a mutual tie that lets people in? So it is, too, where "everyone" has not begun yet."""
    return cameo.scope == Scope.MUTUALS or Cameo.objects.cooling().filter(pk=cameo.pk).exists()


def _end_grants(cameo: Cameo, pair: list[int], by: User) -> None:
    grants = ConsentGrant.objects.open().filter(cameo=cameo, grantee__in=pair)
    if grants.update(revoked_at=timezone.now()):
        store_change(cameo, "likeness.consent_revoked", by, ground="block")


@receiver(account_closing)
def end_what_others_allowed(user: User, **_: Any) -> None:
    ConsentGrant.objects.open().filter(grantee=user).update(revoked_at=timezone.now())
    services.close_requests(requester=user, by=user)


@receiver(account_closed)
def forget(user: User, **_: Any) -> None:
    """The likeness goes with its owner, and so do their beings."""
    cameos = lock_for_change(Cameo.objects.kept().filter(owner=user))
    lock_for_change(CastRequest.objects.ending_with(cameos))  # before jobs and clips
    consents_ending.send(sender=Cameo, ends=[(cameo, None) for cameo in cameos], leaving=user)
    for cameo in cameos:
        services.withdraw_cameo(cameo=cameo, by=user)
    services.forget_body(owner=user, by=user)  # also of tries that came to nothing


@receiver(export_gathering)
def gather(user: User, **_: Any) -> dict[str, Any]:
    return {"cameos": copy_of(user)}


@receiver(enrolment_ready)
def wake_the_check(enrolment: Enrolment, **_: Any) -> None:
    """Once the row says so; a message that is lost is found again by the sweep."""
    key = str(enrolment.pk)
    transaction.on_commit(lambda: check.delay(key), robust=True)
