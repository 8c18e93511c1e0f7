"""The API of rights: what the maker of a request does with it."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.http import member_of
from rights.models import LicenseRequest
from rights.serializers import ReplyIn, RequestOut
from rights.services import accept_terms, reply_to_holder, withdraw_request


def own(request: Request, request_id: int) -> LicenseRequest:
    """To everybody else it is not there."""
    return get_object_or_404(LicenseRequest.objects.of(member_of(request)), pk=request_id)


class ReplyView(APIView):
    @extend_schema(request=ReplyIn, responses=RequestOut)
    def post(self, request: Request, request_id: int) -> Response:
        """Answer what the holder has asked."""
        asked = own(request, request_id)
        form = ReplyIn(data=request.data)
        form.is_valid(raise_exception=True)
        text = form.validated_data["text"]
        return Response(RequestOut(reply_to_holder(request=asked, by=member_of(request), text=text)).data)


class AcceptView(APIView):
    @extend_schema(request=None, responses=RequestOut)
    def post(self, request: Request, request_id: int) -> Response:
        """Take the terms that the holder has offered."""
        taken = accept_terms(request=own(request, request_id), by=member_of(request))
        return Response(RequestOut(taken).data)


class WithdrawView(APIView):
    @extend_schema(request=None, responses=RequestOut)
    def post(self, request: Request, request_id: int) -> Response:
        """Take the request back; terms that were offered are declined by that."""
        gone = withdraw_request(request=own(request, request_id), by=member_of(request))
        return Response(RequestOut(gone).data)
