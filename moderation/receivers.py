"""What moderation does at the news of others."""

from contextlib import suppress
from typing import Any

from django.dispatch import receiver

from accounts.models import User
from accounts.signals import export_gathering
from cameos.models import Enrolment, EnrolmentState
from cameos.signals import enrolment_changed
from core.decisions import Conflict
from generation.models import Clip, Picture, PictureState, ReviewState, WaitingOrder, WaitingState
from generation.signals import clip_made, files_going, order_changed, picture_changed
from moderation.alarms import watch_pace
from moderation.counternotices import CounterNotice
from moderation.models import Case, CaseState, Report
from moderation.services import lapse_case, take_up_enrolment, take_up_order
from moderation.services import take_up_picture as take_up_redrawn


@receiver(order_changed)
def take_up(order: WaitingOrder, **_: Any) -> None:
    """A prompt that may show a protected work is looked at by a person."""
    if order.state == WaitingState.WAITING and order.review == ReviewState.WAITING:
        take_up_order(order=order)


@receiver(clip_made)
def look_at_the_pace(clip: Clip, **_: Any) -> None:
    """Many clips of one face by one stranger are looked at."""
    watch_pace(clip=clip)


@receiver(enrolment_changed)
def take_up_recording(enrolment: Enrolment, **_: Any) -> None:
    """Where no program could tell, or others are to use the likeness, a person looks."""
    if enrolment.state == EnrolmentState.REVIEW:
        take_up_enrolment(enrolment=enrolment)
    elif enrolment.state == EnrolmentState.EXPIRED:
        lapse_case(enrolment=enrolment)


@receiver(picture_changed)
def take_up_picture(picture: Picture, **_: Any) -> None:
    """Where faces were redrawn, a person says whether that is enough, and whether one of them is a child."""
    if picture.is_in_review:
        take_up_redrawn(picture=picture)
    elif picture.state == PictureState.REFUSED:
        lapse_case(picture=picture)  # none, where it was refused by a ruling
    elif picture.state == PictureState.GONE:
        with suppress(Conflict):  # somebody decides at this moment, and finds it gone
            lapse_case(picture=picture)


@receiver(files_going)
def keep_evidence(clip: Clip, **_: Any) -> bool:
    """A deleted clip can still be looked at while its case waits."""
    return Case.objects.in_state(CaseState.OPEN).filter(clip=clip).exists()


@receiver(export_gathering)
def hand_over(user: User, **_: Any) -> dict[str, Any]:
    """The reports and counter-notices that they made. What others said of their clips is not theirs."""
    reports = Report.objects.of(user).order_by("pk").values("case__clip_id", "reason", "text", "created_at")
    signed = ("clip_id", "statement", "name", "address", "phone", "email", "state", "received_at", "reason")
    notices = CounterNotice.objects.of(user).order_by("pk").values(*signed)
    return {"moderation": {"reports": list(reports), "counter_notices": list(notices)}}
