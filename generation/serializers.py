"""What the API of generation reads and writes."""

from rest_framework import serializers

from generation.models import Job


class FindingOut(serializers.Serializer[object]):
    """One finding. Offsets are in code points of the text that was sent."""

    state = serializers.ChoiceField(choices=["no", "ask", "ok"])
    title = serializers.CharField()
    tag = serializers.CharField()
    reason = serializers.CharField()
    holder = serializers.CharField(allow_blank=True)
    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)
    alternatives = serializers.ListField(child=serializers.CharField())


class OrderIn(serializers.Serializer[object]):
    text = serializers.CharField(allow_blank=True, max_length=20_000, trim_whitespace=False)
    cast = serializers.ListField(child=serializers.CharField(max_length=40), max_length=10, default=list)
    # DRF gives every field an attribute `parent`; a declared field never becomes one.
    parent = serializers.UUIDField(required=False, allow_null=True, default=None)  # type: ignore[assignment]


class CheckOut(serializers.Serializer[object]):
    hash = serializers.CharField(help_text="SHA-256 of the text that was checked, as it was sent")
    allowed = serializers.BooleanField()
    findings = FindingOut(many=True)
    cost = serializers.IntegerField(help_text="credits")
    credits = serializers.IntegerField(help_text="credits in the wallet")


class JobOut(serializers.ModelSerializer[Job]):
    stage = serializers.CharField(source="get_state_display")
    note = serializers.CharField(source="failure_message")
    clip = serializers.UUIDField(source="clip.pk", default=None, allow_null=True)

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
            "created_at",
        ]
        read_only_fields = fields
