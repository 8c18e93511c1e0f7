"""The owner's answers to those who ask, and what those who asked may take back."""

from __future__ import annotations

from contextlib import AbstractContextManager
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.http import MemberRequest
from cameos import services
from cameos.forms import CastAnswerForm
from cameos.models import CastRequest, ConsentUse
from cameos.models.requests import CastRequestQuerySet
from cameos.services import CastAnswer
from cameos.views.own import seen_if_sent
from core.decisions import leading_to

INBOX = "generation:cast_requests"
SAID = {
    CastAnswer.ONCE: gettext_lazy("This clip is allowed, once."),
    CastAnswer.PERSON: gettext_lazy("They are approved."),
    CastAnswer.NO: gettext_lazy("You said no."),
}


@require_POST
@login_required
def answer(request: MemberRequest, pk: UUID) -> HttpResponse:
    asked = get_object_or_404(_asked_of(request), pk=pk)
    form = CastAnswerForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data["answer"]
        words, seen = form.cleaned_data["words"], seen_if_sent(request)
        with _leading_back():
            services.answer_cast(request=asked, answer=said, by=request.user, words=words, seen=seen)
        messages.success(request, str(SAID[said]))
    return redirect(INBOX)


@require_POST
@login_required
def revoke(request: MemberRequest, pk: UUID) -> HttpResponse:
    asked = get_object_or_404(_asked_of(request), pk=pk)
    with _leading_back():
        services.revoke_cast(request=asked, by=request.user)
    messages.success(request, _("Taken back. The clip is hidden, or is no longer made."))
    return redirect(INBOX)


@require_POST
@login_required
def withdraw(request: MemberRequest, pk: UUID) -> HttpResponse:
    own = get_object_or_404(CastRequest.objects.filter(requester=request.user), pk=pk)
    with _leading_back():
        services.withdraw_cast(request=own, by=request.user)
    messages.success(request, _("You no longer ask."))
    return redirect(INBOX)


@require_POST
@login_required
def look(request: MemberRequest, pk: int) -> HttpResponse:
    uses = ConsentUse.objects.filter(cameo__owner=request.user, cameo__withdrawn_at=None)
    use = get_object_or_404(uses.select_related("cameo__owner", "user"), pk=pk)
    allowed = request.POST.get("allowed") == "yes"
    with _leading_back():
        services.answer_look(use=use, allowed=allowed, by=request.user)
    messages.success(request, _("It may be posted.") if allowed else _("It stays a draft."))
    return redirect(INBOX)


def _leading_back() -> AbstractContextManager[None]:
    """What was answered already, or by other rules than hold now, is looked at again in its place."""
    return leading_to(reverse(INBOX), _("Requests"))


def _asked_of(request: MemberRequest) -> CastRequestQuerySet:
    kept = CastRequest.objects.filter(cameo__owner=request.user, cameo__withdrawn_at=None)
    return kept.select_related("cameo__owner", "requester")
