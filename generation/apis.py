"""The API of generation: check a text, ask for a clip, see how it goes, cancel."""

from typing import Any
from uuid import UUID, uuid4

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle, UserRateThrottle
from rest_framework.views import APIView

from accounts.http import country_of, member_of
from generation.checks import check
from generation.models import Clip, Job, Picture, WaitingOrder
from generation.orders import Order
from generation.pace import OrderPace, QuestionPace
from generation.serializers import CheckOut, JobOut, OrderIn, WaitIn, WaitingOut
from generation.services import cancel_job, drop_order, request_and_wait, submit_job
from rights.models import Work
from rights.requesting import end_of

KEY_LIMIT = 80  # characters


def read_order(request: Request, *, key: str = "") -> Order:
    """The order in the body of `request`. A parent or a picture that the person may not see is 404."""
    form = OrderIn(data=request.data)
    form.is_valid(raise_exception=True)
    return order_in(form.validated_data, request, key=key)


def order_in(data: dict[str, Any], request: Request, *, key: str = "") -> Order:
    clips = Clip.objects.watchable_by(member_of(request))
    parent = get_object_or_404(clips, pk=data["parent"]) if data["parent"] else None
    pictures = Picture.objects.of(member_of(request)).kept()
    picture = get_object_or_404(pictures, pk=data["picture"]) if data["picture"] else None
    cast, country = tuple(data["cast"]), country_of(request)
    return Order(data["text"], key, cast, parent, country, purpose=data["purpose"], picture=picture)


def read_key(request: Request) -> str:
    """The name that the program gave its wish; without one, each request is a wish of its own."""
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > KEY_LIMIT or not key.isprintable():
        raise ValidationError({"Idempotency-Key": [f"At most {KEY_LIMIT} characters that can be printed."]})
    return key or uuid4().hex


class CheckThrottle(UserRateThrottle):
    rate = "240/min"


class CheckView(APIView):
    """What the gate would say now. Advice: it is asked again on submit."""

    throttle_classes = [CheckThrottle]

    @extend_schema(request=OrderIn, responses=CheckOut)
    def post(self, request: Request) -> Response:
        found = check(read_order(request), by=member_of(request))
        return Response(CheckOut(found).data)


KEY = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER, description="the same key, the same job"
)


class JobsView(APIView):
    def get_throttles(self) -> list[BaseThrottle]:
        return [OrderPace()] if self.request.method == "POST" else []

    @extend_schema(responses=JobOut(many=True))
    def get(self, request: Request) -> Response:
        """The person's latest jobs."""
        jobs = Job.objects.of(member_of(request)).select_related("clip").newest()[:30]
        return Response(JobOut(jobs, many=True).data)

    @extend_schema(request=OrderIn, responses={201: JobOut}, parameters=[KEY])
    def post(self, request: Request) -> Response:
        """Ask for a clip."""
        job = submit_job(order=read_order(request, key=read_key(request)), by=member_of(request))
        return Response(JobOut(job).data, status=201)


class JobView(APIView):
    @extend_schema(responses=JobOut)
    def get(self, request: Request, job_id: UUID) -> Response:
        jobs = Job.objects.of(member_of(request)).select_related("clip")
        return Response(JobOut(get_object_or_404(jobs, pk=job_id)).data)

    @extend_schema(responses=JobOut)
    def delete(self, request: Request, job_id: UUID) -> Response:
        """Cancel it. What was set aside is given back."""
        job = get_object_or_404(Job.objects.of(member_of(request)), pk=job_id)
        return Response(JobOut(cancel_job(job=job, by=member_of(request))).data)


class OrdersView(APIView):
    def get_throttles(self) -> list[BaseThrottle]:
        return [QuestionPace()] if self.request.method == "POST" else []

    @extend_schema(responses=WaitingOut(many=True))
    def get(self, request: Request) -> Response:
        """The person's latest orders that wait or have waited."""
        orders = WaitingOrder.objects.of(member_of(request)).with_requests().newest()[:30]
        return Response(WaitingOut(orders, many=True).data)

    @extend_schema(request=WaitIn, responses={201: WaitingOut})
    def post(self, request: Request) -> Response:
        """Ask the holders of `works`, the `people`, or a moderator where the check is in doubt. It goes on
        by itself.

        The same wish again, while it waits, is the same order.
        """
        form = WaitIn(data=request.data)
        form.is_valid(raise_exception=True)
        data: dict[str, Any] = form.validated_data
        order = request_and_wait(
            order=order_in(data, request),
            by=member_of(request),
            people=data["people"],
            works=list(Work.objects.filter(slug__in=data["works"]).order_by("pk")),
            reach=data["reach"],
            ends_at=end_of(data["until"]),
            note=data["note"],
        )
        return Response(WaitingOut(order).data, status=201)


class OrderView(APIView):
    @extend_schema(responses=WaitingOut)
    def get(self, request: Request, order_id: UUID) -> Response:
        return Response(WaitingOut(self._own(request, order_id)).data)

    @extend_schema(responses=WaitingOut)
    def delete(self, request: Request, order_id: UUID) -> Response:
        """Drop it. The holders' answers are no longer waited for."""
        order = drop_order(order=self._own(request, order_id), by=member_of(request))
        return Response(WaitingOut(order).data)

    @staticmethod
    def _own(request: Request, order_id: UUID) -> WaitingOrder:
        return get_object_or_404(WaitingOrder.objects.of(member_of(request)).with_requests(), pk=order_id)
