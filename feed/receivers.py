"""What feed does when something happens below: a line in an inbox, a hint to open tabs.

The line is written in the transaction of the news; the hint leaves after its commit.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from allauth.account.signals import password_changed, password_reset
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.dispatch import receiver

from accounts.models import User
from accounts.signals import account_closed, export_gathering, followed, suspended, tie_cut
from cameos.models import Cameo, CastRequest, CastState, ConsentGrant, ConsentUse, Enrolment, EnrolmentState
from cameos.signals import (
    being_taken_down,
    cast_answered,
    cast_asked,
    consent_granted,
    enrolment_changed,
    look_answered,
    look_asked,
)
from core.push import push, push_each, user_group
from feed.messages import (
    SESSION_CHECK,
    Message,
    clip_group,
    job_message,
    notice_message,
    order_message,
    removed_message,
)
from feed.models import NoticeKind, Notification, Post
from feed.services import forget_member, gather_for, notify, notify_all
from feed.signals import inbox_changed, post_hidden, post_published
from feed.tasks import announce_post, clear_screens
from generation.models import Clip, Job, JobState, Picture, WaitingOrder, WaitingState, Withdrawal
from generation.signals import (
    captions_wanted,
    clip_limited,
    clip_made,
    clips_restored,
    clips_withdrawn,
    job_changed,
    order_changed,
    picture_changed,
)
from rights.models import LicenseRequest, LicenseUse, RequestState
from rights.signals import request_changed, use_approved

# What is scheduled on commit is a lambda each time: Django reports a failure of a robust callback by
# its `__qualname__`, which a partial does not have.
RECENT = 200  # posts of one person that may still be on a screen


def _push_later(group: str, message: Message) -> None:
    transaction.on_commit(lambda: push([group], message), robust=True)


@receiver(job_changed)
def tell_of_job(job: Job, **_: Any) -> None:
    _push_later(user_group(job.user_id), job_message(job))
    if job.state == JobState.FAILED:
        notify(
            user=job.user,
            kind=NoticeKind.CLIP_FAILED,
            key=f"failed:{job.pk}",
            note=job.failure_message,
        )


@receiver(clip_made)
def tell_of_clip(clip: Clip, **_: Any) -> None:
    """The maker hears that it is ready; everyone in it hears that it exists, be it only a draft."""
    notify(user=clip.maker, kind=NoticeKind.CLIP_READY, key=f"ready:{clip.pk}", clip=clip)
    for cameo in clip.cast.exclude(owner=clip.maker).select_related("owner").order_by("pk"):
        notify(
            user=cameo.owner,
            kind=NoticeKind.CAST,
            key=f"cast:{clip.pk}" + (f":{cameo.pk}" if cameo.is_being else ""),
            actor=clip.maker,
            clip=clip,
            being=cameo.own_handle or "",
        )


@receiver(clips_withdrawn)
def tell_of_withdrawals(withdrawals: Sequence[Withdrawal], **_: Any) -> None:
    """The note is written for the maker: it names a reason, never who complained."""
    notify_all(
        Notification(
            user=it.clip.maker,
            kind=NoticeKind.WITHDRAWN,
            key=f"withdrawn:{it.pk}",
            clip=it.clip,
            note=it.note or it.get_ground_display(),
        )
        for it in withdrawals
    )
    hints = [(clip_group(it.clip_id), removed_message(it.clip_id)) for it in withdrawals]
    transaction.on_commit(lambda: push_each(hints), robust=True)


@receiver(captions_wanted)
def tell_captions(clips: Sequence[UUID], **_: Any) -> dict[UUID, str]:
    return dict(Post.objects.filter(clip__in=clips).values_list("clip", "caption"))


@receiver(clips_restored)
def tell_of_returns(withdrawals: Sequence[Withdrawal], **_: Any) -> None:
    notify_all(
        Notification(user=it.clip.maker, kind=NoticeKind.RESTORED, key=f"restored:{it.pk}", clip=it.clip)
        for it in withdrawals
    )


@receiver(request_changed)
def tell_of_request(request: LicenseRequest, **_: Any) -> None:
    """The holder's people hear of a wish and of an answer to their question, the maker of all else."""
    said = request.messages.count()
    if request.state == RequestState.OPEN:
        last = request.messages.last()
        for member in request.work.holder.members.order_by("pk") if request.work.holder else ():
            notify(
                user=member,
                kind=NoticeKind.WISH,
                key=f"wish:{request.pk}:{said}",
                actor=request.requester,
                work=request.work,
                note=f"{request.work}: {last.text if last else request.prompt}",
            )
    elif kind := _ANSWERS.get(RequestState(request.state)):
        notify(
            user=request.requester,
            kind=kind,
            key=f"{kind}:{request.pk}:{said}",
            work=request.work,
            note=f"{request.work}: {_words_of(request)}",
        )
    for order in request.orders.order_by("pk"):
        _push_later(user_group(order.user_id), order_message(order))


