"""Trying names over innocent prompts before they count: what would they stop that nobody meant?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rights.corpus import innocent_prompts
from rights.matching.candidates import Entry, Mode
from rights.matching.folding import fold
from rights.matching.matcher import Matcher
from rights.models import MatchMode

SHOWN = 5  # examples that are kept
Name = tuple[str, str]  # the text, and the mode in which it would count


@dataclass(frozen=True, slots=True)
class Tried:
    """How many innocent prompts were tried, and which of them names would stop."""

    prompts: int
    stopped: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        return {"tried": self.prompts, "stopped": len(self.stopped), "examples": list(self.stopped[:SHOWN])}


def try_names(names: Iterable[Name]) -> Tried:
    """What the names would stop together: one name of a work makes another out of an ordinary word."""
    prompts = innocent_prompts()
    found = _stopped([(1, name) for name in names], prompts)
    return Tried(len(prompts), found[1])


def harmless_modes(names: Sequence[Name]) -> dict[Name, MatchMode]:
    """For each name the strongest mode, up to the one asked for, in which it stops nothing innocent."""
    numbered = list(enumerate(dict.fromkeys(names)))
    prompts = innocent_prompts()
    left, given = numbered, dict[Name, MatchMode]()
    for mode in (MatchMode.STRONG, MatchMode.CONTEXT):
        asked = [(number, (text, mode)) for number, (text, wanted) in left if _may_be(mode, wanted)]
        stopped = _stopped(asked, prompts)
        harmless = {number for number, _ in asked if not stopped[number]}
        given |= {name: mode for number, name in left if number in harmless}
        left = [(number, name) for number, name in left if number not in harmless]
    return given | {name: MatchMode.NEVER for _, name in left}


def harmless_mode(text: str, mode: MatchMode) -> MatchMode:
    return harmless_modes([(text, mode)])[text, mode]


def _may_be(mode: MatchMode, wanted: str) -> bool:
    return wanted == MatchMode.STRONG or wanted == mode == MatchMode.CONTEXT


def _stopped(names: Sequence[tuple[int, Name]], prompts: Sequence[str]) -> Mapping[int, tuple[str, ...]]:
    """By number, the prompts in which a name counts. All are looked for at once."""
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    counting = [
        Entry(text, folded, number, number, Mode(mode))
        for number, (text, mode) in names
        if mode != MatchMode.NEVER and (folded := fold(text))
    ]
    if not counting:
        return found
    matcher = Matcher(counting)
    for prompt in prompts:
        # As it is spelled: misspellings of ordinary words are none of the matcher's finds anyway.
        for number in {hit.work for hit in matcher.find([prompt], exact_only=True)}:
            found[number] += (prompt,)
    return found
