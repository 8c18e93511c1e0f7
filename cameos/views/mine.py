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
from cameos.forms import GrantForm, PortraitForm
from cameos.models import Cameo, ConsentDenial, ConsentGrant, Enrolment, Scope
from cameos.places import made_since, place
from cameos.policies import may_start_enrolment
from cameos.services import current_policy
from cameos.views.beings import pause_all
from cameos.views.own import assurance_of, own, seen_by
from cameos.wording import sentence_of
from core.decisions import Conflict, Refused
from core.pictures import BadPicture


@require_safe
@never_cache
@login_required
def mine(request: MemberRequest, handle: str = "") -> HttpResponse:
    """The member's own likeness; with a `handle`, here and in what follows, a being of theirs."""
    return _page(request, handle)


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
        except BadPicture as error:
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
def grant(request: MemberRequest, handle: str = "") -> HttpResponse:
    """Approve a person by name, or keep them out."""
    cameo = own(request, handle)
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
            return redirect(made_since(cameo.policy_version, cameo))  # limits, too, may have hidden something
    return _page(request, handle, grant_form=form)


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
def pause(request: MemberRequest, handle: str = "") -> HttpResponse:
    """At once, without a question; what it has hidden, and the way back, are shown after. Of a being: itself
    alone. Of the person: everything that is theirs."""
    cameo = own(request, handle)
    if not cameo.is_being:
        return pause_all(request)
    services.pause_cameo(cameo=cameo, by=request.user)
    messages.success(request, _("Paused. Clips with @%(being)s are hidden now.") % {"being": cameo.handle})
    return redirect(place("generation:paused", cameo))


@require_POST
@login_required
def resume(request: MemberRequest, handle: str = "") -> HttpResponse:
    cameo = own(request, handle)
    services.resume_cameo(cameo=cameo, by=request.user)
    messages.success(request, _("The pause is over."))
    return redirect(place("cameos:mine", cameo))


def _page(
    request: MemberRequest,
    handle: str = "",
    *,
    portrait_form: PortraitForm | None = None,
    grant_form: GrantForm | None = None,
) -> HttpResponse:
    if handle:
        return _being(request, own(request, handle), grant_form or GrantForm(by=request.user))
    cameo = Cameo.objects.people().kept().select_related("owner").filter(owner=request.user).first()
    context: dict[str, object] = {
        "cameo": cameo,
        "may_enroll": may_start_enrolment(user=request.user, country=request.country),
        "portrait_form": portrait_form or PortraitForm(),
        "grant_form": grant_form or GrantForm(by=request.user),
    }
    if cameo:
        context |= _terms(cameo) | assurance_of(cameo)
    else:
        context["enrolment"] = Enrolment.objects.of(request.user).first()
    return render(request, "cameos/mine.html", context, status=_status(portrait_form or grant_form))


def _being(request: MemberRequest, cameo: Cameo, form: GrantForm) -> HttpResponse:
    form.fields["verdict"].label = _("May they cast it?")
    shown: dict[str, object] = {"cameo": cameo, "pictures": list(cameo.pictures.all()), "grant_form": form}
    shown |= _terms(cameo) | assurance_of(cameo)
    return render(request, "cameos/being.html", shown, status=_status(form))


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
