"""The API of generation: check a text, ask for a clip, see how it goes, cancel."""

from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from accounts.http import country_of, member_of
from billing.services import credits_of
from generation.findings import cards
from generation.gate import advise
from generation.models import Clip, Job
from generation.orders import Order, question_of
from generation.serializers import CheckOut, JobOut, OrderIn
from generation.services import cancel_job, submit_job

KEY_LIMIT = 80  # characters


def read_order(request: Request, *, key: str = "") -> Order:
    """The order in the body of `request`. A parent that the person may not see is 404."""
    form = OrderIn(data=request.data)
    form.is_valid(raise_exception=True)
    data: dict[str, Any] = form.validated_data
    clips = Clip.objects.watchable_by(member_of(request))
    parent = get_object_or_404(clips, pk=data["parent"]) if data["parent"] else None
    return Order(data["text"], key, tuple(data["cast"]), parent, country_of(request))


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
        order = read_order(request)
        # The text as it was typed: the offsets of the findings count its characters.
        question = question_of(order, by=member_of(request), text=order.text)
        answer = advise(question)
        body = {
            "hash": sha256(order.text.encode()).hexdigest(),
            "allowed": answer.decision.allowed,
            "findings": cards(question, answer),
            "cost": settings.CLIP_COST,
            "credits": credits_of(member_of(request)),
        }
        return Response(CheckOut(body).data)


KEY = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER, description="the same key, the same job"
)


class JobsView(APIView):
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
