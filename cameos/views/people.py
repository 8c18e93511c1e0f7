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
from cameos.views.own import own


@require_POST
@login_required
def lift(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep somebody out no longer."""
    cameo = own(request)
    open_ones = ConsentDenial.objects.filter(cameo=cameo, lifted_at=None).select_related("person")
    denial = get_object_or_404(open_ones, pk=pk)
    services.lift_denial(cameo=cameo, person=denial.person, by=request.user)
    messages.success(request, _("%(person)s is no longer kept out.") % {"person": denial.person})
    return redirect("cameos:mine")
