"""The check of a recording by whoever the settings name, and what follows from it."""

from __future__ import annotations

import logging
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from accounts.queries import has_a_public_name
from cameos.biometrics import KeysUnavailable, seal
from cameos.enrolment.challenge import Challenge, Turn
from cameos.enrolment.findings import Assessment, Band, Finding, overall, passed, refused, review
from cameos.enrolment.liveness import judge
from cameos.faces import Embedding, Likeness, compare
from cameos.models import Assurance, Cameo, Enrolment, EnrolmentState, SeenRecording
from cameos.policies import opens_to_others
from cameos.services.keys import existing_key
from cameos.services.portraits import show_portrait, stored_portrait
from cameos.services.prints import find_member, one_newcomer_at_a_time, pack, read_print, store_print
from cameos.services.recordings import RecordingGone, discard_recording, read_recording
from cameos.signals import enrolment_changed, enrolment_ready
from core import audit

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)  # more than a task may take
ATTEMPTS = 2


def check_enrolment(*, enrolment_id: UUID) -> None:
    """Judge a recording that waits. Safe to run twice: only one worker holds the lease."""
    enrolment = _claim(enrolment_id)
    if enrolment is None:
        return
    try:
        data = read_recording(enrolment, existing_key(enrolment.user_id))
    except KeysUnavailable:
        _wait_for_keys(enrolment)
        return
    except RecordingGone:
        if enrolment.attempts >= ATTEMPTS:
            _settle(enrolment, Assessment((refused("recording", "gone"),)), "", Assurance.BUILT_IN)
        return  # the sweep tries again
    liveness = judge()
    challenge = Challenge(enrolment.digits, tuple(Turn(turn) for turn in enrolment.turns), enrolment.assisted)
    try:
        said = liveness.assess(data, challenge, report=lambda percent: _report(enrolment, percent))
    except Exception:  # of whatever judge: a person looks instead
        log.exception("The check of %s failed.", enrolment.pk)
        said = Assessment((review("liveness", "check_failed"),))
    _settle(enrolment, said, sha256(data).hexdigest(), liveness.assurance)


def sweep_lost() -> int:
    """Wake those whose check was lost, and hand to a person what has failed twice."""
    lost = list(Enrolment.objects.lost().order_by("created_at")[:50])
    for enrolment in lost:
        enrolment_ready.send(sender=Enrolment, enrolment=enrolment)
    return len(lost)


@transaction.atomic
def _claim(enrolment_id: UUID) -> Enrolment | None:
    """None when another worker has it, or it needs none any more."""
    lost = Enrolment.objects.select_for_update(no_key=True, skip_locked=True).lost()
    enrolment = lost.filter(pk=enrolment_id).first()
    if enrolment is None:
        return None
    enrolment.attempts += 1
    if enrolment.attempts > ATTEMPTS:
        enrolment.findings = [review("liveness", "check_failed").as_json()]
        enrolment.ask_a_person()
        enrolment.save()
        enrolment_changed.send(sender=Enrolment, enrolment=enrolment)
        return None
    enrolment.lease_until = Now() + LEASE
    enrolment.save()
    return Enrolment.objects.get(pk=enrolment_id)  # with the lease as the database wrote it


def _wait_for_keys(enrolment: Enrolment) -> None:
    """It is nobody's fault, and no try: after the lease the sweep comes again, until the keys are back."""
    held = Enrolment.objects.filter(
        pk=enrolment.pk, state=EnrolmentState.CHECKING, attempts=enrolment.attempts
    )
    held.update(attempts=enrolment.attempts - 1)


def _report(enrolment: Enrolment, percent: int) -> None:
    Enrolment.objects.filter(pk=enrolment.pk, state=EnrolmentState.CHECKING).update(
        progress=percent, lease_until=Now() + LEASE
    )


