"""The terms of a license in plain words, a sentence for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rights.models import License, OpenTo
from rights.profile import Action, Approval, CoAppearance, Ending, Purpose, Theme
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
