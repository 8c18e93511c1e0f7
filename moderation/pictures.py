"""Looking at a picture in which faces were redrawn: for moderators, and every look is logged."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.http import MemberRequest
from generation.services import PictureGone, look_at_picture
from generation.services.reviewing import Which
from moderation.http import shown_once
from moderation.models import Case
from moderation.policies import may_rule_on


@require_safe
@login_required
def picture(request: MemberRequest, case_id: int, which: Which) -> HttpResponse:
    """The original, or the redrawn one. To whoever may not decide about it, neither is there."""
    case = get_object_or_404(Case.objects.select_related("picture__user"), pk=case_id, picture__isnull=False)
    if not may_rule_on(case=case, by=request.user).allowed or case.picture is None:
        raise Http404
    try:
        return shown_once(look_at_picture(picture=case.picture, which=which, by=request.user), "image/jpeg")
    except PictureGone as error:
        raise Http404 from error
