"""Who may join, act and be followed, and where: each answer with its reasons."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from itertools import pairwise

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts import handles
from accounts.models import AgeRefusal, Region, ReservedHandle, SignUpMode, SignUpPolicy, User
from accounts.queries import blocked_either_way, invites_left
from core.decisions import YES, Decision, no

DEFAULT_MINIMUM_AGE = 18
BETWEEN_WORDS = re.compile(r"\w[\W_]+\w")


class Feature(StrEnum):
    """What a country may be open for: the names of the fields of a Region."""

    SIGN_UP = "sign_up"
    GENERATE = "generate"
    LIKENESS = "likeness"
    VIEW = "view"


def in_standing(user: User | AnonymousUser) -> Decision:
    """May this person act at all?"""
    if not isinstance(user, User):
        return no("account.anonymous", "Log in first.")
    if user.deleted_at is not None or not user.is_active:
        return no("account.closed", "This account is closed.")
    if user.suspended_at is not None:
        return no("account.suspended", "This account is suspended.")
    return YES


def open_in_region(feature: Feature, country: str) -> Decision:
    """Is `feature` offered in `country`? A country that is unknown, or has no row, is closed."""
    region = Region.objects.filter(pk=country).first() if country else None
    if region is not None and getattr(region, feature.value):
        return YES
    return no(f"region.{feature.value}", "This is not open in your country yet.", subject=country)


def minimum_age(country: str) -> int:
    """In whole years."""
    region = Region.objects.filter(pk=country).first()
    return region.minimum_age if region else DEFAULT_MINIMUM_AGE


def old_enough(user: User, country: str) -> Decision:
    """Has `user` reached the age that `country` asks for? Without a birth date the answer is no."""
    age, needed = user.age_on(timezone.localdate()), minimum_age(country)
    if age is None:
        return no("age.unknown", "Your birth date is missing from your account.")
    if age < needed:
        return _too_young(needed)
    return YES


def may_join_at(birth_date: date, *, country: str, email: str) -> Decision:
    """Is a visitor old enough, and were they when they first gave a birth date?"""
    answer = old_enough(User(birth_date=birth_date), country)
    if (
        answer.allowed
        and email
        and AgeRefusal.objects.of(email).filter(until__gt=timezone.localdate()).exists()
    ):
        return _too_young(minimum_age(country))
    return answer


def _too_young(needed: int) -> Decision:
    return no("age.too_young", f"You need to be {needed} or older.")


def sign_up_open(country: str) -> Decision:
    """Is the door open to a visitor from `country`, with an invite or without?"""
    answer = open_in_region(Feature.SIGN_UP, country)
    if SignUpPolicy.now().mode == SignUpMode.CLOSED:
        answer &= no("sign_up.closed", "We are not taking new members at the moment.")
    return answer


def may_take_handle(handle: str) -> Decision:
    """May a newcomer be called this? `handle` is canonical."""
    if not handles.is_well_formed(handle):
        return no("handle.shape", "Use 3 to 30 letters from a to z, digits, dots or underscores.")
    if ReservedHandle.objects.imitated_by(handle).exists():
        return no("handle.reserved", "This name is reserved. Choose another one.", subject=handle)
    if User.objects.filter(handle_skeleton=handles.skeleton(handle)).exists():
        return no("handle.taken", "This name is taken, or looks like one that is.", subject=handle)
    return YES


def may_be_called(name: str) -> Decision:
    """May a member show `name` beside their handle? Not the full name of somebody or something well known.

    A single word is anybody's first name: Mario, Rose and Prince may be called so.
    """
    if _has_words(name) and ReservedHandle.objects.imitated_by(name).exists():
        return no("name.reserved", "This is a well-known name. If it is yours, ask the staff to enter it.")
    return YES


def _has_words(name: str) -> bool:
    """Two at least: "Ada Quill", "ada_quill", and "AdaQuill"."""
    joined = any(one.islower() and other.isupper() for one, other in pairwise(name))
    return joined or BETWEEN_WORDS.search(name) is not None


def may_follow(*, user: User, by: User) -> Decision:
    """May `by` follow `user`? The sentence does not tell who of the two has blocked the other."""
    if user.pk == by.pk:
        return no("tie.self", "You cannot follow yourself.")
    if not user.in_good_standing or blocked_either_way(user, by):
        return no("tie.unavailable", f"You cannot follow {user}.", subject=str(user))
    return in_standing(by)


def may_invite(by: User) -> Decision:
    """A member has so many invites; whoever may add invites in the admin has no end of them."""
    answer = in_standing(by)
    if invites_left(by) == 0 and not by.has_perm("accounts.add_invite"):
        answer &= no("invites.used_up", "You have given out all your invites.")
    return answer
