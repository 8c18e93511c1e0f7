"""The way to a likeness, page by page. Every page works without scripts; with them the camera is in it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import MemberRequest
from cameos import services
from cameos.biometrics import KeysUnavailable
from cameos.enrolment.consent import consent_text
from cameos.enrolment.words import advice_on
from cameos.forms import BeginForm, RecordingForm
from cameos.models import Enrolment, EnrolmentKind, EnrolmentState
from cameos.policies import may_start_enrolment, opens_to_others
from core.decisions import Conflict
from core.uploads import capped

PIECE = 1024 * 1024  # bytes, of one request at most
CLOSED = gettext_lazy(
    "Enrolment rests: the store of our keys cannot be reached. Nothing was recorded. Try again later."
)


def _own(request: MemberRequest, pk: UUID) -> Enrolment:
    """To everybody else there is no such try."""
    return get_object_or_404(Enrolment.objects.of(request.user), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def begin(request: MemberRequest) -> HttpResponse:
    """What it is, what it is not, and the consent."""
    form = BeginForm(request.POST or None)
    if form.is_valid():
        try:
            begun = services.begin_enrolment(by=request.user, country=request.country, **form.cleaned_data)
        except KeysUnavailable:
            form.add_error(None, CLOSED)
        else:
            return redirect("cameos:enrolment", begun.pk)
    may = may_start_enrolment(user=request.user, country=request.country)
    waiting = Enrolment.objects.of(request.user).filter(state=EnrolmentState.REVIEW).first()
    context = {"form": form, "consent": consent_text(), "may": may, "waiting": waiting}
    return render(request, "cameos/enroll/begin.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@login_required
def enrolment(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Wherever this try stands, its page."""
    return _page(request, _own(request, pk), RecordingForm())


@require_POST
@login_required
def challenge(request: MemberRequest, pk: UUID) -> HttpResponse:
    services.issue_challenge(enrolment=_own(request, pk), by=request.user)
    return redirect("cameos:enrolment", pk)


def _limit() -> int:
    return int(settings.ENROLMENT_LIMIT_BYTES)


@login_required
def _too_large(request: MemberRequest, pk: UUID) -> HttpResponse:
    own, form = _own(request, pk), RecordingForm({})
    form.errors.clear()  # that there is no file is not what is wrong
    words = _("A recording may have up to %(limit)s MB. Record a shorter one.")
    form.add_error(None, words % {"limit": _limit() // 1024**2})
    return _page(request, own, form, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


@capped(_limit, over=_too_large)
@require_POST
@login_required
def upload(request: MemberRequest, pk: UUID) -> HttpResponse:
    """A whole recording by a plain form: for a telephone's own camera, and for browsers without scripts."""
    own, form = _own(request, pk), RecordingForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["recording"]
        try:
            own = services.begin_upload(enrolment=own, size=file.size, by=request.user)
            for piece in file.chunks(PIECE):
                own = services.receive_part(enrolment=own, offset=own.received, piece=piece, by=request.user)
        except Conflict as conflict:
            form.add_error(None, conflict.message)
        except KeysUnavailable:
            form.add_error(None, CLOSED)
        else:
            return redirect("cameos:enrolment", own.pk)
    return _page(request, own, form)


@require_POST
@login_required
def start_upload(request: MemberRequest, pk: UUID) -> JsonResponse:
    """Say the size; the pieces follow."""
    own = _own(request, pk)
    size = request.POST.get("size", "")
    if not (size.isascii() and size.isdigit() and len(size) < 12):
        return JsonResponse({"error": _("Say how many bytes follow.")}, status=HTTPStatus.BAD_REQUEST)
    return _answered(lambda: services.begin_upload(enrolment=own, size=int(size), by=request.user))


@require_POST
@login_required
def piece(request: MemberRequest, pk: UUID, offset: int) -> JsonResponse:
    """The bytes from `offset` on. Whoever has lost count asks `status`."""
    own = _own(request, pk)
    if int(request.headers.get("Content-Length") or 0) > PIECE:
        return JsonResponse(
            {"error": _("This piece is too large.")}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        )
    body = request.read(PIECE + 1)
    return _answered(lambda: services.receive_part(enrolment=own, offset=offset, piece=body, by=request.user))


@require_safe
@never_cache
@login_required
def status(request: MemberRequest, pk: UUID) -> JsonResponse:
    return JsonResponse(_facts(_own(request, pk)))


@require_POST
@login_required
def drop(request: MemberRequest, pk: UUID) -> HttpResponse:
    services.drop_enrolment(enrolment=_own(request, pk), by=request.user)
    messages.success(request, _("Deleted, with everything that was recorded."))
    return redirect("cameos:mine")


@require_POST
@login_required
def ask_for_review(request: MemberRequest) -> HttpResponse:
    services.ask_for_review(by=request.user)
    messages.success(request, _("A person will look at your recording. You will be told."))
    return redirect("cameos:mine")


def _answered(act: Callable[[], Enrolment]) -> JsonResponse:
    try:
        return JsonResponse(_facts(act()))
    except Conflict as conflict:
        return JsonResponse({"error": conflict.message, "code": conflict.code}, status=HTTPStatus.CONFLICT)
    except KeysUnavailable:
        return JsonResponse({"error": str(CLOSED)}, status=HTTPStatus.SERVICE_UNAVAILABLE)


def _facts(own: Enrolment) -> dict[str, object]:
    return {"state": own.state, "received": own.received, "size": own.size, "progress": own.progress}


def _page(
    request: MemberRequest, own: Enrolment, form: RecordingForm, code: HTTPStatus | None = None
) -> HttpResponse:
    left = (own.challenge_until - timezone.now()).total_seconds() if own.challenge_until else 0
    context = {
        "enrolment": own,
        "form": form,
        "left": max(0, round(left)),
        "own_only": not any(map(opens_to_others, own.user.cameos.people().kept())),
        "over": own.state == EnrolmentState.STARTED and bool(own.challenge_until) and left <= 0,
        "advice": advice_on(own.findings),
        "of_portrait": own.kind == EnrolmentKind.PORTRAIT,
        "piece": PIECE,
    }
    code = code or (HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK)
    return render(request, "cameos/enroll/enrolment.html", context, status=code)
