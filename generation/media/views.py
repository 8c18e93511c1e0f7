"""Serving the files of clips: to whom they were promised, while they may be seen."""

from pathlib import Path
from uuid import UUID

from django.core.files.storage import default_storage
from django.core.signing import BadSignature
from django.db.models import Q
from django.http import Http404, HttpResponseForbidden, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.http import MemberRequest
from accounts.models import User
from generation.holders import shown_to_holder
from generation.media.links import RENDITIONS, LinkExpired, check_link
from generation.media.serving import serve_file
from generation.models import Clip, ClipQuerySet


@require_safe
def media(request: MemberRequest, clip_id: UUID, rendition: str) -> HttpResponseBase:
    """206 for a part, 200 for the whole, 403 for an old address, 404 for what may not be seen.

    Where files lie on S3, the answer is a redirect to an address that S3 honors for as long.
    """
    if rendition not in RENDITIONS:
        raise Http404
    query = request.GET
    try:
        check_link(request.path, end=query.get("end", ""), sign=query.get("sign", ""), viewer=request.user)
    except LinkExpired:
        return HttpResponseForbidden("This address has expired. Load the page again.")
    except BadSignature as error:
        raise Http404 from error
    clip = get_object_or_404(_watchable(request.user), pk=clip_id)
    etag = clip.sha256 if rendition == "video" else ""
    name = getattr(clip, rendition).name
    if not name:
        raise Http404
    return _serve(request, name, content_type=RENDITIONS[rendition], etag=etag)


def _watchable(viewer: User) -> ClipQuerySet:
    """What this person may fetch: drafts of others, too, that show them. Who decides about withdrawn clips
    must be able to look at them; of a deleted one the files stay only while somebody has to."""
    if viewer.has_perm("generation.view_withdrawn"):
        return Clip.objects.all()
    seen = Q(pk__in=Clip.objects.watchable_by(viewer).values("pk"))
    seen |= Q(pk__in=shown_to_holder(viewer).values("pk")) | Q(
        pk__in=Clip.objects.showing(viewer).values("pk")
    )
    return Clip.objects.filter(seen)


def _serve(request: MemberRequest, name: str, *, content_type: str, etag: str) -> HttpResponseBase:
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:  # not on this machine
        answer: HttpResponseBase = HttpResponseRedirect(default_storage.url(name))
    else:
        try:
            answer = serve_file(request, path, content_type=content_type, etag=etag)
        except FileNotFoundError as error:
            raise Http404 from error
    answer.headers["Cache-Control"] = "private, max-age=60"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
