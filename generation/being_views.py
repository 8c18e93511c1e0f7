"""Making a being, and saying anew what it looks like. What may fail shows the same page, with the reason."""

from __future__ import annotations

from http import HTTPStatus
from typing import TypeVar

from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import MemberRequest
from cameos.being_forms import BeingForm, LooksForm
from cameos.models import Cameo
from cameos.places import place
from cameos.policies import may_have_beings
from cameos.services import MOST_PICTURES, change_pictures
from cameos.views.own import own
from core.decisions import Conflict, Refused
from core.uploads import capped
from generation.services import describe_being, make_being

Form = TypeVar("Form", bound=forms.Form)


def _limit() -> int:
    """Bytes of all pictures of a being."""
    return int(settings.PORTRAIT_LIMIT_BYTES) * (1 + MOST_PICTURES)


@never_cache
@login_required
def _too_large(request: MemberRequest, handle: str = "") -> HttpResponse:
    words = _("These pictures have more than %(size)s MB together. Choose smaller ones.")
    told = words % {"size": _limit() // 1024**2}
    if not handle:
        return _new_page(request, _only_saying(told, BeingForm(request.POST)))
    cameo = own(request, handle)
    return _edit_page(request, _only_saying(told, LooksForm(request.POST, cameo=cameo)), cameo)


def _too_often(request: MemberRequest) -> bool:
    """Pictures are decoded and searched for faces while somebody waits: so many forms an hour."""
    return bool(request.FILES) and not ratelimit.consume(request, action="being_pictures")


def _only_saying(words: str, form: Form) -> Form:
    form.errors.clear()  # what is missing besides is not what is wrong
    form.add_error(None, words)
    return form


def _often() -> str:
    return _("You have sent many pictures. Try again in an hour.")


@capped(_limit, over=_too_large)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def new(request: MemberRequest) -> HttpResponse:
    """A being is here at once, for its owner alone."""
    may = may_have_beings(user=request.user, country=request.country)
    if _too_often(request):
        return _new_page(request, _only_saying(_often(), BeingForm(request.POST)))
    form = BeingForm(request.POST or None, request.FILES or None)
    if may.allowed and form.is_valid() and (cameo := _made(form, request)):
        messages.success(
            request, _("@%(being)s is here. At first only you can use it.") % {"being": cameo.handle}
        )
        return redirect(place("cameos:mine", cameo))
    return _new_page(request, form)


@capped(_limit, over=_too_large)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def edit(request: MemberRequest, handle: str) -> HttpResponse:
    """Its words and its pictures; the handle stays."""
    cameo = own(request, handle)
    if _too_often(request):
        return _edit_page(request, _only_saying(_often(), LooksForm(request.POST, cameo=cameo)), cameo)
    form = LooksForm(request.POST or None, request.FILES or None, cameo=cameo)
    if form.is_valid() and _changed(form, cameo, request):
        messages.success(request, _("Saved. It holds from the next clip on."))
        return redirect(place("cameos:mine", cameo))
    cameo.refresh_from_db()
    return _edit_page(request, form, cameo)


def _made(form: BeingForm, request: MemberRequest) -> Cameo | None:
    """None when it was refused; the form says why."""
    handle, country = form.cleaned_data["handle"], request.country
    try:
        return make_being(
            handle=handle, looks=form.looks(), pictures=form.pictures(), country=country, by=request.user
        )
    except Refused as refusal:
        for reason in refusal.decision.reasons:
            form.add_error("handle" if reason.code.startswith("handle.") else None, reason.message)
    except Conflict as conflict:
        form.add_error("handle", conflict.message)
    return None


def _changed(form: LooksForm, cameo: Cameo, request: MemberRequest) -> bool:
    """Both or neither: words and pictures."""
    data = form.cleaned_data
    gone = [row.pk for row in data["remove"]]
    try:
        with transaction.atomic():
            describe_being(cameo=cameo, looks=form.looks(), by=request.user)
            change_pictures(
                cameo=cameo, by=request.user, portrait=data["portrait"], added=data["more"], removed=gone
            )
    except Refused as refusal:
        form.add_error(None, [reason.message for reason in refusal.decision.reasons])
    except Conflict as conflict:
        form.add_error("more", conflict.message)
    return form.is_valid()


def _new_page(request: MemberRequest, form: forms.Form) -> HttpResponse:
    may = may_have_beings(user=request.user, country=request.country)
    return _page(request, "generation/new_being.html", form, may=may)


def _edit_page(request: MemberRequest, form: forms.Form, cameo: Cameo) -> HttpResponse:
    pictures = list(cameo.pictures.all())
    ticked = [row.pk for row in pictures if str(row.pk) in request.POST.getlist("remove")]
    return _page(request, "generation/edit_being.html", form, cameo=cameo, pictures=pictures, ticked=ticked)


def _page(request: MemberRequest, template: str, form: forms.Form, **context: object) -> HttpResponse:
    code = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, template, {"form": form} | context, status=code)
