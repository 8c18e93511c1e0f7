"""Addresses of generation."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import path

from accounts import converters  # noqa: F401 (knows what a handle is)
from generation import being_views, picture_views, subject_views, views
from generation.media.views import media

app_name = "generation"
# Of one's own face, and of each being.
OF_EACH: list[tuple[str, Callable[..., HttpResponse], dict[str, str], str]] = [
    ("clips/", subject_views.appearances, {}, "appearances"),
    ("clips/act/", subject_views.appear_act, {}, "appear_act"),
    ("clips/mine.json", subject_views.export_appearances, {"form": "json"}, "export_json"),
    ("clips/mine.csv", subject_views.export_appearances, {"form": "csv"}, "export_csv"),
    ("change/", subject_views.change, {}, "change"),
    ("paused/", subject_views.paused, {}, "paused"),
    ("made/", subject_views.made, {}, "made"),
]
urlpatterns = [
    *(path(f"likeness/{route}", view, more, name=name) for route, view, more, name in OF_EACH),
    *(
        path(f"likeness/beings/<handle:handle>/{route}", view, more, name=name)
        for route, view, more, name in OF_EACH
    ),
    path("likeness/new-being/", being_views.new, name="new_being"),
    path("likeness/beings/<handle:handle>/edit/", being_views.edit, name="edit_being"),
    path("create/", views.create, name="create"),
    path("create/wait/", views.wait, name="wait"),
    path("orders/<uuid:order_id>/drop/", views.drop, name="drop"),
    path("drafts/", views.drafts, name="drafts"),
    path("drafts/<uuid:clip_id>/delete/", views.delete, name="delete_draft"),
    path("jobs/<uuid:job_id>/", views.job, name="job"),
    path("jobs/<uuid:job_id>/cancel/", views.cancel, name="cancel"),
    path("likeness/requests/", views.cast_requests, name="cast_requests"),
    path("pictures/<uuid:picture_id>/", picture_views.picture, name="picture"),
    path("pictures/<uuid:picture_id>/drop/", picture_views.drop, name="drop_picture"),
    path("media/<uuid:clip_id>/<slug:rendition>", media, name="media"),
]
