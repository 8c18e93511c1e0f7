"""The registry as everybody may read it, claims to works, and what makers do with their requests."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import MemberRequest, VisitorRequest
from accounts.models import User
from core.decisions import Conflict, Refused
from rights.forms import ClaimForm, SearchForm
from rights.models import LicenseRequest, Work
from rights.plain_words import in_words
from rights.policies import may_be_asked
from rights.queries import find_works, licenses_shown_to, with_openness
from rights.services import accept_terms, reply_to_holder, withdraw_request
from rights.services.claiming import claim_work


@require_safe
def registry(request: VisitorRequest) -> HttpResponse:
    """Search over works: what is open, what is open on conditions, what is closed, and who holds it."""
    form = SearchForm(request.GET)
    wish = form.wish()
    page = find_works(**wish)
    context = {
        "form": form,
        "works": page.works,
        "q": wish["text"],
        "openness": wish["openness"],
        "next": form.going_on(page.next_cursor),
    }
    return render(request, "rights/registry.html", context)


@require_safe
def work(request: VisitorRequest, slug: str) -> HttpResponse:
    """One work: who holds it, and what is allowed with it."""
    found = get_object_or_404(with_openness(Work.objects.all()), slug=slug)
    viewer = request.user if isinstance(request.user, User) else None
    licenses = licenses_shown_to(work=found, viewer=viewer)
    context = {
        "work": found,
        "licenses": [(license, in_words(license)) for license in licenses],
        "asking": may_be_asked(work=found),
    }
    return render(request, "rights/work.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: MemberRequest) -> HttpResponse:
    """Say that a work is yours, as a holder who is here or as one who applies with it."""
    form = ClaimForm(
        request.POST or None,
        request.FILES or None,
        by=request.user,
        initial={"work": request.GET.get("work", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = claim_work(**form.wish(), by=request.user)
        except Conflict as conflict:
            form.add_error(None, conflict.message)
        except Refused as refusal:
            form.add_error(None, [reason.message for reason in refusal.decision.reasons])
        else:
            messages.success(request, _("We have your claim. You hear of it when it has been looked at."))
            return redirect("rights:work", made.work.slug)
    status = 422 if form.errors else 200
    return render(request, "rights/claim.html", {"form": form}, status=status)


@login_required
@require_POST
def reply(request: MemberRequest, request_id: int) -> HttpResponse:
    """Answer what a holder has asked."""
    asked = _own(request, request_id)
    reply_to_holder(request=asked, by=request.user, text=request.POST.get("text", ""))
    messages.success(request, _("Your answer is with the holder."))
    return redirect("generation:drafts")


@login_required
@require_POST
def accept(request: MemberRequest, request_id: int) -> HttpResponse:
    """Take the terms that were offered."""
    accept_terms(request=_own(request, request_id), by=request.user)
    messages.success(request, _("Agreed. Your clip goes on when everybody has answered."))
    return redirect("generation:drafts")


@login_required
@require_POST
def withdraw(request: MemberRequest, request_id: int) -> HttpResponse:
    """Take a request back, or decline the terms that were offered."""
    withdraw_request(request=_own(request, request_id), by=request.user)
    messages.success(request, _("Taken back. The holder is told."))
    return redirect("generation:drafts")


def _own(request: MemberRequest, request_id: int) -> LicenseRequest:
    """To everybody else it is not there."""
    return get_object_or_404(LicenseRequest.objects.of(request.user), pk=request_id)
