"""A claim as the public form hands it in: with its holder, and with what proves it."""

from __future__ import annotations

from hashlib import sha256

from django.core.files import File
from django.db import transaction

from accounts.models import User
from core import audit
from rights.models import Claim, EvidenceFile, RightsHolder, Work
from rights.services.claims import draft_claim, submit_claim
from rights.services.holders import apply_as_holder


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
    drafted = draft_claim(work=work, holder=holder, statement=statement, evidence_url=evidence_url, by=by)
    claim = submit_claim(claim=drafted, by=by)
    if evidence_file:
        attach_evidence(work=work, file=evidence_file, note=f"With claim {claim.pk}", by=by)
    return claim
