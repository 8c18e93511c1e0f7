"""Addresses of moderation."""

from django.urls import path

from accounts.middleware import open_everywhere
from moderation import claim_views, enrolments, pictures, views

app_name = "moderation"
urlpatterns = [
    path("report/clip/<uuid:clip_id>/", views.report, name="report"),
    path("report/<int:report_id>/", views.receipt, name="receipt"),
    path("counter-notice/<uuid:clip_id>/", views.counter_notice, name="counter_notice"),
    path("this-is-me/", open_everywhere(claim_views.this_is_me), name="this_is_me"),
    path("moderation/claims/", claim_views.claims, name="claims"),
    path("moderation/claims/<int:claim_id>/", claim_views.claim, name="likeness_claim"),
    path("moderation/", views.cases, name="cases"),
    path("moderation/<int:case_id>/", views.case, name="case"),
    path("moderation/<int:case_id>/recording", enrolments.recording, name="recording"),
    path("moderation/<int:case_id>/portrait", enrolments.portrait, name="enrolled_portrait"),
    path(
        "moderation/<int:case_id>/original", pictures.picture, {"which": "original"}, name="original_picture"
    ),
    path("moderation/<int:case_id>/redrawn", pictures.picture, {"which": "redrawn"}, name="redrawn_picture"),
    path("moderation/<int:case_id>/<str:verdict>/", views.rule, name="rule"),
]
