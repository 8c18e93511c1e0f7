"""Addresses of feed."""

from django.urls import path

from accounts import converters  # noqa: F401 (knows what a handle is)
from feed import actions, views
from feed.queries import ListName

app_name = "feed"
urlpatterns = [
    path("", views.ListPage.as_view(), name="for_you"),
    path("following/", views.ListPage.as_view(name=ListName.FOLLOWING), name="following"),
    path("latest/", views.ListPage.as_view(name=ListName.LATEST), name="latest"),
    path("feed/page/", views.page_piece, name="page"),
    path("c/<uuid:clip_id>/", views.post_page, name="post"),
    path("c/<uuid:clip_id>/fragment/", views.clip_piece, name="fragment"),
    path("c/<uuid:clip_id>/like/", actions.like_post, name="like"),
    path("c/<uuid:clip_id>/delete/", actions.unpublish, name="unpublish"),
    path("drafts/<uuid:clip_id>/publish/", actions.publish, name="publish"),
    path("inbox/", views.inbox, name="inbox"),
    path("@<handle:handle>/", views.profile, name="profile"),
]
