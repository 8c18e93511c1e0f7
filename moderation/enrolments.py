"""Looking at what somebody sent to put their face here: for moderators, and every look is logged."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.http import MemberRequest
from cameos.biometrics import KeysUnavailable
from cameos.models import Enrolment
from cameos.services.recordings import RecordingGone
from cameos.services.reviewing import Stretch, open_portrait, open_recording
from generation.media.ranges import Unsatisfiable, read_range
from moderation.http import shown_once
from moderation.models import Case
from moderation.policies import may_rule_on

AT_ONCE = 4 * 1024 * 1024  # bytes opened for one range at most: the player asks for the next ones


@require_safe
@login_required
def recording(request: MemberRequest, case_id: int) -> HttpResponse:
    """Opened in memory, and sent once: it is never a file, a link or a cached answer.

    Where a part is asked for, only the pieces that hold it are opened.
    """
    enrolment = _enrolment(request, case_id)
    try:
        part = read_range(request.headers.get("Range", ""), size=enrolment.size)
    except Unsatisfiable:
        refusal = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        refusal.headers["Content-Range"] = f"bytes */{enrolment.size}"
        return refusal
    stretch = Stretch(part.first, min(part.last + 1, part.first + AT_ONCE)) if part else None
    try:
        opened = open_recording(enrolment=enrolment, by=request.user, stretch=stretch)
    except (RecordingGone, KeysUnavailable) as error:
        raise Http404 from error
    answer = shown_once(opened.data, opened.content_type)
    answer.headers["Accept-Ranges"] = "bytes"
    if stretch:
        answer.status_code = HTTPStatus.PARTIAL_CONTENT
        last = stretch.first + len(opened.data) - 1
        answer.headers["Content-Range"] = f"bytes {stretch.first}-{last}/{enrolment.size}"
    return answer


@require_safe
@login_required
def portrait(request: MemberRequest, case_id: int) -> HttpResponse:
    """The picture that would be shown to others."""
    enrolment = _enrolment(request, case_id)
    try:
        return shown_once(open_portrait(enrolment=enrolment, by=request.user), "image/jpeg")
    except (RecordingGone, KeysUnavailable) as error:
        raise Http404 from error


def _enrolment(request: MemberRequest, case_id: int) -> Enrolment:
    case = get_object_or_404(Case.objects.filter(enrolment__isnull=False), pk=case_id)
    if not may_rule_on(case=case, by=request.user).allowed or case.enrolment is None:
        raise Http404
    return case.enrolment
