"""The beings of a member, all on one page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import MemberRequest
from cameos import services
from cameos.models import Cameo
from cameos.policies import may_have_beings


@require_safe
@never_cache
@login_required
def listing(request: MemberRequest) -> HttpResponse:
    kept = Cameo.objects.beings().kept().filter(owner=request.user)
    context = {
        "beings": list(kept.select_related("owner").order_by("own_handle")),
        "may_add": may_have_beings(user=request.user, country=request.country),
    }
    return render(request, "cameos/beings.html", context)


@require_POST
@login_required
def pause_all(request: MemberRequest) -> HttpResponse:
    """One tap: the face, if it is here, and every being."""
    services.pause_everything(by=request.user)
    messages.success(request, _("Paused. Clips with you, or with a being of yours, are hidden now."))
    people = Cameo.objects.people().kept().filter(owner=request.user)
    return redirect("generation:paused" if people.exists() else "cameos:beings")
