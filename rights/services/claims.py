"""Claims: a holder says that a work is theirs, operators check it, and two claims freeze each other."""

from __future__ import annotations

from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_fsm import TransitionNotAllowed

from accounts.models import User
from core.decisions import Conflict, no
from rights import log, registry, replay, versions
from rights.models import Claim, ClaimState, HolderStatus, License, LicenseState, RightsHolder, Work
from rights.models.claims import ClaimQuerySet
from rights.policies import may_claim, may_operate
from rights.services.holders import transfer_work
from rights.services.uses import hold_to_change
from rights.signals import license_narrowed, license_resumed

STATEMENT_LIMIT = 2000


@transaction.atomic
def draft_claim(
    *, work: Work, holder: RightsHolder, by: User, statement: str, evidence_url: str = ""
) -> Claim:
    """Begin a claim. Nobody else sees it, and nothing changes."""
    may_claim(holder=holder, by=by).require()
    if work.holder_id == holder.pk:
        raise Conflict("claim.held", f"{holder} holds {work.title} already.")
    if not statement.strip():
        no("claim.statement", "Say why the work is yours.").require()
    claim = Claim.objects.create(
        work=work,
        holder=holder,
        by=by,
        statement=statement.strip()[:STATEMENT_LIMIT],
        evidence_url=evidence_url,
    )
    _tell("claim.drafted", claim, by)
    return claim


@transaction.atomic
def submit_claim(*, claim: Claim, by: User) -> Claim:
    """Hand a claim in; its names are tried over innocent prompts at once.

    Where an active holder speaks against another one, nobody can open the work until it is settled.
    Whoever only applies to be a holder freezes nothing.
    """
    work, claim = _hold(claim)
    may_claim(holder=claim.holder, by=by).require()
    try:
        with transaction.atomic():
            _move(claim, claim.submit, "claim.submitted", by)
    except IntegrityError as error:
        raise Conflict("claim.twice", f"{claim.holder} has claimed {work.title} already.") from error
    tried = replay.try_names(work.aliases.values_list("text", "mode"))
    claim.distinctiveness = tried.as_json()
    _move(claim, claim.test, "claim.tested", None)
    if claim.holder.status == HolderStatus.ACTIVE and _others(claim):
        _freeze(work, by)
    return Claim.objects.get(pk=claim.pk)


@transaction.atomic
def verify_claim(*, claim: Claim, by: User) -> Claim:
    """An operator has looked at the evidence, and believes it."""
    may_operate(by).require()
    _, claim = _hold(claim)
    return _move(claim, claim.verify, "claim.verified", by)


@transaction.atomic
def put_in_force(*, claim: Claim, by: User) -> Claim:
    """The work is the claimant's from now on."""
    may_operate(by).require()
    work, claim = _hold(claim)
    _need_active(claim.holder)
    if _others(claim):
        raise Conflict("claim.disputed", f"Somebody else holds or claims {work.title}. Settle that first.")
    claim = _move(claim, claim.go_live, "claim.in_force", by)
    transfer_work(work=work, holder=claim.holder, by=by)
    return claim


@transaction.atomic
def dispute_claim(*, claim: Claim, by: User, reason: str) -> Claim:
    """An operator freezes a work over this claim, whoever has made it."""
    may_operate(by).require()
    work, claim = _hold(claim)
    claim.reason = reason[:300]
    claim.save(update_fields=["reason"])
    _freeze(work, by)
    return Claim.objects.get(pk=claim.pk)


@transaction.atomic
def settle_dispute(*, claim: Claim, by: User, reason: str) -> Claim:
    """An operator finds for this claim: the others are rejected, and the work is free again."""
    may_operate(by).require()
    work, claim = _hold(claim)
    _need_active(claim.holder)
    claim.reason = reason[:300]
    claim = _move(claim, claim.settle, "claim.settled", by)
    for other in _standing(work).exclude(pk=claim.pk):
        other.reason = reason[:300]
        _move(other, other.reject, "claim.rejected", by)
    if work.holder_id != claim.holder_id:
        work = transfer_work(work=work, holder=claim.holder, by=by)
    _thaw(work, by)
    return claim


