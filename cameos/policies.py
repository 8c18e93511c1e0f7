"""Who may use a likeness, who may see its portrait, and who may have one."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Final

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.policies import Feature, in_standing, old_enough, open_in_region
from accounts.queries import blocked_either_way
from cameos.models import Assurance, Cameo, CastRequest, CastState, Enrolment, EnrolmentState, Scope
from cameos.ties import Ties, read_ties
from core.decisions import YES, Decision, no

REST_PERIOD: Final = timedelta(days=7)  # after a no, in which the same person does not ask again
# What the person themselves can answer; a rule that a prompt breaks is answered already.
ASKED_OF_PEOPLE: Final = frozenset({"consent.scope", "consent.prompt"})
GROWN_UP: Final = 18  # whatever age a country asks of its members


def may_depict(*, cameo: Cameo, by: User) -> Decision:
    """May `by` put this person into a clip, at this moment?"""
    return judge(cameo, read_ties(cameos=[cameo], by=by))


def judge(cameo: Cameo, ties: Ties) -> Decision:
    """`may_depict`, when the ties are already read.

    Whoever is kept out hears the same sentence, be it by the scope, by a block or during a pause:
    only those who may use the likeness at other times learn that it rests.
    """
    name = f"@{cameo.handle}"
    own = cameo.owner_id == ties.by
    if cameo.withdrawn_at or not cameo.owner.is_active:
        return no("consent.withdrawn", f"{name} has no likeness here.", subject=name)
    if not own and (cameo.owner_id in ties.blocked or cameo.pk in ties.denied or way_in(cameo, ties) is None):
        words = f"{name} has not allowed you to make clips with them."
        if cameo.is_being:
            words = f"You have not been allowed to make clips with {name}."
        return no("consent.scope", words, subject=name)
    if cameo.paused_at:
        return no("consent.paused", _paused(cameo, name, own), subject=name)
    if not own and cameo.pk in ties.resting:
        return no("consent.dates", f"{name} allows this at another time only.", subject=name)
    return YES


def _paused(cameo: Cameo, name: str, own: bool) -> str:
    if cameo.is_being:
        return f"You have paused {name}." if own else f"{name} is paused."
    return f"{'You have' if own else f'{name} has'} paused all uses."


class Way(StrEnum):
    """What lets somebody else in; the first that does."""

    EVERYONE = "everyone"
    MUTUAL = "mutual"
    GRANT = "grant"  # approved by name
    ONCE = "once"  # for this very clip


def way_in(cameo: Cameo, ties: Ties) -> Way | None:
    """By which way the scope lets them in; None: it does not. A denial or a block closes all of them."""
    scope = Scope(cameo.scope)
    if scope == Scope.EVERYONE and cameo.pk not in ties.cooling:
        return Way.EVERYONE
    if scope.includes(Scope.MUTUALS) and cameo.owner_id in ties.mutual:
        return Way.MUTUAL
    if not scope.includes(Scope.APPROVED):
        return None
    if cameo.pk in ties.grants:
        return Way.GRANT
    return Way.ONCE if cameo.pk in ties.requests else None


def may_see_portrait(*, cameo: Cameo, by: User) -> Decision:
    """Or other pictures of a being? The owner also during a pause; everybody else while they may use it."""
    if cameo.owner_id == by.pk and not cameo.withdrawn_at:
        return YES
    return may_depict(cameo=cameo, by=by)


def may_enroll(*, user: User, country: str) -> Decision:
    """May `user`, who is in `country`, put their likeness here? Only grown-ups, where it is open."""
    answer = in_standing(user) & open_in_region(Feature.LIKENESS, country) & old_enough(user, country)
    if answer.allowed and (user.age_on(timezone.localdate()) or 0) < GROWN_UP:
        answer &= no("age.too_young", f"You need to be {GROWN_UP} or older.")
    return answer


def may_start_enrolment(*, user: User, country: str) -> Decision:
    """So many tries a day; and none while a person is still looking at one."""
    answer = may_enroll(user=user, country=country)
    mine = Enrolment.objects.of(user)
    if mine.filter(state=EnrolmentState.REVIEW).exists():
        answer &= no("enrolment.waiting", "A person is looking at what you sent. You will be told.")
    if mine.since(timezone.now() - timedelta(days=1)).count() >= settings.ENROLMENTS_PER_DAY:
        answer &= no("enrolment.too_many", "You have tried often since yesterday. Try again tomorrow.")
    return answer


def may_have_beings(*, user: User, country: str) -> Decision:
    """May `user` make another being? Those that were deleted lately count, or names could be used up."""
    answer = in_standing(user) & open_in_region(Feature.GENERATE, country) & old_enough(user, country)
    lately = timezone.now() - timedelta(days=30)
    counting = Q(withdrawn_at=None) | Q(created_at__gt=lately)
    if Cameo.objects.beings().filter(counting, owner=user).count() >= settings.BEING_LIMIT:
        words = (
            f"You can have {settings.BEING_LIMIT} beings; those of the last 30 days count when deleted, too."
        )
        answer &= no("being.too_many", words)
    return answer


def may_take_down(*, cameo: Cameo, by: User, reason: str) -> Decision:
    """May `by` end somebody's being? A moderator, who says why. People end by other decisions."""
    if cameo.is_being and reason and by.has_perm("generation.view_withdrawn"):
        return YES
    return no("being.not_taken_down", "Only a moderator takes down a being, and says why.")


def opens_to_others(cameo: Cameo) -> bool:
    """Has anybody but our own programs said that this likeness is its owner's? See docs/likeness.md.

    A being has no face that somebody could have stolen: it needs nobody to vouch for it.
    """
    return cameo.is_being or cameo.assurance in (Assurance.REVIEWED, Assurance.ATTESTED)


def may_widen(*, cameo: Cameo, by: User) -> Decision:
    """May the owner let other people use the likeness at all, by its scope or by name?"""
    if opens_to_others(cameo):
        return in_standing(by)
    return in_standing(by) & no(
        "likeness.not_reviewed",
        "Only you can use this likeness until a person has looked at it. Ask for that on its page.",
    )


def may_request(*, cameo: Cameo, by: User, ties: Ties | None = None) -> Decision:
    """May `by` ask to put this person into a clip? Not where the answer is no to everybody, or to them;
    and nobody is told which of the two it is."""
    ties = ties or read_ties(cameos=[cameo], by=by)
    name = f"@{cameo.handle}"
    open_to_some = Scope(cameo.scope).includes(Scope.APPROVED)
    away = cameo.withdrawn_at or cameo.paused_at or not cameo.owner.is_active or cameo.pk in ties.resting
    kept_out = cameo.owner_id in ties.blocked or cameo.pk in ties.denied
    if cameo.owner_id == by.pk or away or kept_out or not open_to_some:
        return no("consent.closed", f"{name} can’t be asked.", subject=name)
    declined = CastRequest.objects.filter(cameo=cameo, requester=by, state=CastState.DECLINED)
    if declined.filter(answered_at__gt=timezone.now() - REST_PERIOD).exists():
        return no("consent.declined", f"{name} has said no lately. Ask again some days later.", subject=name)
    return in_standing(by)


def may_approve(*, grantee: User, by: User) -> Decision:
    """May `by` let `grantee` use their likeness? A block answers as an account that is gone does."""
    if grantee.pk == by.pk:
        return no("consent.self", "You can always use your own likeness.")
    if not grantee.in_good_standing or blocked_either_way(by, grantee):
        return no("consent.unavailable", f"You cannot approve {grantee}.", subject=str(grantee))
    return in_standing(by)
