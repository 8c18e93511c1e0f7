"""The picture that a clip starts from, as its maker sees it."""

from io import BytesIO
from typing import BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from PIL import Image

from accounts.http import MemberRequest
from generation.models import Picture, PictureState
from generation.services import drop_picture, take_in_picture

SMALL = (360, 640)  # pixels, at most: what it starts from is seen, and not handed out again
DROP = "drop_picture"
TAKEN_BACK = {
    PictureState.GONE: gettext_lazy("Taken back. The picture is erased."),
    PictureState.REFUSED: gettext_lazy("It was refused meanwhile. The picture is erased."),
    PictureState.READY: gettext_lazy(
        "It was let in meanwhile, and you start a clip from it: it is kept as long as that needs it."
    ),
}


class LookedAtFirst(Exception):
    """A person looks at the picture before anything starts from it."""


@require_safe
@login_required
def picture(request: MemberRequest, picture_id: UUID) -> HttpResponse:
    """A small one. 404 tells nobody else that there is one."""
    row = get_object_or_404(Picture.objects.seen_by(request.user), pk=picture_id)
    etag = quote_etag(row.sha256)
    answer = get_conditional_response(request, etag=etag) or _small(row)
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _small(row: Picture) -> HttpResponse:
    buffer = BytesIO()
    try:
        with row.file.open("rb") as file, Image.open(file, formats=("JPEG",)) as whole:
            whole.thumbnail(SMALL)
            whole.save(buffer, "JPEG", quality=85)
    except FileNotFoundError as error:  # erased at this moment
        raise Http404 from error
    return HttpResponse(buffer.getvalue(), content_type="image/jpeg")


@require_POST
@login_required
def drop(request: MemberRequest, picture_id: UUID) -> HttpResponse:
    """Its maker takes it back before a person has looked. On a page of before, somebody has by now."""
    row = get_object_or_404(Picture.objects.of(request.user).exclude(state=PictureState.NEW), pk=picture_id)
    drop_picture(picture=row, by=request.user)
    row.refresh_from_db()
    messages.success(request, TAKEN_BACK[PictureState(row.state)])
    return redirect("generation:drafts")


def with_picture(request: MemberRequest) -> QueryDict:
    """What the plain form sent, a picture of this moment among it by its id. Raises Refused, and
    LookedAtFirst."""
    data = request.POST.copy()
    if data.get(DROP):
        data["picture"] = ""
    elif upload := request.FILES.get("picture_file"):
        redraw = bool(data.get("redraw"))
        row = take_in_picture(upload=cast(BinaryIO, upload), by=request.user, redraw=redraw)
        if row.is_in_review:
            raise LookedAtFirst
        data["picture"] = str(row.pk)
    return data
