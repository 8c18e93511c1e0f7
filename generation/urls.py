"""Addresses of generation."""

from django.urls import path

from generation import subject_views, views
from generation.media.views import media

app_name = "generation"
urlpatterns = [
    path("create/", views.create, name="create"),
    path("create/wait/", views.wait, name="wait"),
    path("orders/<uuid:order_id>/drop/", views.drop, name="drop"),
    path("drafts/", views.drafts, name="drafts"),
    path("drafts/<uuid:clip_id>/delete/", views.delete, name="delete_draft"),
    path("jobs/<uuid:job_id>/", views.job, name="job"),
    path("jobs/<uuid:job_id>/cancel/", views.cancel, name="cancel"),
    path("likeness/clips/", subject_views.appearances, name="appearances"),
    path("likeness/clips/act/", subject_views.appear_act, name="appear_act"),
    path("likeness/clips/mine.json", subject_views.export_appearances, {"form": "json"}, name="export_json"),
    path("likeness/clips/mine.csv", subject_views.export_appearances, {"form": "csv"}, name="export_csv"),
    path("likeness/change/", subject_views.change, name="change"),
    path("likeness/paused/", subject_views.paused, name="paused"),
    path("likeness/made/", subject_views.made, name="made"),
    path("likeness/requests/", views.cast_requests, name="cast_requests"),
    path("media/<uuid:clip_id>/<slug:rendition>", media, name="media"),
]
