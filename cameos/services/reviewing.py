"""What a person decides about a try, when no program could, or when others are to use the likeness."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from cameos.biometrics import Damaged, KeysUnavailable, unseal
from cameos.faces import Embedding, Likeness
from cameos.models import Assurance, Cameo, Enrolment, EnrolmentKind, EnrolmentState
from cameos.policies import may_enroll, opens_to_others
from cameos.services.checking import judge_name
from cameos.services.enrolling import end_enrolment
from cameos.services.holding import store_change
from cameos.services.keys import existing_key
from cameos.services.portraits import show_portrait, stored_portrait
from cameos.services.prints import find_member, one_newcomer_at_a_time, store_print, unpack
from cameos.services.recordings import RecordingGone, discard_recording, read_part, read_recording
from cameos.services.scopes import withdraw_cameo
from cameos.signals import enrolment_changed
from core import audit
from core.decisions import Conflict
from core.models import AuditEvent

MATROSKA: Final = b"\x1a\x45\xdf\xa3"  # so WebM begins; MP4 and MOV do not
SEEN: Final = "enrolment.recording_seen"
ONE_LOOK: Final = timedelta(minutes=10)


@transaction.atomic
def ask_for_review(*, by: User) -> Enrolment:
    """Have a person look at the accepted recording, so that others may use the likeness.

    Raises Conflict where there is none any more: a new recording is needed then.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if any(opens_to_others(cameo) for cameo in Cameo.objects.people().kept().filter(owner=by)):
        raise Conflict("likeness.reviewed", "Somebody has looked already: your likeness can be opened.")
    latest = Enrolment.objects.select_for_update(no_key=True).of(by).recording_for_review()
    if latest is None:
        raise Conflict("enrolment.gone", "Your recording is deleted by now. Enroll again, then ask.")
    if Enrolment.objects.of(by).filter(state=EnrolmentState.REVIEW).exists():
        raise Conflict("enrolment.waiting", "A person is looking already. You will be told.")
    for former in Enrolment.objects.select_for_update(no_key=True).of(by).running():
        end_enrolment(former)
    others = [it for it in latest.findings if it["check"] != "name"]
    latest.findings = [*others, judge_name(by).as_json()]  # a name changes faster than a face
    latest.ask_a_person()
    latest.save()
    audit.record("enrolment.review_asked", latest, by=by)
    enrolment_changed.send(sender=Enrolment, enrolment=latest)
    return latest


@transaction.atomic
def accept_enrolment(*, enrolment: Enrolment, by: User, reason: str) -> Enrolment:
    """Somebody of the staff vouches for the person. Raises Conflict, Refused and KeysUnavailable."""
    enrolment, user = _hold(enrolment)
    may_enroll(user=user, country=enrolment.country).require()
    key = existing_key(user.pk)
    try:
        jpeg = _opened(enrolment.sealed_portrait, key, f"portrait:{enrolment.pk}")
        face = _opened(enrolment.sealed_face, key, f"vector:{enrolment.pk}")
    except Damaged as error:
        raise KeysUnavailable("The portrait cannot be opened.") from error
    if face:
        _still_nobody_elses(unpack(face), user)
    cameo = Cameo.objects.people().kept().select_for_update(no_key=True).filter(owner=user).first()
    with stored_portrait(jpeg) as portrait:
        if jpeg:
            show_portrait(portrait, owner=user, by=by, assurance=_vouched(enrolment, cameo))
        elif cameo:
            cameo.assurance = Assurance.REVIEWED
            store_change(cameo, "likeness.reviewed", by, reason=reason)
        else:
            raise Conflict("enrolment.no_portrait", "No face was found in it: it can only be refused.")
        if face:
            store_print(owner=user, face=unpack(face))
        enrolment.sealed_portrait = enrolment.sealed_face = None
        enrolment.accept()
        return _close(enrolment, by, reason)


