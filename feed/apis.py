"""Feed for programs. The same services as the pages."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from feed.cards import dress
from feed.cursors import BadCursor
from feed.inbox import inbox_of
from feed.messages import job_message, unread_of
from feed.models import Post
from feed.queries import ListName, newest_on, page_of
from feed.serializers import (
    AfterIn,
    LikeOut,
    ListIn,
    NotificationPage,
    PostOut,
    PostPage,
    PublishIn,
    ReadIn,
    ResyncOut,
    UnreadOut,
)
from feed.services import like, mark_read, publish_clip, unlike, unpublish_clip
from generation.models import Clip, Job

_GONE = OpenApiResponse(description="Nothing that you may see has this id.")
_REFUSED = OpenApiResponse(description="Not allowed; the reasons say why.")
_NO_CURSOR = OpenApiResponse(description="Not a cursor of this list.")
_DONE = OpenApiResponse(description="Done.")


def _member(request: Request) -> User:
    """The permission of the API lets nobody else through."""
    assert isinstance(request.user, User)
    return request.user


def _bad_cursor() -> ValidationError:
    return ValidationError({"after": ["This is not a cursor of this list."]})


class PostsView(APIView):
    @extend_schema(parameters=[ListIn], responses={200: PostPage, 400: _NO_CURSOR}, operation_id="posts_list")
    def get(self, request: Request) -> Response:
        """A page of one of the three lists."""
        viewer = _member(request)
        wish = ListIn(data=request.query_params)
        wish.is_valid(raise_exception=True)
        try:
            page = page_of(
                ListName(wish.validated_data["list"]), viewer=viewer, after=wish.validated_data["after"]
            )
        except BadCursor as error:
            raise _bad_cursor() from error
        return Response(PostPage({"results": dress(page.posts, viewer), "next": page.next_cursor}).data)

    @extend_schema(request=PublishIn, responses={201: PostOut, 403: _REFUSED, 404: _GONE})
    def post(self, request: Request) -> Response:
        """Show a draft of yours. The same clip twice is one post."""
        viewer = _member(request)
        wish = PublishIn(data=request.data)
        wish.is_valid(raise_exception=True)
        clip = get_object_or_404(Clip.objects.of(viewer), pk=wish.validated_data["clip"])
        publish_clip(
            clip=clip,
            caption=wish.validated_data["caption"],
            by=viewer,
            country=getattr(request, "country", ""),
        )
        return Response(_one(viewer, clip.pk), status=201)


class PostView(APIView):
    @extend_schema(responses={200: PostOut, 404: _GONE}, operation_id="posts_read")
    def get(self, request: Request, clip_id: UUID) -> Response:
        return Response(_one(_member(request), clip_id))

    @extend_schema(responses={204: _DONE, 404: _GONE})
    def delete(self, request: Request, clip_id: UUID) -> Response:
        """Take your own post down. Its clip is a draft again."""
        clip = get_object_or_404(Clip.objects.of(_member(request)), pk=clip_id)
        unpublish_clip(clip=clip, by=_member(request))
        return Response(status=204)


class LikeView(APIView):
    @extend_schema(request=None, responses={200: LikeOut, 404: _GONE})
    def post(self, request: Request, clip_id: UUID) -> Response:
        post = like(post=self._post(request, clip_id), by=_member(request))
        return Response({"liked": True, "like_count": post.like_count})

    @extend_schema(responses={200: LikeOut, 404: _GONE})
    def delete(self, request: Request, clip_id: UUID) -> Response:
        post = unlike(post=self._post(request, clip_id), by=_member(request))
        return Response({"liked": False, "like_count": post.like_count})

    @staticmethod
    def _post(request: Request, clip_id: UUID) -> Post:
        return get_object_or_404(Post.objects.visible_to(_member(request)), clip=clip_id)


class NotificationsView(APIView):
    @extend_schema(parameters=[AfterIn], responses={200: NotificationPage, 400: _NO_CURSOR})
    def get(self, request: Request) -> Response:
        """Your inbox, newest first. Reading it here marks nothing as read."""
        user = _member(request)
        wish = AfterIn(data=request.query_params)
        wish.is_valid(raise_exception=True)
        try:
            page = inbox_of(user, after=wish.validated_data["after"])
        except BadCursor as error:
            raise _bad_cursor() from error
        body = {"results": page.lines, "next": page.next_cursor, "unread": unread_of(user.pk)}
        return Response(NotificationPage(body).data)


class ReadView(APIView):
    @extend_schema(request=ReadIn, responses={200: UnreadOut})
    def post(self, request: Request) -> Response:
        """You have seen your inbox, all of it or up to one line."""
        user = _member(request)
        wish = ReadIn(data=request.data)
        wish.is_valid(raise_exception=True)
        mark_read(user=user, up_to=wish.validated_data["up_to"])
        return Response({"unread": unread_of(user.pk)})


class ResyncView(APIView):
    @extend_schema(responses={200: ResyncOut})
    def get(self, request: Request) -> Response:
        """What a page that was cut off needs to know at once: hints over the WebSocket may be lost."""
        user = _member(request)
        jobs = [job_message(job) for job in Job.objects.of(user).open().newest()]
        newest = {name.value: newest_on(name, user) for name in ListName}
        return Response(ResyncOut({"unread": unread_of(user.pk), "jobs": jobs, "newest": newest}).data)


def _one(viewer: User, clip_id: UUID) -> dict[str, Any]:
    posts = Post.objects.visible_to(viewer).as_cards(viewer)
    [post] = dress([get_object_or_404(posts, clip=clip_id)], viewer)
    return dict(PostOut(post).data)
