"""Addresses of generation."""

from django.urls import path

from generation import views
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
    path("likeness/clips/", views.appearances, name="appearances"),
    path("likeness/requests/", views.cast_requests, name="cast_requests"),
    path("media/<uuid:clip_id>/<slug:rendition>", media, name="media"),
]
