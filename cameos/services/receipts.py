"""Writing receipts: one for each person in what was made, or was to be, in the transaction of its end."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings

from accounts.models import User
from cameos.models import Cameo, ConsentPolicy, ConsentUse, Receipt
from cameos.receipts import KIND, write
from cameos.signing import sign
from core.clock import database_now


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job. `text_digest` is the SHA-256 of the words, which are in no receipt themselves."""

    result: str  # "made", or why not: "consent.withdrawn"
    text_digest: str
    clip_id: UUID | None = None
    clip_digest: str = ""


def issue_receipts(*, job_id: UUID, cameos: Iterable[Cameo], by: User, outcome: Outcome) -> None:
    """A receipt for each person in it: by whom, under which permission and which rules. Twice is once."""
    cameos = list(cameos)
    if not cameos:
        return
    uses = {use.cameo_id: use for use in ConsentUse.objects.filter(job_id=job_id, cameo__in=cameos)}
    versions = {it.pk: uses[it.pk].policy_version if it.pk in uses else it.policy_version for it in cameos}
    rows = ConsentPolicy.objects.filter(cameo__in=cameos, version__in=versions.values())
    policies = {(row.cameo_id, row.version): row for row in rows}
    now = database_now().isoformat()
    receipts = []
    for cameo in cameos:
        policy = policies.get((cameo.pk, versions[cameo.pk])) or ConsentPolicy(version=versions[cameo.pk])
        key = uuid.uuid4()
        said = {"id": str(key), "job": str(job_id), "time": now} | _who(cameo, by) | _what(outcome)
        document = write(said | _why(policy, uses.get(cameo.pk), own=cameo.owner_id == by.pk))
        key_id, signature = sign(document)
        receipts.append(
            Receipt(
                id=key,
                subject_id=cameo.owner_id,
                cameo_id=cameo.pk,
                grantee_id=by.pk,
                job_id=job_id,
                document=document,
                key_id=key_id,
                signature=signature,
            )
        )
    Receipt.objects.bulk_create(receipts, ignore_conflicts=True)


def _who(cameo: Cameo, by: User) -> dict[str, Any]:
    return {
        "type": KIND,
        "site": settings.SITE_URL,
        "subject": {"id": cameo.owner_id, "handle": cameo.handle} | _being(cameo),
        "grantee": {"id": by.pk, "handle": by.username},
    }


def _being(cameo: Cameo) -> dict[str, str]:
    return {"kind": cameo.kind, "owner": cameo.owner.username} if cameo.is_being else {}


def _what(outcome: Outcome) -> dict[str, Any]:
    return {
        "result": outcome.result,
        "clip": str(outcome.clip_id) if outcome.clip_id else None,
        "clip_sha256": outcome.clip_digest or None,
        "text_sha256": outcome.text_digest,
    }


def _why(policy: ConsentPolicy, use: ConsentUse | None, *, own: bool) -> dict[str, Any]:
    return {
        "policy_version": policy.version,
        "permission": _permission(policy, use, own=own),
        "scope": str(policy.scope),
        "refused_topics": list(policy.forbidden),
        "rules": [rule["text"] for rule in policy.rules],
        "approval": str(policy.approval),
    }


def _permission(policy: ConsentPolicy, use: ConsentUse | None, *, own: bool) -> str:
    if own:
        return "own"
    if use and use.request_id:
        return f"request:{use.request_id}"
    return f"grant:{use.grant_id}" if use and use.grant_id else f"scope:{policy.scope}"
