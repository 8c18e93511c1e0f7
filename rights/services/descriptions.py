"""How works look, in words, and the files that show that they are their holder's."""

from __future__ import annotations

from hashlib import sha256
from uuid import uuid4

from django.core.files.base import File
from django.db import transaction

from accounts.models import User
from core.decisions import no
from rights import log, registry, versions
from rights.models import Description, EvidenceFile, Work
from rights.policies import may_manage

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
    """Keep a file under a name that nobody can guess; what it is called stays in the note."""
    may_manage(work=work, by=by).require()
    if file.size > EVIDENCE_LIMIT_BYTES:
        limit = EVIDENCE_LIMIT_BYTES // 1024 // 1024
        no("evidence.large", f"This file is larger than {limit} MB.").require()
    digest = sha256()
    for piece in file.chunks():
        digest.update(piece)
    evidence = EvidenceFile(work=work, sha256=digest.hexdigest(), note=note or (file.name or "")[:300], by=by)
    evidence.file.save(f"{uuid4()}", file, save=False)
    evidence.save()
    log.record(
        "work.evidence_added", work, holder=work.holder, by=by, note=evidence.note, sha256=evidence.sha256
    )
    return evidence
