"""Whose likeness a page is about, and who vouches for it."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from accounts.http import MemberRequest
from cameos.models import Cameo, Enrolment
from cameos.policies import opens_to_others
from cameos.services.holding import LOOK_AGAIN
from core.decisions import Conflict

LONGEST = 10  # digits


def seen_by(request: MemberRequest) -> int:
    """The version of their rules that the member had before their eyes, as their page sends it back.

    Raises Conflict where it does not: what widens rests on what was seen.
    """
    version = version_in(request.POST.get("version", ""))
    if version is None:
        raise Conflict("likeness.changed", LOOK_AGAIN)
    return version


def version_in(text: str) -> int | None:
    """None where it is no version."""
    return int(text) if text.isdecimal() and len(text) < LONGEST else None


def seen_if_sent(request: MemberRequest) -> int | None:
    """The same, where a page need not send it. Raises Conflict where it sends what is no version."""
    return seen_by(request) if "version" in request.POST else None


def own(request: MemberRequest, handle: str = "") -> Cameo:
    """The member's likeness, or their being of this handle; or 404."""
    kept = Cameo.objects.kept().filter(owner=request.user).select_related("owner")
    return get_object_or_404(kept.filter(own_handle=handle.lower()) if handle else kept.people())


def assurance_of(cameo: Cameo) -> dict[str, object]:
    """Can others come to use it: who vouches for it, whether a person could, and its owner's standing."""
    reviewed, tries = opens_to_others(cameo), Enrolment.objects.of(cameo.owner)
    return {
        "reviewed": reviewed,
        "recorded": not reviewed and tries.recording_for_review() is not None,
        "enrolment": tries.first(),
        "suspended": cameo.owner.suspended_at is not None,
    }
