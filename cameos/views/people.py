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
from cameos.views.own import seen_by
from core.decisions import Conflict


@require_POST
@login_required
def lift(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep somebody out no longer: by the rules that the page has shown, or the page is shown anew."""
    mine = ConsentDenial.objects.filter(cameo__owner=request.user, cameo__withdrawn_at=None, lifted_at=None)
    denial = get_object_or_404(mine.select_related("person", "cameo__owner"), pk=pk)
    cameo, person = denial.cameo, denial.person
    try:
        services.lift_denial(cameo=cameo, person=person, by=request.user, seen=seen_by(request))
    except Conflict as conflict:
        messages.error(request, conflict.message)
    else:
        messages.success(request, _("%(person)s is no longer kept out.") % {"person": person})
    return redirect(place("cameos:mine", cameo))
