"""Addresses of moderation."""

from django.urls import path

from moderation import enrolments, views

app_name = "moderation"
urlpatterns = [
    path("report/clip/<uuid:clip_id>/", views.report, name="report"),
    path("report/<int:report_id>/", views.receipt, name="receipt"),
    path("counter-notice/<uuid:clip_id>/", views.counter_notice, name="counter_notice"),
    path("moderation/", views.cases, name="cases"),
    path("moderation/<int:case_id>/", views.case, name="case"),
    path("moderation/<int:case_id>/recording", enrolments.recording, name="recording"),
    path("moderation/<int:case_id>/portrait", enrolments.portrait, name="enrolled_portrait"),
    path("moderation/<int:case_id>/<str:verdict>/", views.rule, name="rule"),
]
