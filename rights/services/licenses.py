"""Opening works to others, and closing them again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_fsm import TransitionNotAllowed

from accounts.models import User
from core import audit
from core.decisions import Conflict, no
from core.locks import lock_for_share
from rights import log, registry, versions
from rights.models import License, LicenseState, OpenTo, Work
from rights.policies import may_manage
from rights.profile import Action, Approval, CoAppearance, Ending
from rights.services.uses import LIMITED, hold_to_change
from rights.signals import license_narrowed, license_resumed
from rights.terms import MEMBERS

SHOWN = (Action.DEPICT, Action.LOGO, Action.REMIX)


@dataclass(frozen=True, slots=True)
class Offer:
    """The terms of a license to be given; the fields are those of `License`."""

    actions: Sequence[str] = SHOWN
    prohibited: Sequence[str] = ()
    territory: Sequence[str] = ()
    purposes: Sequence[str] = ()
    audience: str = MEMBERS
    max_seconds: int | None = None
    per_day: int | None = None
    total: int | None = None
    co_appearance: str = CoAppearance.ANY
    not_with: Sequence[Work] = ()
    forbidden_themes: Sequence[str] = ()
    approval: str = Approval.NONE
    price: int = 0
    share: int = 0
    credit_line: str = ""
    at_end: str = Ending.REMOVE
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def columns(self) -> dict[str, Any]:
        """What goes into the row itself; lists of other rows are set after it exists."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "not_with"}
        values["starts_at"] = self.starts_at or timezone.now()
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


PLAIN = Offer()


@transaction.atomic
def grant_license(
    *,
    work: Work,
    by: User,
    to: Sequence[User] = (),
    offer: Offer = PLAIN,
    state: LicenseState = LicenseState.ACTIVE,
) -> License:
    """Open a work to everyone, or to the people in `to`. Raises Refused for whoever may not.

    An OFFERED license opens nothing until its one grantee accepts it.
    """
    [work] = lock_for_share(Work.objects.filter(pk=work.pk))  # it does not change hands meanwhile
    _licensable(work)
    may_manage(work=work, by=by).require()
    if offer.ends_at and offer.ends_at <= max(timezone.now(), offer.starts_at or timezone.now()):
        no("license.ended", "This end has already passed, or comes before the beginning.").require()
    license = License.objects.create(
        work=work,
        open_to=OpenTo.LISTED if to else OpenTo.EVERYONE,
        signed_by=by,
        state=state,
        **offer.columns(),
    )
    license.grantees.set(to)
    license.not_with.set(offer.not_with)
    log.record("license.granted", license, holder=work.holder, by=by, **_terms(license))
    registry.bump()
    versions.keep(work, by=by)
    return license


@transaction.atomic
def revoke_license(*, license: License, by: User) -> License:
    """Close it again. What rests on the license ends by its own rule, in the same transaction."""
    license = _hold(license, by)
    if license.state != LicenseState.REVOKED:
        _move(license, license.revoke, "license.revoked", by)
        license_narrowed.send(sender=License, license=license)
    return license


@transaction.atomic
def pause_license(*, license: License, by: User) -> License:
    """Let a license rest: nothing new under it, and what rests on it is hidden until it goes on."""
    license = _hold(license, by)
    _move(license, license.pause, "license.paused", by)
    license_narrowed.send(sender=License, license=license)
    return license


@transaction.atomic
def resume_license(*, license: License, by: User) -> License:
    license = _hold(license, by)
    _move(license, license.resume, "license.resumed", by)
    license_resumed.send(sender=License, license=license)
    return license


@transaction.atomic
def answer_offer(*, license: License, by: User, accept: bool) -> License:
    """Say yes or no to terms that a holder has offered to `by`."""
    license = License.objects.select_for_update(no_key=True).get(pk=license.pk, grantees=by)
    move = license.accept if accept else license.decline
    _move(license, move, "license.accepted" if accept else "license.declined", by)
    return license


def _licensable(work: Work) -> None:
    if work.holder is None:
        no("rights.unclaimed", f"Nobody here holds {work.title} yet.", subject=work.title).require()
    if work.disputed_at:
        message = f"Two holders claim {work.title}. Until that is settled nobody can open it."
        no("rights.disputed", message, subject=work.title).require()


def _hold(license: License, by: User) -> License:
    """The license as it is now. Those of its work that are counted are held, too: what rested on this one
    may come to rest on them."""
    beside = License.objects.open().filter(LIMITED, work=license.work_id)
    [held] = [it for it in hold_to_change(beside | License.objects.filter(pk=license.pk)) if it == license]
    may_manage(work=held.work, by=by).require()
    return held


def _move(license: License, move: Callable[[], None], verb: str, by: User) -> None:
    try:
        move()
    except TransitionNotAllowed as error:
        state = license.get_state_display().lower()
        raise Conflict("license.state", f"This license is {state}.") from error
    license.save()
    log.record(verb, license, holder=license.work.holder, by=by, **_terms(license))
    registry.bump()
    versions.keep(license.work, by=by)


def _terms(license: License) -> dict[str, object]:
    terms = asdict(license.terms())
    kept = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in terms.items()}
    kept |= {
        "work": license.work.slug,
        "to": [audit.name_of(user) for user in license.grantees.order_by("pk")] or license.open_to,
        "starts_at": license.starts_at.isoformat(),
        "ends_at": license.ends_at.isoformat() if license.ends_at else None,
    }
    for name in ("used", "used_today", "holds", "grantees", "open_to", "license"):
        del kept[name]
    return kept
