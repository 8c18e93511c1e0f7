"""Addresses of rights: the registry, which everybody may read, and what makers do with requests."""

from django.urls import path

from rights import views

app_name = "rights"
urlpatterns = [
    path("", views.registry, name="registry"),
    path("works/<slug:slug>/", views.work, name="work"),
    path("claim/", views.claim, name="claim"),
    path("requests/<int:request_id>/reply/", views.reply, name="reply"),
    path("requests/<int:request_id>/accept/", views.accept, name="accept"),
    path("requests/<int:request_id>/withdraw/", views.withdraw, name="withdraw"),
]
