"""Addresses of cameos."""

from django.urls import path

from accounts import converters  # noqa: F401 (knows what a handle is)
from cameos.views import answers, enroll, mine, people, portrait, terms

app_name = "cameos"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("rules/", terms.edit, name="terms"),
    path("rules/preset/", terms.preset, name="preset"),
    path("rules/trial/", terms.trial, name="trial"),
    path("rules/history/", terms.history, name="history"),
    path("denials/<int:pk>/lift/", people.lift, name="lift"),
    path("portrait/", mine.portrait, name="new_portrait"),
    path("review/", enroll.ask_for_review, name="ask_for_review"),
    path("enroll/", enroll.begin, name="enroll"),
    path("enroll/<uuid:pk>/", enroll.enrolment, name="enrolment"),
    path("enroll/<uuid:pk>/challenge/", enroll.challenge, name="challenge"),
    path("enroll/<uuid:pk>/upload/", enroll.upload, name="upload"),
    path("enroll/<uuid:pk>/start/", enroll.start_upload, name="start_upload"),
    path("enroll/<uuid:pk>/pieces/<int:offset>/", enroll.piece, name="piece"),
    path("enroll/<uuid:pk>/status/", enroll.status, name="enrolment_status"),
    path("enroll/<uuid:pk>/drop/", enroll.drop, name="drop_enrolment"),
    path("scope/", mine.scope, name="scope"),
    path("grants/", mine.grant, name="grant"),
    path("requests/<uuid:pk>/answer/", answers.answer, name="answer_request"),
    path("requests/<uuid:pk>/revoke/", answers.revoke, name="revoke_request"),
    path("requests/<uuid:pk>/withdraw/", answers.withdraw, name="withdraw_request"),
    path("looks/<int:pk>/answer/", answers.look, name="answer_look"),
    path("pause/", mine.pause, name="pause"),
    path("resume/", mine.resume, name="resume"),
    path("<handle:handle>/portrait", portrait.portrait, name="portrait"),
]
