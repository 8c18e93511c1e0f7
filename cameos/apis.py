"""The API of cameos: whom a person may cast."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from accounts.models import User
from cameos.queries import find_candidates

LIMIT = 8


class CandidateOut(serializers.Serializer[object]):
    handle = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField(help_text="person, or what kind of being: pet, object, character")
    owner = serializers.CharField(
        allow_blank=True, help_text="of a being: the handle of whoever speaks for it"
    )
    allowed = serializers.BooleanField(source="decision.allowed")
    reason = serializers.CharField(allow_blank=True, help_text="why not; empty when allowed")
    rules = serializers.CharField(allow_blank=True, help_text="what they keep out of, in a line")


class CastThrottle(UserRateThrottle):
    scope = "cast"  # counted apart from the other limits
    rate = "240/min"


class CastView(APIView):
    """Whom and what the caller may put into a clip; then people they follow, with the reason why not."""

    throttle_classes = [CastThrottle]

    @extend_schema(
        responses=CandidateOut(many=True),
        parameters=[OpenApiParameter("q", str, description="the beginning of a handle or a name")],
    )
    def get(self, request: Request) -> Response:
        text = request.query_params.get("q", "").strip().removeprefix("@")[:40]
        assert isinstance(request.user, User)  # the API lets nobody else in
        found = find_candidates(text=text, by=request.user, limit=LIMIT)
        return Response(CandidateOut(found, many=True).data)