@transaction.atomic
def refuse_enrolment(*, enrolment: Enrolment, by: User, reason: str) -> Enrolment:
    """It is not them, or nobody can tell. A likeness that rested on this recording ends; after a mere
    portrait the former one stays."""
    enrolment, user = _hold(enrolment)
    rested = enrolment.ended_at is not None  # it had passed the programs
    discard_recording(enrolment)
    enrolment.refuse()
    enrolment.findings = []
    _close(enrolment, by, reason)
    cameo = Cameo.objects.people().kept().filter(owner=user).first()
    if rested and cameo:
        withdraw_cameo(cameo=cameo, by=user)
    return enrolment


@dataclass(frozen=True, slots=True)
class Stretch:
    """Bytes from `first` to before `end`."""

    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Opened:
    data: bytes
    content_type: str


def open_recording(*, enrolment: Enrolment, by: User, stretch: Stretch | None = None) -> Opened:
    """All of it, or a part, for who reviews it; every look is in the audit log.

    Raises RecordingGone and KeysUnavailable.
    """
    if enrolment.state != EnrolmentState.REVIEW:
        raise RecordingGone(str(enrolment.pk))
    key = existing_key(enrolment.user_id)
    start = read_part(enrolment, key, first=0, end=len(MATROSKA))
    if stretch:
        data = read_part(enrolment, key, first=stretch.first, end=stretch.end)
    else:
        data = read_recording(enrolment, key)
    _log_look(enrolment, by)
    return Opened(data, "video/webm" if start == MATROSKA else "video/mp4")


def _log_look(enrolment: Enrolment, by: User) -> None:
    """One line, however many parts a player asks for within some minutes."""
    told = AuditEvent.objects.filter(
        subject=audit.name_of(enrolment), actor=audit.name_of(by), verb=SEEN, at__gt=Now() - ONE_LOOK
    )
    if not told.exists():
        audit.record(SEEN, enrolment, by=by)


def open_portrait(*, enrolment: Enrolment, by: User) -> bytes:
    """The picture that would be shown. Raises RecordingGone and KeysUnavailable."""
    if enrolment.state != EnrolmentState.REVIEW or not enrolment.sealed_portrait:
        raise RecordingGone(str(enrolment.pk))
    try:
        key = existing_key(enrolment.user_id)
        jpeg = unseal(key, bytes(enrolment.sealed_portrait), f"portrait:{enrolment.pk}")
    except Damaged as error:
        raise RecordingGone(str(enrolment.pk)) from error
    audit.record("enrolment.portrait_seen", enrolment, by=by)
    return jpeg


def _still_nobody_elses(face: Embedding, user: User) -> None:
    """While it waited somebody else may have been let in with it."""
    one_newcomer_at_a_time()
    if find_member(face, besides=user) == Likeness.SAME:
        raise Conflict("enrolment.other_member", "By now this is the face of another member: refuse it.")


def _vouched(enrolment: Enrolment, cameo: Cameo | None) -> Assurance:
    """Two pictures that look alike say nothing of who sits before the camera: only a recording does."""
    if enrolment.kind == EnrolmentKind.PORTRAIT and cameo:
        return Assurance(cameo.assurance)
    return Assurance.REVIEWED


def _hold(enrolment: Enrolment) -> tuple[Enrolment, User]:
    user = User.objects.select_for_update(no_key=True).get(pk=enrolment.user_id)
    held = Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
    if held.state != EnrolmentState.REVIEW:
        raise Conflict("enrolment.decided", f"This is now: {held.get_state_display()}.")
    return held, user


def _opened(sealed: bytes | memoryview[int] | None, key: bytes, about: str) -> bytes:
    return unseal(key, bytes(sealed), about) if sealed else b""


def _close(enrolment: Enrolment, by: User, reason: str) -> Enrolment:
    enrolment.note = reason[:300]
    enrolment.save()
    audit.record(f"enrolment.{enrolment.state}", enrolment, by=by, reason=reason)
    enrolment_changed.send(sender=Enrolment, enrolment=enrolment)
    return enrolment
