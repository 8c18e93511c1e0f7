"""Persons by name: approved, within bounds or without, or kept out."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import MemberRequest
from cameos import services
from cameos.models import ConsentDenial
from cameos.places import place


@require_POST
@login_required
def lift(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep somebody out no longer."""
    mine = ConsentDenial.objects.filter(cameo__owner=request.user, cameo__withdrawn_at=None, lifted_at=None)
    denial = get_object_or_404(mine.select_related("person", "cameo__owner"), pk=pk)
    services.lift_denial(cameo=denial.cameo, person=denial.person, by=request.user)
    messages.success(request, _("%(person)s is no longer kept out.") % {"person": denial.person})
    return redirect(place("cameos:mine", denial.cameo))