def _settle(enrolment: Enrolment, said: Assessment, digest: str, assurance: Assurance) -> None:
    """Store what was found, and act on the worst of it."""
    with stored_portrait(said.portrait) as portrait, transaction.atomic():
        user = User.objects.select_for_update(no_key=True).get(pk=enrolment.user_id)
        held = Enrolment.objects.select_for_update(no_key=True).filter(
            pk=enrolment.pk, state=EnrolmentState.CHECKING, attempts=enrolment.attempts
        )
        enrolment_now = held.first()
        if enrolment_now is None or not user.is_active:
            return  # dropped meanwhile, or somebody else's now
        one_newcomer_at_a_time()
        findings = [*said.findings, _judge_novelty(digest), *_judge_owner(said.face, user), judge_name(user)]
        band = overall(findings)
        enrolment_now.findings = [finding.as_json() for finding in findings]
        enrolment_now.progress = 100
        if band == Band.PASS and said.face is not None:
            show_portrait(portrait, owner=user, by=user, assurance=_assured(user, assurance))
            store_print(owner=user, face=said.face)
            enrolment_now.accept()
        elif band == Band.REFUSE:
            discard_recording(enrolment_now)
            enrolment_now.refuse()
        else:
            _keep_for_review(enrolment_now, said)
            enrolment_now.ask_a_person()
        enrolment_now.save()
        codes = [finding.code for finding in findings if finding.band != Band.PASS]
        audit.record(f"enrolment.{enrolment_now.state}", enrolment_now, by=None, codes=codes)
        enrolment_changed.send(sender=Enrolment, enrolment=enrolment_now)


def _assured(user: User, assurance: Assurance) -> Assurance:
    """A face that somebody has vouched for stays vouched for when the same face comes again."""
    former = Cameo.objects.people().kept().filter(owner=user, owner__face_print__isnull=False).first()
    return Assurance(former.assurance) if former and opens_to_others(former) else assurance


def _keep_for_review(enrolment: Enrolment, said: Assessment) -> None:
    key = existing_key(enrolment.user_id)
    if said.portrait:
        enrolment.sealed_portrait = seal(key, said.portrait, f"portrait:{enrolment.pk}")
    if said.face is not None:
        enrolment.sealed_face = seal(key, pack(said.face), f"vector:{enrolment.pk}")


def _judge_novelty(digest: str) -> Finding:
    """A recording counts once, for whomever."""
    if not digest:
        return review("new", "gone")
    _, is_new = SeenRecording.objects.get_or_create(sha256=digest)
    return passed("new") if is_new else refused("new", "seen_before")


def _judge_owner(face: Embedding | None, user: User) -> list[Finding]:
    """Nobody else's face, and the same that this member had before."""
    if face is None:
        return [review("owner", "no_vector")]
    try:
        earlier = read_print(user)
    except KeysUnavailable:
        return [review("owner", "earlier_unsure")]
    other = find_member(face, besides=user)
    findings = {
        Likeness.DIFFERENT: passed("owner"),
        Likeness.UNSURE: review("owner", "member_unsure"),
        Likeness.SAME: refused("owner", "other_member"),
    }
    if earlier is None:
        return [findings[other]]
    own = {
        Likeness.SAME: passed("earlier"),
        Likeness.UNSURE: review("earlier", "earlier_unsure"),
        Likeness.DIFFERENT: refused("earlier", "earlier_differs"),
    }
    return [findings[other], own[compare(face, earlier)]]


def judge_name(user: User) -> Finding:
    """Faces of public persons are not kept here to compare with; their names are."""
    return review("name", "public_name") if has_a_public_name(user) else passed("name")


def discard_old_recordings() -> int:
    """Accepted recordings wait some days, in case their owner asks for a review. Returns how many went."""
    gone = 0
    old = Enrolment.objects.filter(
        state=EnrolmentState.PASSED,
        ended_at__lt=Now() - timedelta(days=settings.RECORDING_DAYS),
        parts__isnull=False,
    ).distinct()
    for pk in list(old.values_list("pk", flat=True)[:200]):
        with transaction.atomic():
            enrolment = Enrolment.objects.select_for_update(no_key=True).get(pk=pk)
            if enrolment.state == EnrolmentState.PASSED:
                discard_recording(enrolment)
                enrolment.save()
                gone += 1
    return gone
