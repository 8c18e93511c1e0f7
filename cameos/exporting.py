"""What a copy of one's data holds of likenesses: one's own, and what one was allowed by others."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Q

from accounts.models import User
from cameos.models import (
    Cameo,
    CastRequest,
    ConsentDenial,
    ConsentGrant,
    ConsentPolicy,
    ConsentUse,
    Enrolment,
    FacePrint,
    Receipt,
)
from cameos.models.policy import TERMS

WHOSE: Final = ("cameo__owner__username", "cameo__own_handle")
BEING: Final = ("own_handle", "kind", "name", "description")
LIKENESS: Final = (
    "scope",
    "policy_version",
    "paused_at",
    "withdrawn_at",
    "created_at",
    "portrait_sha256",
    "assurance",
)
BOUNDS: Final = ("granted_at", "expires_at", "revoked_at", "total", "per_day", "audience")
ASKED: Final = ("text", "note", "state", "answer", "created_at", "answered_at", "expires_at")
LOOKS: Final = ("clip_id", "state", "asked_at", "answered_at", "approved_until", "policy_version")
TRIED: Final = (
    "kind",
    "state",
    "assisted",
    "country",
    "consent_text",
    "consented_at",
    "challenge_until",
    "findings",
    "note",
    "created_at",
    "waiting_since",
    "ended_at",
)
SIGNED: Final = ("document", "key_id", "signature")


def copy_of(user: User) -> dict[str, Any]:
    """Plain values. Whom others keep out is theirs, and so is not in it."""
    beings = Cameo.objects.beings().filter(owner=user).order_by("pk")
    rules = ConsentPolicy.objects.filter(cameo__owner=user)
    return {
        "likeness": Cameo.objects.people().filter(owner=user).values(*LIKENESS).first(),
        "beings": list(beings.values(*BEING, *LIKENESS)),
        "rules": list(rules.values("cameo__own_handle", "version", "at", *TERMS)),
        **_between(user),
        **_of_the_body(user),
        "receipts": list(Receipt.objects.shown_to(user).newest().values(*SIGNED)),
    }


def _between(user: User) -> dict[str, Any]:
    grants = ConsentGrant.objects.filter(Q(cameo__owner=user) | Q(grantee=user)).order_by("pk")
    denials = ConsentDenial.objects.filter(cameo__owner=user).order_by("pk")
    requests = CastRequest.objects.filter(Q(cameo__owner=user) | Q(requester=user)).order_by("created_at")
    looks = ConsentUse.objects.filter(Q(cameo__owner=user) | Q(user=user), asked_at__isnull=False)
    return {
        "consents": list(grants.values(*WHOSE, "grantee__username", *BOUNDS)),
        "denials": list(denials.values("cameo__own_handle", "person__username", "denied_at", "lifted_at")),
        "requests": list(requests.values(*WHOSE, "requester__username", *ASKED)),
        "looks": list(looks.order_by("pk").values(*WHOSE, "user__username", *LOOKS)),
    }


def _of_the_body(user: User) -> dict[str, Any]:
    """That something is kept, and since when: the measures themselves would only serve to be stolen."""
    measured = FacePrint.objects.filter(owner=user).values_list("made_at", flat=True).first()
    tries = Enrolment.objects.of(user).order_by("created_at")
    return {"face_measured_at": measured, "enrolments": list(tries.values(*TRIED))}
