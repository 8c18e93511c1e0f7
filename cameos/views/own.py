"""Whose likeness a page is about."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from accounts.http import MemberRequest
from cameos.models import Cameo


def own(request: MemberRequest, handle: str = "") -> Cameo:
    """The member's likeness, or their being of this handle; or 404."""
    kept = Cameo.objects.kept().filter(owner=request.user).select_related("owner")
    return get_object_or_404(kept.filter(own_handle=handle.lower()) if handle else kept.people())
