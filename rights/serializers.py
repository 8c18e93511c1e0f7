"""What the API of rights reads and writes."""

from rest_framework import serializers

from rights.models import LicenseRequest, RequestMessage, RequestState
from rights.plain_words import in_words


class MessageOut(serializers.ModelSerializer[RequestMessage]):
    class Meta:
        model = RequestMessage
        fields = ["from_holder", "text", "at"]
        read_only_fields = fields


class RequestOut(serializers.ModelSerializer[LicenseRequest]):
    """A request as its maker sees it."""

    work = serializers.CharField(source="work.slug")
    title = serializers.CharField(source="work.title")
    holder = serializers.CharField(source="work.held_by")
    stage = serializers.CharField(source="get_state_display")
    messages = MessageOut(many=True)
    terms = serializers.SerializerMethodField(help_text="in plain words, while they are offered")

    class Meta:
        model = LicenseRequest
        fields = ["id", "work", "title", "holder", "state", "stage", "answer", "messages", "terms"]
        read_only_fields = fields

    def get_terms(self, request: LicenseRequest) -> list[str]:
        offered = request.state == RequestState.OFFERED and request.license
        return in_words(request.license) if offered and request.license else []


class ReplyIn(serializers.Serializer[object]):
    text = serializers.CharField(max_length=1000)
