"""Who holds works, and who acts for them: operators decide the first, owners of a holder the second."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.dispatch import Signal
from django_fsm import TransitionNotAllowed

from accounts.models import User
from core import audit
from core.decisions import Conflict
from rights import log, registry, versions
from rights.models import HolderStatus, License, Membership, RightsHolder, Role, Work
from rights.policies import may_apply, may_lead, may_operate
from rights.services.uses import hold_to_change
from rights.signals import license_narrowed, license_resumed


@transaction.atomic
def register_holder(
    *, name: str, by: User | None, status: HolderStatus = HolderStatus.APPLIED
) -> RightsHolder:
    """Enter a holder. Raises Conflict when the name is taken."""
    _ask(by)
    try:
        with transaction.atomic():
            holder = RightsHolder.objects.create(name=name, status=status)
    except IntegrityError as error:
        raise Conflict("holder.known", f"{name} is already here.") from error
    log.record("holder.registered", holder, holder=holder, by=by, name=name, status=status)
    return holder


@transaction.atomic
def apply_as_holder(*, name: str, website: str, contact: str, by: User) -> RightsHolder:
    """Ask to be a holder: the applicant owns it, and it opens nothing until the operators agree."""
    may_apply(by).require()
    name = " ".join(name.split())
    try:
        with transaction.atomic():
            holder = RightsHolder.objects.create(name=name, website=website, contact=contact)
    except IntegrityError as error:
        raise Conflict("holder.known", f"{name} is already here. Ask its owners to add you.") from error
    Membership.objects.create(holder=holder, user=by, role=Role.OWNER)
    log.record("holder.applied", holder, holder=holder, by=by, name=name, website=website)
    return holder


@transaction.atomic
def change_holder_status(*, holder: RightsHolder, status: HolderStatus, by: User | None) -> RightsHolder:
    """Activate or suspend a holder. Whoever is not active opens nothing: their licenses rest."""
    _ask(by)
    holder = RightsHolder.objects.select_for_update(no_key=True).get(pk=holder.pk)
    former = HolderStatus(holder.status)
    if former == status:
        return holder
    _move(holder, status)
    log.record("holder.status_changed", holder, holder=holder, by=by, former=former, status=status)
    licenses = hold_to_change(License.objects.open().filter(work__in=holder.works.all()))
    registry.bump()  # after the licenses, as everywhere
    if HolderStatus.ACTIVE in (former, status):
        _tell(licenses, license_narrowed if former == HolderStatus.ACTIVE else license_resumed)
    return holder


@transaction.atomic
def transfer_work(*, work: Work, holder: RightsHolder | None, by: User | None) -> Work:
    """Give a work to a holder who has claimed it, or to nobody. The former holder's licenses end."""
    _ask(by)
    work = Work.objects.select_for_update(no_key=True).get(pk=work.pk)
    former, work.holder = work.holder, holder
    work.save(update_fields=["holder"])
    log.record("work.transferred", work, holder=former, by=by, to="another holder")
    log.record("work.received", work, holder=holder, by=by)
    licenses = hold_to_change(License.objects.unended().filter(work=work))
    for license in licenses:
        license.revoke()
        license.save()
    registry.bump()
    versions.keep(work, by=by)
    _tell(licenses, license_narrowed)
    return work


@transaction.atomic
def add_member(*, holder: RightsHolder, user: User, by: User | None, role: Role = Role.LICENSOR) -> None:
    """Let a person act for a holder, or give them another role. One owner at least remains."""
    holder = _hold_team(holder, by)
    if role != Role.OWNER and by:
        _keep_an_owner(holder, user)
    Membership.objects.update_or_create(holder=holder, user=user, defaults={"role": role})
    log.record("holder.member_added", holder, holder=holder, by=by, member=audit.name_of(user), role=role)


@transaction.atomic
def remove_member(*, holder: RightsHolder, user: User, by: User | None) -> None:
    """They act for it no more. The last owner can only leave with their account."""
    holder = _hold_team(holder, by)
    if by:
        _keep_an_owner(holder, user)
    holder.members.remove(user)
    log.record("holder.member_removed", holder, holder=holder, by=by, member=audit.name_of(user))


def _hold_team(holder: RightsHolder, by: User | None) -> RightsHolder:
    holder = RightsHolder.objects.select_for_update(no_key=True).get(pk=holder.pk)
    if by:
        may_lead(holder=holder, by=by).require()
    return holder


def _keep_an_owner(holder: RightsHolder, leaving: User) -> None:
    owners = set(holder.memberships.filter(role=Role.OWNER).values_list("user", flat=True))
    if owners == {leaving.pk}:
        raise Conflict(
            "holder.last_owner", f"{leaving} is the only owner of {holder}. Name another one first."
        )


def _move(holder: RightsHolder, status: HolderStatus) -> None:
    moves = {
        HolderStatus.VERIFIED: holder.verify,
        HolderStatus.ACTIVE: holder.activate,
        HolderStatus.SUSPENDED: holder.suspend,
        HolderStatus.REJECTED: holder.reject,
    }
    try:
        moves[status]()
    except (KeyError, TransitionNotAllowed) as error:
        raise Conflict("holder.status", f"{holder} is {holder.get_status_display().lower()}.") from error
    holder.save()


def _tell(licenses: list[License], news: Signal) -> None:
    for license in licenses:
        news.send(sender=License, license=license)


def _ask(by: User | None) -> None:
    if by:
        may_operate(by).require()