_ANSWERS = {
    RequestState.ASKED: NoticeKind.WISH_ASKED,
    RequestState.OFFERED: NoticeKind.WISH_OFFERED,
    RequestState.APPROVED: NoticeKind.WISH_GRANTED,
    RequestState.DECLINED: NoticeKind.WISH_REFUSED,
}


def _words_of(request: LicenseRequest) -> str:
    """What the holder said last."""
    last = request.messages.last()
    if request.state == RequestState.ASKED and last:
        return last.text
    return request.answer or request.get_state_display()


@receiver(order_changed)
def tell_of_order(order: WaitingOrder, **_: Any) -> None:
    _push_later(user_group(order.user_id), order_message(order))
    if order.state == WaitingState.SENT:
        notify(user=order.user, kind=NoticeKind.ORDER_SENT, key=f"order_sent:{order.pk}", note=order.text)
    elif order.state == WaitingState.REFUSED:
        why = " ".join(reason["message"] for reason in order.reasons)
        notify(user=order.user, kind=NoticeKind.ORDER_REFUSED, key=f"order_refused:{order.pk}", note=why)


@receiver(picture_changed)
def tell_of_picture(picture: Picture, reason: str, **_: Any) -> None:
    """A person has looked at it, or nobody has, or somebody in it has left. Without a reason it waits,
    or they have taken it back themselves."""
    if not (picture.is_ready or reason):
        return
    kind = NoticeKind.PICTURE_READY if picture.is_ready else NoticeKind.PICTURE_REFUSED
    notify(user=picture.user, kind=kind, key=f"{kind}:{picture.pk}", picture=picture, note=reason)


@receiver([post_hidden, clip_limited])
def clear_screens_of_clip(clip: Clip, **_: Any) -> None:
    _push_later(clip_group(clip.pk), removed_message(clip.pk))


@receiver(post_published)
def announce(post: Post, **_: Any) -> None:
    transaction.on_commit(lambda: announce_post.delay(post.pk), robust=True)


@receiver(followed)
def tell_of_follower(follower: User, followed: User, **_: Any) -> None:
    notify(user=followed, kind=NoticeKind.FOLLOWED, key=f"followed:{follower.pk}", actor=follower)


@receiver(consent_granted)
def tell_of_consent(grant: ConsentGrant, **_: Any) -> None:
    notify(
        user=grant.grantee,
        kind=NoticeKind.GRANTED,
        key=f"granted:{grant.pk}",
        actor=grant.cameo.owner,
        being=grant.cameo.own_handle or "",
    )


@receiver(inbox_changed)
def tell_of_inbox(user_id: int, **_: Any) -> None:
    """Counted after the commit, when all the lines of the transaction are there."""
    transaction.on_commit(lambda: push([user_group(user_id)], notice_message(user_id)), robust=True)


@receiver(tie_cut)
def part(one: User, other: User, blocked: bool, **_: Any) -> None:
    """Behind a new wall neither has the other's clips on an open screen."""
    if blocked:
        _clear_screens(maker=one, viewer=other)
        _clear_screens(maker=other, viewer=one)


@receiver([user_logged_out, password_changed, password_reset])
def recheck_sessions(user: User | None, **_: Any) -> None:
    """Open sockets outlive the request that ended their session: each asks again now."""
    if user:
        _push_later(user_group(user.pk), SESSION_CHECK)


@receiver(suspended)
def silence(user: User, **_: Any) -> None:
    _clear_screens(maker=user)
    _push_later(user_group(user.pk), SESSION_CHECK)


