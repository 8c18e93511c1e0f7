"""Addresses of cameos."""

from django.urls import path

from accounts import converters  # noqa: F401 (knows what a handle is)
from cameos.views import answers, beings, enroll, mine, people, portrait, terms

app_name = "cameos"

# Pages that a likeness of a person and a being have alike.
OF_EACH = [
    ("", mine.mine, "mine"),
    ("rules/", terms.edit, "terms"),
    ("rules/preset/", terms.preset, "preset"),
    ("rules/trial/", terms.trial, "trial"),
    ("rules/history/", terms.history, "history"),
    ("grants/", mine.grant, "grant"),
    ("pause/", mine.pause, "pause"),
    ("resume/", mine.resume, "resume"),
]
urlpatterns = [
    *(path(route, view, name=name) for route, view, name in OF_EACH),
    path("pause-all/", beings.pause_all, name="pause_all"),
    path("beings/", beings.listing, name="beings"),
    *(path(f"beings/<handle:handle>/{route}", view, name=name) for route, view, name in OF_EACH),
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
    path("requests/<uuid:pk>/answer/", answers.answer, name="answer_request"),
    path("requests/<uuid:pk>/revoke/", answers.revoke, name="revoke_request"),
    path("requests/<uuid:pk>/withdraw/", answers.withdraw, name="withdraw_request"),
    path("looks/<int:pk>/answer/", answers.look, name="answer_look"),
    path("<handle:handle>/portrait", portrait.portrait, name="portrait"),
    path("<handle:handle>/pictures/<int:pk>", portrait.picture, name="picture"),
]
