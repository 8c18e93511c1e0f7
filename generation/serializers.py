"""What the API of generation reads and writes."""

from datetime import date

from django.utils import timezone
from rest_framework import serializers

from generation.findings import STATES
from generation.forms import MOST_ASKED
from generation.models import Job, WaitingOrder
from rights.models import Purpose, Reach
from rights.outcomes import Outcome
from rights.serializers import RequestOut


class ActionOut(serializers.Serializer[object]):
    """A way out of a finding."""

    kind = serializers.ChoiceField(
        choices=["use", "request", "cast", "review"],
        help_text="use: put `text` from `start` to `end`; request, cast, review: POST to /api/orders/",
    )
    text = serializers.CharField()
    work = serializers.CharField(allow_blank=True, help_text="slug of a work")
    person = serializers.CharField(allow_blank=True, help_text="handle of a person")
    note = serializers.CharField(allow_blank=True)
    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)


class FindingOut(serializers.Serializer[object]):
    """One finding. Offsets are in code points of the text that was sent."""

    state = serializers.ChoiceField(choices=STATES)
    outcome = serializers.ChoiceField(choices=[outcome.value for outcome in Outcome])
    title = serializers.CharField()
    tag = serializers.CharField()
    reason = serializers.CharField()
    holder = serializers.CharField(allow_blank=True)
    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)
    until = serializers.DateTimeField(allow_null=True, help_text="when its license ends")
    price = serializers.IntegerField(help_text="credits to its holder")
    left = serializers.IntegerField(allow_null=True, help_text="clips that a counted license still carries")
    credit_line = serializers.CharField(allow_blank=True)
    actions = ActionOut(many=True)
    alternatives = serializers.ListField(
        child=serializers.CharField(), help_text="the texts of `actions` that replace the very phrase"
    )


class OrderIn(serializers.Serializer[object]):
    text = serializers.CharField(allow_blank=True, max_length=20_000, trim_whitespace=False)
    cast = serializers.ListField(child=serializers.CharField(max_length=40), max_length=10, default=list)
    # DRF gives every field an attribute `parent`; a declared field never becomes one.
    parent = serializers.UUIDField(required=False, allow_null=True, default=None)  # type: ignore[assignment]
    purpose = serializers.ChoiceField(choices=Purpose.choices, default=Purpose.PERSONAL)
    picture = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="id of one that you have brought"
    )


class WaitIn(OrderIn):
    """An order that is to wait for holders, or for a moderator where no work is named."""

    works = serializers.ListField(
        child=serializers.SlugField(max_length=120), max_length=MOST_ASKED, default=list, help_text="slugs"
    )
    people = serializers.ListField(
        child=serializers.CharField(max_length=40), max_length=MOST_ASKED, default=list, help_text="handles"
    )
    reach = serializers.ChoiceField(choices=Reach.choices, default=Reach.SITE)
    until = serializers.DateField(required=False, allow_null=True, default=None)
    note = serializers.CharField(allow_blank=True, max_length=500, default="")

    def validate_until(self, day: date | None) -> date | None:
        if day and day <= timezone.localdate():
            raise serializers.ValidationError("This day has passed.")
        return day


class CheckOut(serializers.Serializer[object]):
    hash = serializers.CharField(help_text="SHA-256 of the text that was checked, as it was sent")
    allowed = serializers.BooleanField()
    outcome = serializers.ChoiceField(choices=[outcome.value for outcome in Outcome])
    findings = FindingOut(many=True)
    cost = serializers.IntegerField(help_text="credits: the clip and the holders' prices together")
    price = serializers.IntegerField(help_text="the holders' part of it")
    credits = serializers.IntegerField(help_text="credits in the wallet")


class WaitingOut(serializers.ModelSerializer[WaitingOrder]):
    """An order that waits, or has waited."""

    stage = serializers.CharField(source="get_state_display")
    requests = RequestOut(many=True)
    job = serializers.UUIDField(source="job_id", allow_null=True)

    class Meta:
        model = WaitingOrder
        fields = [
            "id",
            "text",
            "purpose",
            "state",
            "stage",
            "review",
            "requests",
            "reasons",
            "job",
            "created_at",
        ]
        read_only_fields = fields


class JobOut(serializers.ModelSerializer[Job]):
    stage = serializers.CharField(source="get_state_display")
    note = serializers.CharField(source="failure_message")
    clip = serializers.UUIDField(source="clip.pk", default=None, allow_null=True)
    picture = serializers.UUIDField(source="picture_id", allow_null=True)

    class Meta:
        model = Job
        fields = [
            "id",
            "prompt",
            "state",
            "stage",
            "progress",
            "sequence",
            "note",
            "cost",
            "clip",
            "picture",
            "created_at",
        ]
        read_only_fields = fields
