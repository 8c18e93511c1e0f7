"""How works look, in words, and the files that show that they are their holder's."""

from __future__ import annotations

from hashlib import sha256
from uuid import uuid4

from django.core.files.base import File
from django.db import transaction

from accounts.models import User
from core.decisions import no
from rights import log, registry, versions
from rights.models import Claim, Description, EvidenceFile, RightsHolder, Work
from rights.policies import may_claim, may_manage

DESCRIPTION_LIMIT = 1000
EVIDENCE_LIMIT_BYTES = 20 * 1024 * 1024


@transaction.atomic
def describe_work(*, work: Work, by: User, text: str, language: str = "en") -> Description:
    """Say how a work looks, without its name; once a language."""
    may_manage(work=work, by=by).require()
    text = " ".join(text.split())
    if not text or len(text) > DESCRIPTION_LIMIT:
        no("description.length", f"Write up to {DESCRIPTION_LIMIT} characters.").require()
    description, _ = Description.objects.update_or_create(
        work=work, language=language, defaults={"text": text}
    )
    log.record(
        "work.described", work, holder=work.holder, by=by, work=work.slug, language=language, text=text
    )
    registry.bump()
    versions.keep(work, by=by)
    return description


@transaction.atomic
def remove_description(*, description: Description, by: User) -> None:
    work = description.work
    may_manage(work=work, by=by).require()
    log.record("work.description_removed", work, holder=work.holder, by=by, language=description.language)
    description.delete()
    registry.bump()
    versions.keep(work, by=by)


@transaction.atomic
def add_evidence(*, work: Work, by: User, file: File[bytes], note: str = "") -> EvidenceFile:
    """Keep a file that shows whose the work is. Its holder and the operators see it."""
    may_manage(work=work, by=by).require()
    return _keep(EvidenceFile(work=work, by=by), file, note, owner=work.holder)


@transaction.atomic
def add_claim_evidence(*, claim: Claim, by: User, file: File[bytes], note: str = "") -> EvidenceFile:
    """Keep a file that speaks for a claim. Whoever holds the work meanwhile does not see it."""
    may_claim(holder=claim.holder, by=by).require()
    return _keep(EvidenceFile(work=claim.work, claim=claim, by=by), file, note, owner=claim.holder)


def _keep(
    evidence: EvidenceFile, file: File[bytes], note: str, *, owner: RightsHolder | None
) -> EvidenceFile:
    """Under a name that nobody can guess; what the file is called stays in the note."""
    if file.size > EVIDENCE_LIMIT_BYTES:
        limit = EVIDENCE_LIMIT_BYTES // 1024 // 1024
        no("evidence.large", f"This file is larger than {limit} MB.").require()
    digest = sha256()
    for piece in file.chunks():
        digest.update(piece)
    evidence.sha256, evidence.note = digest.hexdigest(), note or (file.name or "")[:300]
    evidence.file.save(f"{uuid4()}", file, save=False)
    evidence.save()
    log.record(
        "work.evidence_added",
        evidence.work,
        holder=owner,
        by=evidence.by,
        note=evidence.note,
        sha256=evidence.sha256,
    )
    return evidence
