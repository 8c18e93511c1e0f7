"""What a license says about one use: pure functions over values, no database.

A subset of ODRL 2.2 (W3C Recommendation, 15 February 2018) with the conflict strategy `prohibit`:
nothing is allowed that no license permits, and what one license prohibits no other one permits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rights.profile import Action, Approval, CoAppearance, OpenTo, Purpose, Theme

EVERYWHERE: frozenset[str] = frozenset()
DRAFT, MEMBERS = "maker", "members"  # audiences, the narrower first


@dataclass(frozen=True, slots=True)
class Use:
    """One clip, as far as licenses ask about it. `others` are the other works in it, by id."""

    user: int
    at: datetime
    actions: frozenset[str] = frozenset({Action.DEPICT})
    country: str = ""
    purpose: str = Purpose.PERSONAL
    audience: str = DRAFT
    seconds: int = 10
    with_people: bool = False
    others: frozenset[int] = frozenset()
    themes: frozenset[str] = frozenset()
    at_most: int | None = None  # credits that it may cost


@dataclass(frozen=True, slots=True)
class Terms:
    """A license as a value. `used_today` and `used` count the clips that already rest on it."""

    license: int
    work: int
    open_to: str = OpenTo.EVERYONE
    grantees: frozenset[int] = frozenset()
    actions: frozenset[str] = frozenset({Action.DEPICT})
    prohibited: frozenset[str] = frozenset()
    territory: frozenset[str] = EVERYWHERE
    purposes: frozenset[str] = frozenset()
    audience: str = MEMBERS
    max_seconds: int | None = None
    per_day: int | None = None
    total: int | None = None
    used_today: int = 0
    used: int = 0
    co_appearance: str = CoAppearance.ANY
    not_with: frozenset[int] = frozenset()
    forbidden_themes: frozenset[str] = frozenset()
    approval: str = Approval.NONE
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    price: int = 0
    holds: bool = True  # given, not resting or revoked, and its holder is active


@dataclass(frozen=True, slots=True)
class Verdict:
    """`license` is the id of the one that carries the use; None where none does, and `why` says so."""

    license: int | None = None
    approval: str = Approval.NONE
    why: tuple[str, ...] = field(default=())  # sentences about the license that comes nearest

    @property
    def permitted(self) -> bool:
        return self.license is not None


def judge(licenses: Iterable[Terms], use: Use) -> Verdict:
    """Which of the licenses of one work carries the use: the most generous of those that do.

    Most generous: without approval before with, then the one that lasts longest.
    """
    mine = [terms for terms in licenses if terms.holds and _runs(terms, use) and _is_for(terms, use)]
    if banned := use.actions & frozenset().union(*(terms.prohibited for terms in mine)):
        return Verdict(why=(f"The license forbids this use: {_labels(banned)}.",))
    judged = [(terms, objections(terms, use)) for terms in mine]
    carrying = [terms for terms, against in judged if not against]
    if carrying:
        best = min(carrying, key=_generosity)
        return Verdict(best.license, best.approval)
    nearest = min((against for _, against in judged), key=len, default=())
    return Verdict(why=tuple(nearest))


def objections(terms: Terms, use: Use) -> Sequence[str]:
    """Everything in the terms that speaks against the use, as sentences for whoever asked."""
    return [sentence for check in _CHECKS if (sentence := check(terms, use))]


def _runs(terms: Terms, use: Use) -> bool:
    """From its first moment to the moment before its end."""
    begun = terms.starts_at is None or terms.starts_at <= use.at
    return begun and (terms.ends_at is None or use.at < terms.ends_at)


def _is_for(terms: Terms, use: Use) -> bool:
    return terms.open_to == OpenTo.EVERYONE or use.user in terms.grantees


def _generosity(terms: Terms) -> tuple[bool, bool, float, int]:
    end = terms.ends_at.timestamp() if terms.ends_at else 0.0
    return (terms.approval != Approval.NONE, terms.ends_at is not None, -end, -terms.license)


def _labels(actions: Iterable[str]) -> str:
    return ", ".join(sorted(Action(action).label.lower() for action in actions))


def _actions(terms: Terms, use: Use) -> str:
    missing = use.actions - terms.actions
    if not missing:
        return ""
    because = "".join(_BECAUSE[action] for action in sorted(missing & _BECAUSE.keys()))
    return f"The license does not cover: {_labels(missing)}.{because}"


# What in a clip asks for an action, where that is not plain from what its maker has chosen.
_BECAUSE: dict[str, str] = {
    Action.REMIX: " This clip is a remix.",
    Action.VOICE: " Somebody speaks or sings in this clip.",
}


def _territory(terms: Terms, use: Use) -> str:
    inside = not terms.territory or use.country in terms.territory
    return "" if inside else "The license does not cover the country that you are in."


def _purpose(terms: Terms, use: Use) -> str:
    if not terms.purposes or use.purpose in terms.purposes:
        return ""
    allowed = ", ".join(sorted(Purpose(purpose).label.lower() for purpose in terms.purposes))
    return f"The license is only for: {allowed}."


def _audience(terms: Terms, use: Use) -> str:
    wider = use.audience == MEMBERS and terms.audience == DRAFT
    return "The license is for yourself only: the clip can't be posted." if wider else ""


def _length(terms: Terms, use: Use) -> str:
    if terms.max_seconds is None or use.seconds <= terms.max_seconds:
        return ""
    return f"The license covers at most {terms.max_seconds} seconds."


def _count(terms: Terms, use: Use) -> str:
    if terms.total is not None and terms.used >= terms.total:
        return "The license is used up."
    if terms.per_day is not None and terms.used_today >= terms.per_day:
        return "The license is used up for today."
    return ""


def _company(terms: Terms, use: Use) -> str:
    rule = terms.co_appearance
    if use.with_people and rule in (CoAppearance.NO_PEOPLE, CoAppearance.ALONE):
        return "The license does not allow real people beside it."
    if use.others and rule in (CoAppearance.NO_WORKS, CoAppearance.ALONE):
        return "The license does not allow other works beside it."
    return (
        "The license does not allow one of the other works beside it." if use.others & terms.not_with else ""
    )


def _themes(terms: Terms, use: Use) -> str:
    found = use.themes & terms.forbidden_themes
    labels = ", ".join(sorted(Theme(theme).label.lower() for theme in found))
    return f"The license does not allow: {labels}." if found else ""


def _price(terms: Terms, use: Use) -> str:
    dear = use.at_most is not None and terms.price > use.at_most
    return f"The license costs {terms.price} credits." if dear else ""


_CHECKS: tuple[Callable[[Terms, Use], str], ...] = (
    _actions,
    _territory,
    _purpose,
    _audience,
    _length,
    _count,
    _company,
    _themes,
    _price,
)
