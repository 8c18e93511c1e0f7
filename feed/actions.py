"""What the buttons of feed do. Each works as a plain form, too."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.http import MemberRequest
from core.decisions import Reason, Refused
from feed.models import Post
from feed.services import like, publish_clip, unlike, unpublish_clip
from generation.drafts import addressed
from generation.models import Clip, Job


@require_POST
@login_required
def like_post(request: MemberRequest, clip_id: UUID) -> HttpResponse:
    """Like with liked=1, take it back with liked=0, where twice is once; without either, change it."""
    post = get_object_or_404(Post.objects.visible_to(request.user), clip=clip_id)
    wanted = request.POST.get("liked")
    likes = wanted == "1" if wanted else not post.likes.filter(user=request.user).exists()
    post = (like if likes else unlike)(post=post, by=request.user)
    if request.htmx or request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"liked": likes, "count": post.like_count})
    return HttpResponseRedirect(_back(request, post.get_absolute_url()))


@require_POST
@login_required
def publish(request: MemberRequest, clip_id: UUID) -> HttpResponse:
    clip = get_object_or_404(Clip.objects.of(request.user), pk=clip_id)
    caption = request.POST.get("caption", "")
    try:
        post = publish_clip(clip=clip, caption=caption, by=request.user, country=request.country)
    except Refused as refusal:
        if clip.job_id is None:  # it has no page of its own
            raise
        return _draft_again(request, clip, caption=caption, errors=refusal.decision.reasons)
    messages.success(request, "Your clip is posted.")
    return _go(request, post.get_absolute_url())


@require_POST
@login_required
def unpublish(request: MemberRequest, clip_id: UUID) -> HttpResponse:
    clip = get_object_or_404(Clip.objects.of(request.user), pk=clip_id)
    unpublish_clip(clip=clip, by=request.user)
    messages.success(request, "Your clip is a draft again. Nobody else can see it.")
    return _go(request, reverse("generation:drafts"))


def _draft_again(
    request: MemberRequest, clip: Clip, *, caption: str, errors: Sequence[Reason]
) -> HttpResponse:
    """The page of the draft, with what was written and what speaks against it."""
    job = Job.objects.of(request.user).select_related("clip", "picture").get(clip=clip)
    addressed(job.clip, viewer=request.user)
    context = {"job": job, "caption": caption, "errors": errors}
    return render(request, "generation/job.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _go(request: MemberRequest, address: str) -> HttpResponse:
    """On to another page, whether a script or a form has asked."""
    if request.htmx:
        return cast(HttpResponse, HttpResponseClientRedirect(address))
    return redirect(address)


def _back(request: MemberRequest, otherwise: str) -> str:
    """Where the form says that it came from, if that is here."""
    address = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe else otherwise
