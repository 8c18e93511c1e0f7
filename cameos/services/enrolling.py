"""From a consent to the last byte of a recording. What belongs to somebody else is not there."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from cameos.enrolment.challenge import new_challenge
from cameos.enrolment.consent import consent_text
from cameos.models import Enrolment, EnrolmentState
from cameos.models.enrolment import RUNNING
from cameos.policies import may_start_enrolment
from cameos.services.keys import existing_key, key_of
from cameos.services.recordings import discard_recording, store_part
from cameos.signals import enrolment_ready
from core import audit
from core.decisions import Conflict, no


@transaction.atomic
def begin_enrolment(*, by: User, country: str, agreed: bool, assisted: bool = False) -> Enrolment:
    """Write down the consent, word for word, and make the key. A try that had begun before ends.

    Raises Refused, and KeysUnavailable: without a key nothing is taken in.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    may_start_enrolment(user=by, country=country).require()
    if not agreed:
        no("enrolment.consent", "Without your consent nothing is recorded.").require()
    key_of(by)
    for former in Enrolment.objects.select_for_update(no_key=True).of(by).filter(state__in=RUNNING):
        end_enrolment(former)
    enrolment: Enrolment = Enrolment.objects.create(
        user=by, country=country, assisted=assisted, consent_text=consent_text(), consented_at=timezone.now()
    )
    audit.record("enrolment.consented", enrolment, by=by, assisted=assisted)
    return enrolment


@transaction.atomic
def issue_challenge(*, enrolment: Enrolment, by: User) -> Enrolment:
    """Once, for two minutes, for this person. Raises Conflict when it has been issued."""
    enrolment = _hold(enrolment, by)
    if enrolment.state != EnrolmentState.STARTED or enrolment.challenge_until:
        raise Conflict("enrolment.used", "This challenge has been given out. Start again for a new one.")
    challenge = new_challenge(assisted=enrolment.assisted)
    enrolment.digits, enrolment.turns = challenge.digits, list(challenge.turns)
    enrolment.challenge_until = Now() + timedelta(seconds=settings.CHALLENGE_SECONDS)
    enrolment.save()
    return Enrolment.objects.get(pk=enrolment.pk)  # with the time as the database wrote it


@transaction.atomic
def begin_upload(*, enrolment: Enrolment, size: int, by: User) -> Enrolment:
    """Say how large the recording is, while the challenge can be answered. Raises Conflict."""
    enrolment = _hold(enrolment, by)
    if enrolment.state != EnrolmentState.STARTED or not enrolment.challenge_until:
        raise Conflict("enrolment.used", "This challenge has been answered, or has not been given out.")
    if not Enrolment.objects.in_time().filter(pk=enrolment.pk).exists():
        raise Conflict("enrolment.expired", "The two minutes are over. Start again for a new challenge.")
    if not 0 < size <= settings.ENROLMENT_LIMIT_BYTES:
        limit = settings.ENROLMENT_LIMIT_BYTES // 1024**2
        raise Conflict("enrolment.size", f"A recording may have up to {limit} MB. Record a shorter one.")
    enrolment.size = size
    enrolment.receive()
    enrolment.save()
    return enrolment


@transaction.atomic
def receive_part(*, enrolment: Enrolment, offset: int, piece: bytes, by: User) -> Enrolment:
    """The next piece; the last one begins the check. A piece that is here already changes nothing.

    Raises Conflict for a piece out of its place, and KeysUnavailable.
    """
    enrolment = _hold(enrolment, by)
    if offset < enrolment.received:
        return enrolment  # its answer was lost on the way
    if enrolment.state != EnrolmentState.UPLOADING:
        raise Conflict("enrolment.closed", "Nothing more is awaited here.")
    if offset != enrolment.received or not piece or offset + len(piece) > enrolment.size:
        raise Conflict("enrolment.offset", f"The next piece begins at {enrolment.received}.")
    if len(piece) < min(settings.PIECE_LEAST_BYTES, enrolment.size - offset):
        least = settings.PIECE_LEAST_BYTES // 1024
        raise Conflict("enrolment.piece", f"A piece has at least {least} kB, unless it is the last one.")
    store_part(enrolment=enrolment, offset=offset, piece=piece, key=existing_key(by.pk))
    enrolment.received += len(piece)
    if enrolment.received == enrolment.size:
        enrolment.check_it()
        enrolment_ready.send(sender=Enrolment, enrolment=enrolment)
    enrolment.save()
    return enrolment


@transaction.atomic
def drop_enrolment(*, enrolment: Enrolment, by: User) -> None:
    """The person takes the try back, while no likeness rests on it. Twice is once."""
    enrolment = _hold(enrolment, by)
    if enrolment.state not in (*RUNNING, EnrolmentState.REVIEW):
        return
    discard_recording(enrolment)
    enrolment.erase()
    enrolment.save()
    audit.record("enrolment.dropped", enrolment, by=by)


def expire_stale() -> int:
    """End what nobody goes on with, its pieces too. Returns how many."""
    ended = 0
    for pk in list(Enrolment.objects.stale().values_list("pk", flat=True)[:200]):
        with transaction.atomic():
            stale = Enrolment.objects.select_for_update(no_key=True, skip_locked=True).stale()
            if enrolment := stale.filter(pk=pk).first():
                end_enrolment(enrolment)
                ended += 1
    return ended


def end_enrolment(enrolment: Enrolment) -> None:
    """Nobody goes on with it: its pieces go."""
    discard_recording(enrolment)
    if enrolment.state == EnrolmentState.CHECKING:
        enrolment.erase()
    else:
        enrolment.expire()
    enrolment.save()


def _hold(enrolment: Enrolment, by: User) -> Enrolment:
    """As it is now, held for change. For others than its owner it does not exist."""
    return Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk, user=by)
