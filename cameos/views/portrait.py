"""Serving a portrait to those who may use the likeness, and to nobody else."""

from django.contrib.auth.decorators import login_required
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
    cameo = get_object_or_404(Cameo.objects.kept().by_handle([handle]).select_related("owner"))
    judges = request.user.has_perm("generation.view_withdrawn")
    if not judges and not may_see_portrait(cameo=cameo, by=request.user).allowed:
        raise Http404
    etag = quote_etag(cameo.portrait_sha256)
    answer = get_conditional_response(request, etag=etag) or _picture(cameo)
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _picture(cameo: Cameo) -> HttpResponse:
    try:
        with cameo.portrait.open("rb") as file:
            return HttpResponse(file.read(), content_type="image/jpeg")
    except FileNotFoundError as error:  # replaced or deleted at this moment
        raise Http404 from error
