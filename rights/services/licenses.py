"""Opening works to others, and closing them again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import audit
from core.decisions import no
from core.locks import lock_for_share
from rights import registry
from rights.models import Action, License, LicenseState, OpenTo, Work
from rights.policies import may_manage
from rights.signals import license_narrowed


@transaction.atomic
def grant_license(
    *,
    work: Work,
    by: User,
    grantee: User | None = None,
    ends_at: datetime | None = None,
    credit_line: str = "",
) -> License:
    """Open a work to one person, or to everyone. Raises Refused for whoever may not."""
    [work] = lock_for_share(Work.objects.filter(pk=work.pk))  # it does not change hands meanwhile
    if work.holder is None:
        no("rights.unclaimed", f"Nobody here holds {work.title} yet.", subject=work.title).require()
    may_manage(work=work, by=by).require()
    if ends_at and ends_at <= timezone.now():
        no("license.ended", "This end has already passed.").require()
    license = License.objects.create(
        work=work,
        open_to=OpenTo.LISTED if grantee else OpenTo.EVERYONE,
        actions=[Action.DEPICT, Action.REMIX],
        ends_at=ends_at,
        credit_line=credit_line,
        signed_by=by,
    )
    if grantee:
        license.grantees.add(grantee)
    audit.record("license.granted", license, by=by, **_terms(license))
    registry.bump()
    return license


@transaction.atomic
def revoke_license(*, license: License, by: User) -> License:
    """Close it again. What rests on the license ends in the same transaction. Twice is once."""
    license = License.objects.select_for_update(no_key=True).get(pk=license.pk)
    may_manage(work=license.work, by=by).require()
    if license.state != LicenseState.REVOKED:
        license.revoke()
        license.save()
        audit.record("license.revoked", license, by=by, **_terms(license))
        registry.bump()
        license_narrowed.send(sender=License, license=license)
    return license


def _terms(license: License) -> dict[str, object]:
    return {
        "work": license.work.slug,
        "to": [audit.name_of(user) for user in license.grantees.order_by("pk")] or license.open_to,
        "ends_at": license.ends_at.isoformat() if license.ends_at else None,
    }
