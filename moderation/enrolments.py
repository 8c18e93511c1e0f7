"""Looking at what somebody sent to put their face here: for moderators, and every look is logged."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.http import MemberRequest
from accounts.models import User
from cameos.biometrics import KeysUnavailable
from cameos.models import Enrolment
from cameos.services.recordings import RecordingGone
from cameos.services.reviewing import open_portrait, open_recording
from moderation.models import Case
from moderation.policies import may_rule_on


@require_safe
@login_required
def recording(request: MemberRequest, case_id: int) -> HttpResponse:
    """Opened in memory, and sent once: it is never a file, a link or a cached answer."""
    return _shown(request, case_id, open_recording, "video/mp4")


@require_safe
@login_required
def portrait(request: MemberRequest, case_id: int) -> HttpResponse:
    """The picture that would be shown to others."""
    return _shown(request, case_id, open_portrait, "image/jpeg")


def _shown(
    request: MemberRequest, case_id: int, read: Callable[..., bytes], content_type: str
) -> HttpResponse:
    case = get_object_or_404(Case.objects.filter(enrolment__isnull=False), pk=case_id)
    if not may_rule_on(case=case, by=request.user).allowed or case.enrolment is None:
        raise Http404
    data = _read(read, case.enrolment, request.user)
    webm = content_type.startswith("video/") and data[:4] == b"\x1a\x45\xdf\xa3"
    answer = HttpResponse(data, content_type="video/webm" if webm else content_type)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _read(read: Callable[..., bytes], enrolment: Enrolment, by: User) -> bytes:
    try:
        return read(enrolment=enrolment, by=by)
    except (RecordingGone, KeysUnavailable) as error:
        raise Http404 from error