@receiver(account_closed)
def close_member(user: User, **_: Any) -> None:
    _clear_screens(maker=user)
    forget_member(user)
    _push_later(user_group(user.pk), SESSION_CHECK)


@receiver(export_gathering)
def hand_over(user: User, **_: Any) -> dict[str, Any]:
    return {"feed": gather_for(user)}


def _clear_screens(*, maker: User, viewer: User | None = None) -> None:
    recent = Post.objects.of(maker).newest().values_list("clip_id", flat=True)[:RECENT]
    clips, eyes = [str(clip) for clip in recent], viewer.pk if viewer else None
    transaction.on_commit(lambda: clear_screens.delay(clips, eyes), robust=True)


_OF_LIKENESS = {
    EnrolmentState.PASSED: "It is accepted.",
    EnrolmentState.REFUSED: "It is not accepted. You can try again.",
    EnrolmentState.REVIEW: "A person looks at what you sent.",
}


@receiver(enrolment_changed)
def tell_of_likeness(enrolment: Enrolment, **_: Any) -> None:
    note = _OF_LIKENESS.get(EnrolmentState(enrolment.state), "")
    said = sha256(enrolment.note.encode()).hexdigest()[:16]  # a key has 80 characters
    key = f"likeness:{enrolment.pk}:{enrolment.state}:{said}"
    words = f"{note} {enrolment.note}".strip()
    notify(user=enrolment.user, kind=NoticeKind.LIKENESS, key=key, note=words)


@receiver(being_taken_down)
def tell_of_being(cameo: Cameo, handle: str, reason: str, **_: Any) -> None:
    key, note = f"taken down:{cameo.pk}", f"A moderator has taken it down. {reason}"
    notify(user=cameo.owner, kind=NoticeKind.LIKENESS, key=key, being=handle, note=note)


@receiver(use_approved)
def tell_of_approval(use: LicenseUse, **_: Any) -> None:
    for clip in Clip.objects.filter(pk__in=[use.clip_id], deleted_at=None).select_related("maker"):
        note = f"{use.license.work.held_by} has seen it and agrees."
        notify(user=clip.maker, kind=NoticeKind.APPROVED, key=f"approved:{use.pk}", clip=clip, note=note)


@receiver(cast_asked)
def tell_of_cast_request(request: CastRequest, **_: Any) -> None:
    notify(
        user=request.cameo.owner,
        kind=NoticeKind.CAST_ASKED,
        key=f"cast_asked:{request.pk}",
        actor=request.requester,
        note=request.text,
    )


@receiver(cast_answered)
def tell_of_cast_answer(request: CastRequest, **_: Any) -> None:
    """Whoever asked hears of each answer; of their own change of mind they know."""
    yes = request.state in (CastState.APPROVED, CastState.GRANTED)
    if yes or request.state in (CastState.DECLINED, CastState.REVOKED):
        notify(
            user=request.requester,
            kind=NoticeKind.CAST_ALLOWED if yes else NoticeKind.CAST_REFUSED,
            key=f"cast_{request.state}:{request.pk}",
            actor=request.cameo.owner,
            note=request.answer or request.text,
        )
    for order in request.orders.order_by("pk"):
        _push_later(user_group(order.user_id), order_message(order))


@receiver(look_asked)
def tell_of_look(use: ConsentUse, **_: Any) -> None:
    clip = Clip.objects.filter(pk__in=[use.clip_id]).first()
    at = use.asked_at.timestamp() if use.asked_at else 0
    key = f"look:{use.pk}:{at:.0f}"
    being = use.cameo.own_handle or ""
    notify(user=use.cameo.owner, kind=NoticeKind.LOOK_ASKED, key=key, actor=use.user, clip=clip, being=being)


@receiver(look_answered)
def tell_of_look_answer(use: ConsentUse, allowed: bool, **_: Any) -> None:
    clip = Clip.objects.filter(pk__in=[use.clip_id], deleted_at=None).first()
    at = use.answered_at.timestamp() if use.answered_at else 0
    notify(
        user=use.user,
        kind=NoticeKind.APPROVED if allowed else NoticeKind.LOOK_REFUSED,
        key=f"looked:{use.pk}:{at:.0f}",
        actor=use.cameo.owner,
        clip=clip,
        note=f"@{use.cameo.handle} has looked at it{' and agrees.' if allowed else ' and says no.'}",
    )
