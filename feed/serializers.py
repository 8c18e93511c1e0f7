"""The shapes of feed in the API."""

from typing import Any

from rest_framework import serializers

from accounts.models import User
from feed.models import Notification, Post
from feed.queries import ListName
from feed.services.posts import CAPTION_LIMIT
from generation.models import Clip


class PersonOut(serializers.Serializer[User]):
    handle = serializers.CharField(source="username")
    name = serializers.CharField()


class ParentOut(serializers.Serializer[Clip]):
    id = serializers.UUIDField()
    maker = PersonOut()


class PostOut(serializers.Serializer[Post]):
    """A post is named by its clip. The addresses of the files end after some minutes."""

    id = serializers.UUIDField(source="clip_id")
    maker = PersonOut()
    caption = serializers.CharField()
    published_at = serializers.DateTimeField()
    duration = serializers.FloatField(source="clip.duration", help_text="seconds")
    cast = serializers.ListField(child=serializers.CharField(), source="cast_handles")
    parent = ParentOut(allow_null=True, help_text="what it remixes, if you may see it")
    made_as = serializers.CharField(source="clip.label", help_text='how it was made: "AI storyboard"')
    like_count = serializers.IntegerField()
    liked = serializers.BooleanField(help_text="by you")
    video_url = serializers.CharField()
    poster_url = serializers.CharField()
    captions_url = serializers.CharField(help_text="empty where there are none")


class ListIn(serializers.Serializer[Any]):
    list = serializers.ChoiceField(choices=[(name.value, name.value) for name in ListName], default="for_you")
    after = serializers.CharField(default="", allow_blank=True, help_text="`next` of the page before")


class AfterIn(serializers.Serializer[Any]):
    after = serializers.CharField(default="", allow_blank=True, help_text="`next` of the page before")


class PostPage(serializers.Serializer[Any]):
    results = PostOut(many=True)
    next = serializers.CharField(help_text="empty at the end")


class PublishIn(serializers.Serializer[Any]):
    clip = serializers.UUIDField()
    caption = serializers.CharField(default="", allow_blank=True, max_length=CAPTION_LIMIT)


class LikeOut(serializers.Serializer[Any]):
    liked = serializers.BooleanField()
    like_count = serializers.IntegerField()


class NotificationOut(serializers.Serializer[Notification]):
    id = serializers.IntegerField()
    kind = serializers.CharField()
    text = serializers.CharField(source="get_kind_display")
    actor = PersonOut(allow_null=True)
    clip = serializers.UUIDField(source="clip_id", allow_null=True)
    being = serializers.CharField(help_text="the handle of the being that it is about, or empty")
    note = serializers.CharField()
    url = serializers.CharField(help_text="the page that it leads to")
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)


class NotificationPage(serializers.Serializer[Any]):
    results = NotificationOut(many=True)
    next = serializers.CharField(help_text="empty at the end")
    unread = serializers.IntegerField(help_text="no more than 100 are counted")


class ReadIn(serializers.Serializer[Any]):
    up_to = serializers.IntegerField(
        required=False,
        allow_null=True,
        default=None,
        min_value=1,
        max_value=2**63 - 1,
        help_text="id of the last one seen",
    )


class UnreadOut(serializers.Serializer[Any]):
    unread = serializers.IntegerField(help_text="no more than 100 are counted")


class JobHint(serializers.Serializer[Any]):
    """As the WebSocket says it."""

    type = serializers.CharField()
    id = serializers.UUIDField()
    seq = serializers.IntegerField()
    state = serializers.CharField()
    progress = serializers.IntegerField(help_text="percent")
    stage = serializers.CharField()
    note = serializers.CharField()


class NewestOut(serializers.Serializer[Any]):
    """The clip at the top of each list by age, or null."""

    for_you = serializers.UUIDField(allow_null=True)
    following = serializers.UUIDField(allow_null=True)
    latest = serializers.UUIDField(allow_null=True)


class ResyncOut(serializers.Serializer[Any]):
    unread = serializers.IntegerField(help_text="no more than 100 are counted")
    jobs = JobHint(many=True)
    newest = NewestOut()