@transaction.atomic
def reject_claim(*, claim: Claim, by: User, reason: str) -> Claim:
    may_operate(by).require()
    work, claim = _hold(claim)
    claim.reason = reason[:300]
    claim = _move(claim, claim.reject, "claim.rejected", by)
    _thaw_if_undisputed(work, by)
    return claim


@transaction.atomic
def withdraw_claim(*, claim: Claim, by: User) -> Claim:
    """The claimant no longer says so. A work in force stays with whoever holds it."""
    work, claim = _hold(claim)
    may_claim(holder=claim.holder, by=by).require()
    if claim.state == ClaimState.LIVE:
        raise Conflict("claim.in_force", "This claim is in force. Ask the operators to take the work back.")
    claim = _move(claim, claim.withdraw, "claim.withdrawn", by)
    _thaw_if_undisputed(work, by)
    return claim


def _freeze(work: Work, by: User | None) -> None:
    """Nobody can open a work that two holders claim; what its licenses carry is hidden."""
    if work.disputed_at is None:
        work.disputed_at = timezone.now()
        work.save(update_fields=["disputed_at"])
        log.record("work.disputed", work, holder=work.holder, by=by)
        licenses = hold_to_change(License.objects.open().filter(work=work))
        registry.bump()
        versions.keep(work, by=by)
        for license in licenses:
            license_narrowed.send(sender=License, license=license)
    for claim in _standing(work).exclude(state=ClaimState.DISPUTED):
        _move(claim, claim.dispute, "claim.disputed", by)


def _thaw(work: Work, by: User | None) -> None:
    if work.disputed_at is None:
        return
    work.disputed_at = None
    work.save(update_fields=["disputed_at"])
    log.record("work.settled", work, holder=work.holder, by=by)
    active = License.objects.filter(work=work, state=LicenseState.ACTIVE)
    licenses = hold_to_change(active)
    registry.bump()
    versions.keep(work, by=by)
    for license in licenses:
        license_resumed.send(sender=License, license=license)


def _thaw_if_undisputed(work: Work, by: User | None) -> None:
    """With one voice left there is no dispute. A claim that is left alone goes back to being checked."""
    voices = set(_standing(work).values_list("holder", flat=True)) | ({work.holder_id} - {None})
    if work.disputed_at and len(voices) <= 1:
        _thaw(work, by)
        for claim in _standing(work).filter(state=ClaimState.DISPUTED):
            if claim.holder_id == work.holder_id:
                _move(claim, claim.settle, "claim.settled", by)
            else:
                _move(claim, claim.reopen, "claim.reopened", by)


def _others(claim: Claim) -> bool:
    """Does another holder have the work, or claim it?"""
    held = claim.work.holder_id not in (None, claim.holder_id)
    return held or _standing(claim.work).exclude(holder=claim.holder).exists()


def _standing(work: Work) -> ClaimQuerySet:
    return Claim.objects.standing().filter(work=work).order_by("pk")


def _need_active(holder: RightsHolder) -> None:
    if holder.status != HolderStatus.ACTIVE:
        raise Conflict("claim.inactive", f"{holder} is not active yet. Activate it first.")


def _hold(claim: Claim) -> tuple[Work, Claim]:
    """Work first, as everywhere: two claims on one work take turns."""
    work = Work.objects.select_for_update(no_key=True).get(pk=claim.work_id)
    held = Claim.objects.select_for_update(no_key=True).get(pk=claim.pk)
    held.work = work
    return work, held


def _move(claim: Claim, move: Callable[[], None], verb: str, by: User | None) -> Claim:
    try:
        move()
    except TransitionNotAllowed as error:
        state = claim.get_state_display().lower()
        raise Conflict("claim.state", f"This claim is: {state}.") from error
    claim.save()
    _tell(verb, claim, by)
    return claim


def _tell(verb: str, claim: Claim, by: User | None) -> None:
    log.record(verb, claim, holder=claim.holder, by=by, work=claim.work.slug, reason=claim.reason)
