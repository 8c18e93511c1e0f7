"""Whose likeness a page is about."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from accounts.http import MemberRequest
from cameos.models import Cameo


def own(request: MemberRequest) -> Cameo:
    """The member's likeness, or 404."""
    return get_object_or_404(Cameo.objects.kept().select_related("owner"), owner=request.user)
