"""The end of what nobody uses any more, and of what a crash has left behind."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from cameos.models import Cameo, Enrolment
from cameos.models.likeness import CameoQuerySet
from cameos.services.recordings import discard_recording, orphaned_portraits, orphans
from cameos.services.scopes import withdraw_cameo
from cameos.signals import enrolment_changed
from core import audit
from core.decisions import Conflict
from core.locks import lock_for_change


def expire_unused() -> int:
    """Delete likenesses whose owners have not been here for LIKENESS_UNUSED_DAYS. Returns how many."""
    return sum(_expire(pk) for pk in list(_unused().values_list("pk", flat=True)[:200]))


def _unused() -> CameoQuerySet:
    until = timezone.now() - timedelta(days=settings.LIKENESS_UNUSED_DAYS)
    away = Q(owner__last_login__lt=until) | Q(owner__last_login=None, owner__date_joined__lt=until)
    return Cameo.objects.people().kept().filter(away, created_at__lt=until)


@transaction.atomic
def _expire(pk: int) -> bool:
    """Asked once more while the owner is held: whoever has come back meanwhile keeps it, and whoever comes
    back now has to wait. So does one who deletes it themselves."""
    lock_for_change(User.objects.filter(cameos=pk))
    for cameo in _unused().filter(pk=pk).select_related("owner"):
        withdraw_cameo(cameo=cameo, by=cameo.owner)
        audit.record("likeness.expired_unused", cameo, by=None, days=settings.LIKENESS_UNUSED_DAYS)
        return True
    return False


def expire_undecided() -> int:
    """End what has waited for a person as long as a recording may be kept. Returns how many."""
    ended = 0
    for pk in list(Enrolment.objects.undecided().values_list("pk", flat=True)[:200]):
        try:
            ended += _lapse(pk)
        except Conflict:  # somebody decides on it at this moment
            continue
    return ended


@transaction.atomic
def _lapse(pk: UUID) -> bool:
    waiting = Enrolment.objects.select_for_update(no_key=True, skip_locked=True).undecided()
    enrolment = waiting.filter(pk=pk).first()
    if enrolment is None:
        return False
    discard_recording(enrolment)
    enrolment.findings = []
    days = settings.RECORDING_DAYS
    enrolment.note = f"Nobody decided within {days} days, so your recording is deleted. Record again."
    enrolment.lapse()
    enrolment.save()
    audit.record("enrolment.lapsed", enrolment, by=None, days=days)
    enrolment_changed.send(sender=Enrolment, enrolment=enrolment)
    return True


def remove_orphans() -> int:
    """Returns how many files went."""
    names = [*orphans(), *orphaned_portraits()]
    for name in names:
        default_storage.delete(name)
    return len(names)
