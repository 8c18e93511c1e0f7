"""Serving a portrait to those who may use the likeness, and to nobody else."""

from django.contrib.auth.decorators import login_required
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from accounts.http import MemberRequest
from cameos.models import Cameo
from cameos.policies import may_see_portrait


@require_safe
@login_required
def portrait(request: MemberRequest, handle: str) -> HttpResponse:
    """The picture. 404 tells nothing about whether there is one.

    A browser keeps it, but asks each time whether it may still show it.
    """
    cameo = _seen(request, handle)
    return _served(request, cameo.portrait, cameo.portrait_sha256)


@require_safe
@login_required
def picture(request: MemberRequest, handle: str, pk: int) -> HttpResponse:
    """Another picture of a being, for whoever may see its portrait."""
    row = get_object_or_404(_seen(request, handle).pictures.all(), pk=pk)
    return _served(request, row.picture, row.sha256)


def _seen(request: MemberRequest, handle: str) -> Cameo:
    """What this reader may use, or may judge."""
    cameo = get_object_or_404(Cameo.objects.kept().by_handle([handle]).select_related("owner"))
    judges = request.user.has_perm("generation.view_withdrawn")
    if not judges and not may_see_portrait(cameo=cameo, by=request.user).allowed:
        raise Http404
    return cameo


def _served(request: MemberRequest, picture: FieldFile, sha256: str) -> HttpResponse:
    etag = quote_etag(sha256)
    answer = get_conditional_response(request, etag=etag) or _whole(picture)
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _whole(picture: FieldFile) -> HttpResponse:
    try:
        with picture.open("rb") as file:
            return HttpResponse(file.read(), content_type="image/jpeg")
    except FileNotFoundError as error:  # replaced or deleted at this moment
        raise Http404 from error
