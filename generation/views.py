"""Pages on which clips are made: the composer, drafts, one job."""

from collections.abc import Sequence
from http import HTTPStatus
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import MemberRequest
from cameos.queries import find_candidates
from core.decisions import Reason, Refused
from core.pictures import larger_than
from core.uploads import capped
from generation.asked import asked_page
from generation.checks import Check, check
from generation.drafts import addressed, drafts_page
from generation.forms import OrderForm, WaitForm
from generation.models import Clip, Job, WaitingOrder
from generation.pace import LATER, ORDERS, QUESTIONS, is_too_fast
from generation.picture_views import LookedAtFirst, with_picture
from generation.services import cancel_job, delete_draft, drop_order, request_and_wait, submit_job
from rights.models import Purpose
from rights.requesting import end_of

CANDIDATES = 12  # people who are named below the composer, where there are no scripts


def _picture_limit() -> int:
    return int(settings.PICTURE_LIMIT_BYTES)


def _too_large(request: MemberRequest) -> HttpResponse:
    form = OrderForm(request.POST, by=request.user)
    return _composer(request, form, errors=[Reason("picture.unusable", larger_than(_picture_limit()))])


@capped(_picture_limit, over=login_required(_too_large))
@login_required
@require_http_methods(["GET", "POST"])
def create(request: MemberRequest) -> HttpResponse:
    """The composer as a page of its own. A refusal shows the text again, with reasons and ways out."""
    if request.method == "GET":
        form = OrderForm(request.GET, by=request.user)
        return _composer(request, form, errors=errors_in(form, only="picture"))
    try:
        form = OrderForm(with_picture(request), by=request.user)
    except Refused as refusal:
        return _composer(request, OrderForm(request.POST, by=request.user), errors=refusal.decision.reasons)
    except LookedAtFirst:
        messages.info(
            request,
            _(
                "A person looks at your picture first. You are told when you can start a clip from it; it is "
                "in your drafts until then. Your words are kept here: you can go on without a picture."
            ),
        )
        return _composer(request, OrderForm(request.POST, by=request.user))
    if not form.is_valid():
        return _composer(request, form, errors=errors_in(form))
    return _submitted(request, form)


def _submitted(request: MemberRequest, form: OrderForm) -> HttpResponse:
    if is_too_fast(request, ORDERS):
        return _composer(request, form, errors=[LATER], status=HTTPStatus.TOO_MANY_REQUESTS)
    try:
        submit_job(order=form.order(country=request.country), by=request.user)
    except Refused as refusal:
        return _refused(request, form, refusal)
    return redirect("generation:drafts")


@login_required
@require_POST
def wait(request: MemberRequest) -> HttpResponse:
    """Ask the holders of the works, or a moderator, and let the order wait for them."""
    form = WaitForm(request.POST, by=request.user)
    if not form.is_valid():
        return _composer(request, form, errors=errors_in(form))
    if is_too_fast(request, QUESTIONS):
        found = check(form.order(country=request.country), by=request.user)  # with what was to be asked
        return _composer(request, form, errors=[LATER], found=found, status=HTTPStatus.TOO_MANY_REQUESTS)
    try:
        order = request_and_wait(
            order=form.order(country=request.country),
            by=request.user,
            works=form.works_asked_for(),
            people=form.people_asked(),
            reach=form.cleaned_data["reach"],
            ends_at=end_of(form.cleaned_data["until"]),
            note=form.cleaned_data["note"],
        )
    except Refused as refusal:
        return _refused(request, form, refusal)
    waiting = _("Waiting for %(whom)s. It goes on by itself when they answer.")
    messages.success(request, waiting % {"whom": get_text_list(order.awaited, _("and"))})
    return redirect("generation:drafts")


@login_required
@require_POST
def drop(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The maker no longer waits."""
    order = get_object_or_404(WaitingOrder.objects.of(request.user), pk=order_id)
    drop_order(order=order, by=request.user)
    messages.success(request, _("Taken off the list."))
    return redirect("generation:drafts")


def errors_in(form: OrderForm, *, only: str = "") -> list[Reason]:
    said = (found for field, found in form.errors.items() if only in ("", field))
    return [Reason("form", str(message)) for found in said for message in found]


def _refused(request: MemberRequest, form: OrderForm, refusal: Refused) -> HttpResponse:
    """What speaks against it, at the phrases; what has no phrase, above them."""
    found = check(form.order(country=request.country), by=request.user)
    told = {card.reason for card in found.findings}
    errors = [it for it in refusal.decision.reasons if it.message not in told]
    return _composer(request, form, errors=errors, found=found)


def _composer(
    request: MemberRequest,
    form: OrderForm,
    *,
    errors: Sequence[Reason] = (),
    found: Check | None = None,
    status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY,
) -> HttpResponse:
    parent, start = form.remixed(), form.start()
    refused = request.method == "POST" and bool(errors or found)
    candidates = find_candidates(text="", by=request.user, limit=CANDIDATES)
    context = {
        "text": form.data.get("text", ""),
        "cast": form.handles(),
        "parent": addressed(parent, viewer=request.user) if parent else None,
        "picture": start,
        "key": form.data.get("idempotency_key") or uuid4().hex,
        "purpose": form.data.get("purpose") or Purpose.PERSONAL,
        "errors": errors,
        "found": found,
        "can_ask": bool(found and found.can_ask),
        "findings": found.findings if found else (),
        "said": form.data,
        "castable": [it for it in candidates if it.decision.allowed],
    }
    return render(request, "generation/create.html", context, status=status if refused else HTTPStatus.OK)


@login_required
@require_safe
def drafts(request: MemberRequest) -> HttpResponse:
    """Everything that is on the way or not shown yet, newest first."""
    page = drafts_page(user=request.user, after=request.GET.get("after", ""))
    return render(request, "generation/drafts.html", page)


@login_required
@require_safe
def job(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """One job; as a row of the list where the page asks for a piece of itself."""
    row = get_object_or_404(Job.objects.of(request.user).select_related("clip", "picture"), pk=job_id)
    if hasattr(row, "clip"):
        addressed(row.clip, viewer=request.user)
    piece = "generation/_job_row.html" if request.htmx else "generation/job.html"
    return render(request, piece, {"job": row})


@login_required
@require_POST
def cancel(request: MemberRequest, job_id: UUID) -> HttpResponse:
    row = get_object_or_404(Job.objects.of(request.user), pk=job_id)
    row = cancel_job(job=row, by=request.user)
    messages.success(request, _("Cancelled. %(cost)s credits are back.") % {"cost": row.cost})
    return redirect("generation:drafts")


@login_required
@require_POST
def delete(request: MemberRequest, clip_id: UUID) -> HttpResponse:
    clip = get_object_or_404(Clip.objects.of(request.user), pk=clip_id)
    delete_draft(clip=clip, by=request.user)
    messages.success(request, _("Draft deleted."))
    return redirect("generation:drafts")


@login_required
@require_safe
def cast_requests(request: MemberRequest) -> HttpResponse:
    """What the member is asked about their likeness, and what they have asked of others."""
    return render(request, "generation/cast_requests.html", asked_page(user=request.user))
