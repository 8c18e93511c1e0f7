"""The owner's page, and what its forms do. Whatever may fail shows the same page again, with the reason."""

from __future__ import annotations

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import MemberRequest
from cameos import services
from cameos.biometrics import KeysUnavailable
from cameos.describing import details_of, lines_of
from cameos.forms import GrantForm, PortraitForm, ScopeForm
from cameos.models import Cameo, ConsentDenial, ConsentGrant, Enrolment, Scope
from cameos.policies import may_start_enrolment, may_widen
from cameos.portraits import BadPortrait
from cameos.services import current_policy
from cameos.views.own import own, seen_by
from cameos.views.terms import change
from cameos.wording import sentence_of
from core.decisions import Conflict, Refused


@require_safe
@never_cache
@login_required
def mine(request: MemberRequest) -> HttpResponse:
    return _page(request)


@require_POST
@login_required
def portrait(request: MemberRequest) -> HttpResponse:
    """Another portrait, of the face that is enrolled."""
    cameo, form = own(request), PortraitForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["portrait"]
        try:
            shown = services.propose_portrait(
                cameo=cameo, by=request.user, portrait_file=file, country=request.country
            )
        except BadPortrait as error:
            form.add_error("portrait", str(error))
        except KeysUnavailable:
            form.add_error("portrait", _("This cannot be done now. Try again later."))
        else:
            saved = isinstance(shown, Cameo)
            later = _("A person will compare it with your likeness. You will be told.")
            messages.success(request, _("Your portrait is saved.") if saved else later)
            return redirect("cameos:mine")
    return _page(request, portrait_form=form)


@require_POST
@login_required
def scope(request: MemberRequest) -> HttpResponse:
    """Only who; all else stays as it is."""
    form = ScopeForm(request.POST)
    if form.is_valid():
        return change(request, own(request), {"scope": form.cleaned_data["scope"]})
    return redirect("cameos:mine")


@require_POST
@login_required
def grant(request: MemberRequest) -> HttpResponse:
    """Approve a person by name, or keep them out."""
    cameo = own(request)
    form = GrantForm(request.POST, by=request.user)
    if form.is_valid():
        try:
            said = _decide(cameo, form, request)
        except Refused as refusal:
            form.add_error("handle", [reason.message for reason in refusal.decision.reasons])
        except Conflict as conflict:
            form.add_error("handle", conflict.message)
        else:
            messages.success(request, said % {"person": form.cleaned_data["grantee"]})
            return redirect("generation:made")  # limits, too, may have hidden something
    return _page(request, grant_form=form)


def _decide(cameo: Cameo, form: GrantForm, request: MemberRequest) -> str:
    person = form.cleaned_data["grantee"]
    if form.cleaned_data["verdict"] == "deny":
        services.deny_person(cameo=cameo, person=person, by=request.user)
        return _("%(person)s is kept out.")
    bounds, seen = form.bounds(), seen_by(request)
    services.grant_consent(cameo=cameo, grantee=person, by=request.user, bounds=bounds, seen=seen)
    return _("%(person)s is approved.")


@require_POST
@login_required
def pause(request: MemberRequest) -> HttpResponse:
    """At once, without a question; what it has hidden, and the way back, are shown after."""
    services.pause_cameo(cameo=own(request), by=request.user)
    messages.success(request, _("Paused. Clips with you are hidden now."))
    return redirect("generation:paused")


@require_POST
@login_required
def resume(request: MemberRequest) -> HttpResponse:
    services.resume_cameo(cameo=own(request), by=request.user)
    messages.success(request, _("The pause is over."))
    return redirect("cameos:mine")


def _page(
    request: MemberRequest,
    *,
    portrait_form: PortraitForm | None = None,
    grant_form: GrantForm | None = None,
) -> HttpResponse:
    cameo = Cameo.objects.kept().select_related("owner").filter(owner=request.user).first()
    context: dict[str, object] = {
        "cameo": cameo,
        "may_enroll": may_start_enrolment(user=request.user, country=request.country),
        "enrolment": Enrolment.objects.of(request.user).first(),
        "portrait_form": portrait_form or PortraitForm(),
        "grant_form": grant_form or GrantForm(by=request.user),
    }
    if cameo:
        context |= _terms(cameo) | {"may_widen": may_widen(cameo=cameo, by=request.user)}
    return render(request, "cameos/mine.html", context, status=_status(portrait_form or grant_form))


def _terms(cameo: Cameo) -> dict[str, object]:
    """What the likeness allows now."""
    policy = current_policy(cameo)
    denials = ConsentDenial.objects.filter(cameo=cameo, lifted_at=None)
    open_ones = ConsentGrant.objects.telling().filter(cameo=cameo).select_related("grantee").order_by("-pk")
    grants = [it for it in open_ones if it.lets_in or it.bounds_anything]
    return {
        "grants": grants,
        "denials": list(denials.select_related("person").order_by("-pk")),
        "sentence": sentence_of(cameo, approved=sum(it.lets_in for it in grants)),
        "details": details_of(policy),
        "terms": lines_of(policy),
        "grants_count": Scope(cameo.scope).includes(Scope.APPROVED),
    }


def _status(form: forms.Form | None) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form and form.errors else HTTPStatus.OK
