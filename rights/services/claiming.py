"""A claim as the public form hands it in: with its holder, and with what proves it."""

from __future__ import annotations

from django.core.files import File
from django.db import transaction

from accounts.models import User
from rights.models import Claim, RightsHolder, Work
from rights.services.claims import draft_claim, submit_claim
from rights.services.descriptions import add_claim_evidence
from rights.services.holders import apply_as_holder


@transaction.atomic
def claim_work(  # noqa: PLR0913 (a claim has this many parts)
    *,
    work: Work,
    holder: RightsHolder | None,
    name: str,
    website: str,
    contact: str,
    statement: str,
    evidence_url: str,
    evidence_file: File[bytes] | None,
    by: User,
) -> Claim:
    """Claim a work for a holder who is here, or for one who applies with it."""
    holder = holder or apply_as_holder(name=name, website=website, contact=contact, by=by)
    drafted = draft_claim(work=work, holder=holder, statement=statement, evidence_url=evidence_url, by=by)
    claim = submit_claim(claim=drafted, by=by)
    if evidence_file:
        add_claim_evidence(claim=claim, file=evidence_file, by=by)
    return claim
