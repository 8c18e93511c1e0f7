"""The terms of a license in plain words, a sentence for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import TextChoices

from rights.models import License, OpenTo
from rights.profile import Action, Approval, CoAppearance, Ending, Purpose, Theme
from rights.services import Offer
from rights.terms import DRAFT

_DOING = {
    Action.DEPICT: "show it",
    Action.LOGO: "show its logo",
    Action.VOICE: "use its voice",
    Action.REMIX: "remix clips with it",
    Action.COMMERCIAL: "earn with it",
}
_COMPANY = {
    CoAppearance.NO_PEOPLE: "Not beside real people.",
    CoAppearance.NO_WORKS: "Not beside other protected works.",
    CoAppearance.ALONE: "Not beside real people or other protected works.",
}
_APPROVAL = {
    Approval.PROMPT: "The holder approves each prompt before a clip is made.",
    Approval.CLIP: "The holder looks at each clip before it is posted.",
}
_AFTERWARD = {
    Ending.KEEP: "Clips that exist when it ends stay.",
    Ending.LIMIT: "Clips that exist when it ends stay where they are, without new remixes.",
    Ending.REMOVE: "Clips that exist when it ends go with it.",
}


def in_words(license: License) -> list[str]:
    """For whoever may use the work."""
    return list(_sentences(license))


def _sentences(it: License) -> Iterator[str]:
    who = "Everyone may" if it.open_to == OpenTo.EVERYONE else "You may"
    yield f"{who}: {_doing(it.actions) or 'nothing'}."
    if it.prohibited:
        yield f"Never: {_doing(it.prohibited)}."
    if it.purposes:
        yield f"Only for: {_list(Purpose, it.purposes)}."
    if it.territory:
        yield f"Only in: {', '.join(sorted(it.territory))}."
    if it.audience == DRAFT:
        yield "For yourself only: the clip can’t be posted."
    if it.max_seconds is not None:
        yield f"At most {it.max_seconds} seconds."
    yield from _counts(it)
    if it.co_appearance in _COMPANY:
        yield _COMPANY[CoAppearance(it.co_appearance)]
    if others := ", ".join(sorted(work.title for work in it.not_with.all())):
        yield f"Not beside: {others}."
    if it.forbidden_themes:
        yield f"Not with: {_list(Theme, it.forbidden_themes)}."
    if it.approval in _APPROVAL:
        yield _APPROVAL[Approval(it.approval)]
    yield from _price(it)
    yield from _end(it)


def _counts(it: License) -> Iterator[str]:
    if it.per_day is not None:
        yield f"{_clips(it.per_day)} a day, of everybody together."
    if it.total is not None:
        yield f"{_clips(it.total)} in all."


def _price(it: License) -> Iterator[str]:
    if it.price:
        yield f"{it.price} credits for each clip go to the holder."
    if it.share:
        yield f"{it.share} % of what the clip earns go to the holder."
    if it.credit_line:
        yield f"Shown with: {it.credit_line}."


def _end(it: License) -> Iterator[str]:
    yield f"Until {it.ends_at:%-d %B %Y}." if it.ends_at else "Without an end; the holder can end it."
    yield _AFTERWARD[Ending(it.at_end)]


def _doing(actions: Sequence[str]) -> str:
    return ", ".join(words for action, words in _DOING.items() if action in actions)


def _clips(n: int) -> str:
    return f"{n} clip" if n == 1 else f"{n} clips"


def _list(choices: type[Purpose] | type[Theme], values: Sequence[str]) -> str:
    return ", ".join(choices(value).label.lower() for value in sorted(values))


def who(license: License) -> str:
    """Whom a license is for: everyone, or the people by handle."""
    people = ", ".join(f"@{user.username}" for user in license.grantees.all())
    return people or license.get_open_to_display()


def labels(choices: type[TextChoices], values: Iterable[str]) -> str:
    return ", ".join(choice.label for choice in choices if choice.value in set(values))


def sentences(terms: License | Offer) -> list[str]:
    """For the holder: one sentence for each term that says something."""
    found = [
        f"Allowed: {labels(Action, terms.actions).lower() or 'nothing'}.",
        f"Never: {labels(Action, terms.prohibited).lower()}." if terms.prohibited else "",
        f"Only for: {labels(Purpose, terms.purposes).lower()}." if terms.purposes else "For any purpose.",
        f"Only in: {', '.join(terms.territory)}." if terms.territory else "Everywhere.",
        "For its maker alone: not to be posted." if terms.audience == DRAFT else "",
        f"At most {terms.max_seconds} seconds." if terms.max_seconds else "",
        f"At most {terms.per_day} clips a day." if terms.per_day else "",
        f"At most {terms.total} clips." if terms.total else "",
        f"{CoAppearance(terms.co_appearance).label}." if terms.co_appearance != CoAppearance.ANY else "",
        f"Not with: {labels(Theme, terms.forbidden_themes).lower()}." if terms.forbidden_themes else "",
        f"You approve: {Approval(terms.approval).label.lower()}." if terms.approval != Approval.NONE else "",
        f"{terms.price} credits a clip." if terms.price else "",
        f"{terms.share} % of what the clip earns." if terms.share else "",
        f"Credit line: {terms.credit_line}." if terms.credit_line else "",
        f"From {terms.starts_at:%Y-%m-%d}." if terms.starts_at else "",
        f"Until {terms.ends_at:%Y-%m-%d}." if terms.ends_at else "Until you revoke it.",
        f"When it ends: {Ending(terms.at_end).label.lower()}.",
    ]
    return [sentence for sentence in found if sentence]
