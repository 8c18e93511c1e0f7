"""Addresses of the API of feed."""

from django.urls import path

from feed.apis import LikeView, NotificationsView, PostsView, PostView, ReadView, ResyncView

urlpatterns = [
    path("posts/", PostsView.as_view(), name="posts"),
    path("posts/<uuid:clip_id>/", PostView.as_view(), name="post"),
    path("posts/<uuid:clip_id>/like/", LikeView.as_view(), name="like"),
    path("notifications/", NotificationsView.as_view(), name="notifications"),
    path("notifications/read/", ReadView.as_view(), name="notifications-read"),
    path("resync/", ResyncView.as_view(), name="resync"),
]
