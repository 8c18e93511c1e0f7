"""Who holds works, and who acts for them. Only the operators of the site decide this."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.dispatch import Signal
from django_fsm import TransitionNotAllowed

from accounts.models import User
from accounts.policies import in_standing
from core import audit
from core.decisions import Conflict
from rights import registry
from rights.models import HolderStatus, License, Membership, RightsHolder, Role, Work
from rights.policies import may_operate
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
    audit.record("holder.registered", holder, by=by, name=name, status=status)
    return holder


@transaction.atomic
def apply_as_holder(*, name: str, website: str, contact: str, by: User) -> RightsHolder:
    """Ask to be let in as a holder, whom `by` speaks for. It opens nothing before it is active."""
    in_standing(by).require()
    try:
        with transaction.atomic():
            holder = RightsHolder.objects.create(name=name, website=website, contact=contact)
    except IntegrityError as error:
        raise Conflict("holder.known", f"{name} is already here.") from error
    Membership.objects.create(holder=holder, user=by, role=Role.OWNER)
    audit.record("holder.applied", holder, by=by, name=name)
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
    audit.record("holder.status_changed", holder, by=by, former=former, status=status)
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
    audit.record("work.transferred", work, by=by, former=str(former or ""), holder=str(holder or ""))
    licenses = hold_to_change(License.objects.unended().filter(work=work))
    for license in licenses:
        license.revoke()
        license.save()
    registry.bump()
    _tell(licenses, license_narrowed)
    return work


@transaction.atomic
def add_member(*, holder: RightsHolder, user: User, by: User | None, role: Role = Role.LICENSOR) -> None:
    """Let a person act for a holder."""
    _ask(by)
    Membership.objects.update_or_create(holder=holder, user=user, defaults={"role": role})
    audit.record("holder.member_added", holder, by=by, member=audit.name_of(user), role=role)


@transaction.atomic
def remove_member(*, holder: RightsHolder, user: User, by: User | None) -> None:
    _ask(by)
    holder.members.remove(user)
    audit.record("holder.member_removed", holder, by=by, member=audit.name_of(user))


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
