"""The form for people without an account, and the moderators' list of what came by it."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import MemberRequest
from core.decisions import Reason
from feed.cursors import BadCursor
from moderation.claiming import hide_at_once, receive_claim, reject_claim, uphold_claim
from moderation.forms import ClaimAnswerForm, LikenessClaimForm
from moderation.models import LikenessClaim
from moderation.queries import claims_page
from moderation.views import moderators_only

THIS_IS_ME = "moderation/this_is_me.html"
RULE = {"uphold": uphold_claim, "reject": reject_claim}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def this_is_me(request: HttpRequest) -> HttpResponse:
    """For whoever finds themselves in a clip, with or without an account. Few from one address."""
    form = LikenessClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="likeness_claim", key="everywhere"):
            return render(request, THIS_IS_ME, {"form": form, "reasons": [_too_many()]}, status=429)
        made = receive_claim(**form.wish())
        return render(request, "moderation/this_is_me_sent.html", {"claim": made})
    return render(request, THIS_IS_ME, {"form": form}, status=422 if form.errors else 200)


def _too_many() -> Reason:
    return Reason(
        "likeness_claim.too_many",
        _(
            "Too many have come from your address within an hour, or from everywhere within a day. What you "
            "wrote stands below: send it again in an hour, or tomorrow if it is too many then, too."
        ),
    )


@login_required
@moderators_only
@require_safe
@never_cache
def claims(request: MemberRequest) -> HttpResponse:
    """What waits, the one whose time runs out first at the top."""
    try:
        page = claims_page(viewer=request.user, cursor=request.GET.get("after", ""))
    except BadCursor as error:
        raise Http404 from error
    waiting = LikenessClaim.objects.waiting()
    context = {"page": page, "count": waiting.count(), "late": waiting.late().count()}
    return render(request, "moderation/claims.html", context)


@login_required
@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def claim(request: MemberRequest, claim_id: int) -> HttpResponse:
    """One claim: hide its clips at once, uphold it or reject it."""
    claims = LikenessClaim.objects.marked_for(request.user).select_related("answered_by")
    found = get_object_or_404(claims, pk=claim_id)
    act, form = (
        request.POST.get("act", ""),
        ClaimAnswerForm(request.POST if "answer" in request.POST else None),
    )
    if act == "hide":
        hide_at_once(claim=found, by=request.user)
        messages.success(request, _("Hidden while you look at it."))
        return redirect("moderation:likeness_claim", found.pk)
    if act in RULE and form.is_valid():
        RULE[act](claim=found, by=request.user, answer=form.cleaned_data["answer"])
        messages.success(request, _("Answered. The claimant gets your words by e-mail."))
        return redirect("moderation:claims")
    clips = found.clips.select_related("case", "maker").order_by("pk")
    context = {"claim": found, "clips": clips, "form": form}
    return render(request, "moderation/claim.html", context, status=422 if form.errors else 200)
