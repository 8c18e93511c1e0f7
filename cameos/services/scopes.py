"""How widely a likeness is open: scope, pause, and its end."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policies import in_standing
from cameos.models import Assurance, Cameo, CastRequest, ConsentGrant, ConsentPolicy, Scope
from cameos.policies import may_widen
from cameos.services.cooling import everyone_from
from cameos.services.holding import hold_own, store_change
from cameos.services.keys import forget_body
from cameos.services.portraits import erase_portrait
from cameos.services.requests import close_requests, end_allowed
from cameos.signals import cameo_resumed, cameo_resuming, consent_cleared, consent_narrowed
from core.locks import lock_for_change


@transaction.atomic
def change_scope(*, cameo: Cameo, scope: Scope, by: User, seen: int | None = None) -> Cameo:
    """Let other people than before use the likeness. Widening needs somebody who vouches for it. `seen`: see
    `hold_own`."""
    cameo = hold_own(cameo, by, seen=seen)
    former = Scope(cameo.scope)
    if scope == former:
        return cameo
    if not former.includes(scope):
        may_widen(cameo=cameo, by=by).require()
    cameo.scope = scope
    cameo.everyone_from = everyone_from(scope)
    store_change(cameo, "likeness.scope_changed", by, former=former, scope=scope)
    cameo.refresh_from_db(fields=["everyone_from"])
    if former.includes(scope):
        consent_narrowed.send(sender=Cameo, cameo=cameo, grantee=None)
    return cameo


@transaction.atomic
def pause_cameo(*, cameo: Cameo, by: User) -> Cameo:
    """Stop every use at once, the owner's own included, until `resume_cameo`."""
    cameo = hold_own(cameo, by)
    if cameo.paused_at is None:
        cameo.paused_at = timezone.now()
        store_change(cameo, "likeness.paused", by)
        consent_narrowed.send(sender=Cameo, cameo=cameo, grantee=None)
    return cameo


def pause_everything(*, by: User) -> int:
    """Stop every use of the person and of their beings. Each holds at once, in a transaction of its own:
    together they would hold their clips in no order. Returns how many likenesses rest now."""
    cameos = list(Cameo.objects.kept().filter(owner=by).order_by("pk"))
    for cameo in sorted(cameos, key=lambda it: (it.is_being, it.pk)):  # the face first
        pause_cameo(cameo=cameo, by=by)
    return len(cameos)


def resume_cameo(*, cameo: Cameo, by: User) -> Cameo:
    """Allow again what the scope and the grants allow now. Clips that the pause hid may come back."""
    cameo_resuming.send(sender=Cameo, cameo=cameo.awake())
    return _resume(cameo, by)


@transaction.atomic
def _resume(cameo: Cameo, by: User) -> Cameo:
    cameo = hold_own(cameo, by)
    in_standing(by).require()
    if cameo.paused_at is not None:
        cameo.paused_at = None
        store_change(cameo, "likeness.resumed", by)
        cameo_resumed.send(sender=Cameo, cameo=cameo)
    return cameo


@transaction.atomic
def take_back_everything(*, cameo: Cameo, by: User) -> Cameo:
    """From now on only the owner uses it: the scope closes, every grant ends, and so does what they had
    allowed once, or let stay."""
    cameo = hold_own(cameo, by)
    cameo.scope, cameo.everyone_from = Scope.ONLY_ME, None
    ConsentGrant.objects.open().filter(cameo=cameo).update(revoked_at=timezone.now())
    end_allowed(cameo=cameo, by=by)
    store_change(cameo, "likeness.all_taken_back", by)
    consent_cleared.send(sender=Cameo, cameo=cameo)
    consent_narrowed.send(sender=Cameo, cameo=cameo, grantee=None)
    return cameo


@transaction.atomic
def withdraw_cameo(*, cameo: Cameo, by: User) -> Cameo:
    """Delete the likeness: its portrait, what it allowed, every use, and whatever was kept of the body.
    A new one starts from nothing. Of a being only its row stays; its handle is given out no more. What was
    drawn of it beside the words of others is erased there, too."""
    cameo = hold_own(cameo, by)
    former = [cameo.portrait.name, *cameo.pictures.values_list("picture", flat=True)]
    cameo.portrait = cameo.portrait_sha256 = ""
    cameo.scope, cameo.paused_at, cameo.withdrawn_at = Scope.ONLY_ME, None, timezone.now()
    cameo.everyone_from, cameo.assurance = None, Assurance.BUILT_IN
    ConsentGrant.objects.open().filter(cameo=cameo).update(revoked_at=cameo.withdrawn_at)
    lock_for_change(CastRequest.objects.ending_with([cameo]))  # all at once, or two who end could meet
    CastRequest.objects.telling_of([cameo]).update(lines=[])
    if cameo.is_being:
        cameo.pictures.all().delete()
        cameo.own_handle, cameo.name, cameo.description = f"gone-{cameo.pk}", "", ""  # no handle has a hyphen
    store_change(cameo, "likeness.withdrawn", by, terms=ConsentPolicy().terms())
    close_requests(cameo=cameo, by=by)  # before jobs and clips: who leaves holds them in that order, too
    end_allowed(cameo=cameo, by=by)
    consent_narrowed.send(sender=Cameo, cameo=cameo, grantee=None)
    for name in former:
        erase_portrait(name)
    if not cameo.is_being:
        forget_body(owner=by, by=by)
    return cameo
