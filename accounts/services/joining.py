"""How people become members."""

from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from datetime import date

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import ages, codes, policies
from accounts.models import AgeRefusal, SignUpMode, SignUpPolicy, User
from accounts.services.invites import InviteRefused, redeem_invite
from accounts.services.site import hold_name
from accounts.signals import joined
from core import audit
from core.decisions import Conflict


@dataclass(frozen=True, slots=True)
class Application:
    """What a visitor asks for. `handle` and `email` are canonical."""

    handle: str
    email: str
    birth_date: date
    country: str
    password: str = field(repr=False)
    code: str = field(default="", repr=False)


class EmailTaken(Conflict):
    """Somebody else's sign-up with the same address was a moment faster."""


@transaction.atomic
def join(*, application: Application) -> User:
    """Make a member of a visitor and use up their invite, both or neither.

    Raises Refused, InviteRefused, or Conflict when somebody was faster with the name or address.
    The address counts as theirs only when they have entered the code that is sent to it.
    """
    country = application.country
    policies.sign_up_open(country).require()
    hold_name(application.handle)
    policies.may_take_handle(application.handle).require()
    policies.may_join_at(application.birth_date, country=country, email=application.email).require()
    user = _create(application)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    invite_needed = SignUpPolicy.now().mode != SignUpMode.OPEN
    with nullcontext() if invite_needed else suppress(InviteRefused):
        redeem_invite(code=codes.canonical(application.code), user=user)
    audit.record("member.joined", user, by=user, country=country)
    joined.send(sender=User, user=user)
    return user


@transaction.atomic
def add_member(*, handle: str, email: str, password: str, birth_date: date, country: str = "US") -> User:
    """Make a member without a visitor: by an operator, for a demonstration, in a test."""
    user = User.objects.create_user(handle, email, password, birth_date=birth_date, country=country)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    audit.record("member.added", user, by=None)
    joined.send(sender=User, user=user)
    return user


def refuse_for_age(*, email: str, birth_date: date, country: str) -> date:
    """Remember a visitor who is too young, by a keyed digest of the address. Answers until when.

    The first refusal stands while it lasts. Without an address only the day is answered.
    """
    day = ages.birthday(birth_date, policies.minimum_age(country))
    if not email:
        return day
    AgeRefusal.objects.of(email).filter(until__lte=timezone.localdate()).delete()
    refusal, is_new = AgeRefusal.objects.get_or_create(
        email_digest=ages.email_digest(email), defaults={"until": day}
    )
    if is_new:
        audit.record("sign_up.refused", refusal, by=None, ground="age.too_young", country=country)
    return refusal.until


def _create(application: Application) -> User:
    try:
        with transaction.atomic():
            return User.objects.create_user(
                application.handle,
                application.email,
                application.password,
                birth_date=application.birth_date,
                country=application.country,
            )
    except IntegrityError as error:
        if "email" in str(error.__cause__).split("DETAIL")[0]:
            raise EmailTaken("email.taken", "This address is taken.") from error
        raise Conflict("handle.taken", "This name is taken, or looks like one that is.") from error
