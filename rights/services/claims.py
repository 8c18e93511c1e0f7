"""Saying that a work is yours. What becomes of a claim the operators decide."""

from __future__ import annotations

from hashlib import sha256

from django.core.files import File
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.policies import in_standing
from core import audit
from core.decisions import Conflict, no
from rights.models import Claim, EvidenceFile, RightsHolder, Work
from rights.services.holders import apply_as_holder


@transaction.atomic
def submit_claim(*, work: Work, holder: RightsHolder, statement: str, evidence_url: str, by: User) -> Claim:
    """Hand in a claim. Raises Conflict while one of the same holder to the same work stands."""
    in_standing(by).require()
    if not holder.members.filter(pk=by.pk).exists():
        no("rights.not_member", f"You do not act for {holder}.", subject=str(holder)).require()
    claim = Claim(work=work, holder=holder, statement=statement, evidence_url=evidence_url, by=by)
    claim.submit()
    try:
        with transaction.atomic():
            claim.save()
    except IntegrityError as error:
        raise Conflict("claim.standing", f"{holder} has claimed {work.title} already.") from error
    audit.record("claim.submitted", claim, by=by, work=work.slug, holder=holder.name)
    return claim


@transaction.atomic
def attach_evidence(*, work: Work, file: File[bytes], note: str, by: User) -> EvidenceFile:
    """Keep a document about a work. Only its holders and the operators see it."""
    digest = sha256()
    for part in file.chunks():
        digest.update(part)
    kept = EvidenceFile.objects.create(work=work, file=file, sha256=digest.hexdigest(), note=note, by=by)
    audit.record("evidence.attached", kept, by=by, work=work.slug, sha256=kept.sha256)
    return kept


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
    claim = submit_claim(work=work, holder=holder, statement=statement, evidence_url=evidence_url, by=by)
    if evidence_file:
        attach_evidence(work=work, file=evidence_file, note=f"With claim {claim.pk}", by=by)
    return claim
