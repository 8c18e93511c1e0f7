"""Sign-up: invite, name, address, birth date. allauth takes over where the address is proved."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Any

from allauth.account.views import SignupView
from allauth.core import ratelimit
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts import codes, policies
from accounts.forms import INVITE_REFUSED, JoinForm
from accounts.http import VisitorRequest
from accounts.middleware import not_here
from accounts.models import SignUpPolicy
from accounts.region import client_address
from accounts.services import InviteRefused, refuse_for_age
from accounts.views.entrance import InOurFrame
from core import audit
from core.decisions import Conflict, Decision

AGE_COOKIE = "joining"
AGE_COOKIE_SALT = "accounts.age"
SECONDS_A_DAY = 86_400


class JoinView(InOurFrame, SignupView):  # type: ignore[misc]
    form_class = JoinForm

    def is_open(self) -> bool:
        self.door = policies.sign_up_open(self.request.country)
        return self.door.allowed and not _refused_until(self.request)

    def closed(self) -> HttpResponse:
        if self.door.allowed:
            return _too_young(self.request)
        _log_refusal(self.request, self.door)
        if any(reason.code.startswith("region.") for reason in self.door.reasons):
            return not_here(self.request, self.door)
        return render(self.request, "account/signup_closed.html", status=HTTPStatus.FORBIDDEN)

    def get_form_class(self) -> type[JoinForm]:
        return self.form_class

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "country": self.request.country}

    def get_initial(self) -> dict[str, Any]:
        code = codes.canonical(self.request.GET.get("invite", ""))
        return {**super().get_initial(), "invite": codes.grouped(code)}

    def post(self, request: VisitorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _guesses(request, dry_run=True):
            return ratelimit.respond_429(request)  # type: ignore[no-any-return]
        return super().post(request, *args, **kwargs)  # type: ignore[no-any-return]

    def form_valid(self, form: JoinForm) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[no-any-return]
        except InviteRefused:
            form.add_error("invite", INVITE_REFUSED)
        except Conflict as conflict:
            form.add_error("username", conflict.message)
        return self.form_invalid(form)

    def form_invalid(self, form: JoinForm) -> HttpResponse:
        if form.age is not None and not form.age.allowed:
            return _remember_too_young(self.request, form)
        if INVITE_REFUSED in form.errors.get("invite", []):
            _guesses(self.request)
        response: HttpResponse = super().form_invalid(form)
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response


@require_safe
def invite(request: VisitorRequest, code: str) -> HttpResponse:
    """The link that members share. It says nothing about the code: it only fills it in."""
    query = urlencode({"invite": codes.grouped(codes.canonical(code))})
    return redirect(f"{reverse('account_signup')}?{query}")


def _guesses(request: VisitorRequest, *, dry_run: bool = False) -> bool:
    """Is there room for one more wrong code, from this place and from all places together?"""
    return bool(ratelimit.consume(request, action="invite_refused", key="everywhere", dry_run=dry_run))


def _remember_too_young(request: VisitorRequest, form: JoinForm) -> HttpResponse:
    email = form.cleaned_data.get("email", "")
    until = refuse_for_age(email=email, birth_date=form.cleaned_data["birth_date"], country=form.country)
    response = _too_young(request)
    seconds = (until - timezone.localdate()).days * SECONDS_A_DAY
    response.set_signed_cookie(
        AGE_COOKIE, until.isoformat(), salt=AGE_COOKIE_SALT, max_age=seconds,
        secure=request.is_secure(), httponly=True, samesite="Lax",
    )  # fmt: skip
    return response


def _too_young(request: VisitorRequest) -> HttpResponse:
    needed = policies.minimum_age(request.country)
    return render(request, "accounts/too_young.html", {"needed": needed}, status=HTTPStatus.FORBIDDEN)


def _refused_until(request: VisitorRequest) -> date | None:
    """The day in the visitor's cookie, while it is still to come."""
    until = request.get_signed_cookie(AGE_COOKIE, default=None, salt=AGE_COOKIE_SALT)
    day = date.fromisoformat(until) if until else None
    return day if day and day > timezone.localdate() else None


def _log_refusal(request: VisitorRequest, decision: Decision) -> None:
    """Once an hour for each visitor: the log is to be read, and its writing not to be abused."""
    if cache.add(f"sign-up-refused:{client_address(request.META)}", True, timeout=3600):
        grounds = [reason.code for reason in decision.reasons]
        country = request.country
        audit.record("sign_up.refused", SignUpPolicy.now(), by=None, grounds=grounds, country=country)
