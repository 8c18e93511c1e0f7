"""The API of pictures that clips start from: bring one, and let it go."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from accounts.http import member_of
from generation.models import Picture
from generation.services import drop_picture, take_in_picture


class PictureIn(serializers.Serializer[object]):
    file = serializers.FileField(allow_empty_file=True, help_text="JPEG, PNG or WebP")
    redraw = serializers.BooleanField(
        default=False,
        help_text="redraw faces that cannot be cast, and wait until a person has looked; not on every site",
    )


class PictureOut(serializers.ModelSerializer[Picture]):
    people = serializers.ListField(
        child=serializers.CharField(),
        source="handles",
        help_text="handles of those in it, who are cast by that",
    )
    url = serializers.SerializerMethodField()

    class Meta:
        model = Picture
        fields = ["id", "state", "url", "width", "height", "faces", "people", "created_at"]
        read_only_fields = fields

    def get_url(self, picture: Picture) -> str:
        """Of a small one, for its maker alone; empty while a person looks at it."""
        return reverse("generation:picture", args=[picture.pk]) if picture.is_ready else ""


class PictureThrottle(UserRateThrottle):
    scope = "pictures"
    rate = "20/min"


class PicturesView(APIView):
    parser_classes = [MultiPartParser]
    throttle_classes = [PictureThrottle]

    @extend_schema(request={"multipart/form-data": PictureIn}, responses={201: PictureOut})
    def post(self, request: Request) -> Response:
        """Bring a picture. It is searched for faces; all have to be of people who let you cast them.

        Name its id as `picture` in an order. One that no order uses is erased after a day. With `redraw` its
        `state` may be "review": a person looks at it first, and no order takes it before.
        """
        form = PictureIn(data=request.data)
        form.is_valid(raise_exception=True)
        wish = form.validated_data
        picture = take_in_picture(upload=wish["file"], by=member_of(request), redraw=wish["redraw"])
        return Response(PictureOut(picture).data, status=201)


class PictureView(APIView):
    @extend_schema(responses=PictureOut)
    def get(self, request: Request, picture_id: UUID) -> Response:
        return Response(PictureOut(self._own(request, picture_id)).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, picture_id: UUID) -> Response:
        """Let it go, unless something is made from it. One that a person is to look at is taken back."""
        drop_picture(picture=self._own(request, picture_id), by=member_of(request))
        return Response(status=204)

    @staticmethod
    def _own(request: Request, picture_id: UUID) -> Picture:
        return get_object_or_404(Picture.objects.of(member_of(request)).kept(), pk=picture_id)
