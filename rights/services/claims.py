"""Saying that a work is a holder's. What becomes of a claim the operators decide."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.policies import in_standing
from core import audit
from core.decisions import Conflict, no
from rights.models import Claim, RightsHolder, Work


@transaction.atomic
def draft_claim(
    *, work: Work, holder: RightsHolder, by: User, statement: str, evidence_url: str = ""
) -> Claim:
    """Begin a claim. Nothing changes by it."""
    in_standing(by).require()
    if not holder.members.filter(pk=by.pk).exists():
        no("rights.not_member", f"You do not act for {holder}.", subject=str(holder)).require()
    return Claim.objects.create(
        work=work, holder=holder, statement=statement, evidence_url=evidence_url, by=by
    )


@transaction.atomic
def submit_claim(*, claim: Claim, by: User) -> Claim:
    """Hand it in. Raises Conflict while another one of the same holder to the same work stands."""
    claim.submit()
    try:
        with transaction.atomic():
            claim.save()
    except IntegrityError as error:
        message = f"{claim.holder} has claimed {claim.work.title} already."
        raise Conflict("claim.twice", message) from error
    audit.record("claim.submitted", claim, by=by, work=claim.work.slug, holder=claim.holder.name)
    return claim
