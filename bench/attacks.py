"""Names, disguised as people disguise them: by packages of others, which our tables have not seen.

AugLy (Papakipos and Bitton, 2022) for case, blanks, punctuation, invisible characters, writing
direction, fonts, look-alikes and typing errors; `typo` for typing errors of another hand;
`pyleetspeak2` for letters drawn with several signs. Only names whose parts are moved about are
made here, because that takes no table.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType

import numpy as np
from rapidfuzz.distance import OSA

from rights.matching.folding import fold

# AugLy asks libmagic for the types of pictures; its texts need none.
sys.modules.setdefault("magic", ModuleType("magic"))

from augly import text as augly  # noqa: E402
from pyleetspeak2 import LeetSpeaker  # noqa: E402
from typo import StrErrer  # noqa: E402

Disguise = Callable[[str], str]

# From this length on a name is expected to be found in spite of typing errors.
TYPED = 6
_TRIES = 12
_PLACES = (
    "{} walks along the beach at sunset",
    "a close-up of {} reading a newspaper in the rain, soft light",
    "Slow motion. In a small kitchen {} drops a plate, and a dog looks up.",
    "an old harbor at night with {}",
)


@dataclass(frozen=True, slots=True)
class Attack:
    """A prompt in which a name is disguised, and how."""

    kind: str  # the row of the bar
    by: str  # the generator
    name: str
    text: str


def attacks(names: Sequence[str], *, seed: int) -> Iterator[Attack]:
    """Each name in each disguise that changes it, in one of four sentences."""
    for number, name in enumerate(names):
        _seed(seed + number)
        for by, kind, disguise in _DISGUISES:
            written = disguise(name)
            if written and written != name and (found := kind or _kind_of_leet(name, written)):
                yield Attack(found, by, name, _PLACES[number % len(_PLACES)].format(written))
        yield from _typed(name, _PLACES[number % len(_PLACES)])


def as_they_are(names: Sequence[str], kind: str) -> Iterator[Attack]:
    """Each name in one of four sentences, which are English whatever the name is."""
    for number, name in enumerate(names):
        yield Attack(kind, "ours", name, _PLACES[number % len(_PLACES)].format(name))


def _seed(seed: int) -> None:
    """The generators draw from the modules' own generators."""
    random.seed(seed)
    np.random.seed(seed % 2**32)


# Disguises that change no letter, or each into one that looks like it.


def _one(result: str | list[str]) -> str:
    return result if isinstance(result, str) else result[0]


def _leet(mode: str) -> Disguise:
    speaker = LeetSpeaker(mode=mode, change_prb=0.8, change_frq=0.6, seed=None)
    return lambda name: _one(speaker.text2leet(name))


_DISGUISES: tuple[tuple[str, str, Disguise], ...] = (
    ("augly", "case", lambda name: _one(augly.change_case(name, granularity="char", seed=None))),
    ("augly", "spacing", lambda name: _one(augly.insert_whitespace_chars(name, vary_chars=True))),
    ("augly", "spacing", lambda name: _one(augly.split_words(name, aug_word_p=1.0))),
    ("augly", "spacing", lambda name: _one(augly.merge_words(name, aug_word_p=1.0))),
    ("augly", "punctuation", lambda name: _one(augly.insert_punctuation_chars(name, vary_chars=True))),
    ("augly", "zero-width", lambda name: _one(augly.insert_zero_width_chars(name, vary_chars=True))),
    ("augly", "bidi", lambda name: _one(augly.replace_bidirectional(name))),
    ("augly", "bidi", lambda name: _one(augly.replace_bidirectional(name, granularity="word"))),
    ("augly", "fonts", lambda name: _one(augly.replace_fun_fonts(name, aug_p=1.0))),
    ("augly", "fonts", lambda name: _one(augly.replace_fun_fonts(name, aug_p=0.6, vary_fonts=True))),
    ("augly", "upside down", lambda name: _one(augly.replace_upside_down(name))),
    ("augly", "", lambda name: _one(augly.replace_similar_chars(name, aug_word_p=1.0, aug_char_p=0.3))),
    ("augly", "", lambda name: _one(augly.replace_similar_chars(name, aug_word_p=1.0, aug_char_p=0.7))),
    (
        "augly",
        "far homoglyphs",
        lambda name: _one(augly.replace_similar_unicode_chars(name, aug_word_p=1.0, aug_char_p=0.3)),
    ),
    (
        "augly",
        "far homoglyphs",
        lambda name: _one(augly.replace_similar_unicode_chars(name, aug_word_p=1.0, aug_char_p=0.7)),
    ),
    ("pyleetspeak2", "", _leet("basic")),
    ("pyleetspeak2", "", _leet("intermediate")),
    ("pyleetspeak2", "", _leet("advanced")),
    ("ours", "words swapped", lambda name: " ".join(reversed(name.split()))),
    ("ours", "syllables swapped", lambda name: swap_syllables(name)),  # noqa: PLW0108 (defined below)
    ("ours", "reversed", lambda name: name[::-1]),
    ("ours", "vowels dropped", lambda name: "".join(char for char in name if char not in "aeiouAEIOU")),
)


def _kind_of_leet(name: str, written: str) -> str:
    """By what it became: as long as before, each letter became one sign; longer, some became several."""
    if not written.isascii():
        return "far homoglyphs"
    return "simple leet" if len(written) == len(name) else "multi-character leet"


def swap_syllables(name: str) -> str:
    """Beginnings of words change places ("harry potter", "parry hotter"); in one word, its halves do."""
    words = name.split()
    if len(words) == 1:
        half = len(name) // 2
        return name[half:] + name[:half]
    heads = [_head(word) for word in words]
    tails = [word[len(head) :] for word, head in zip(words, heads, strict=True)]
    return " ".join(head + tail for head, tail in zip(heads[1:] + heads[:1], tails, strict=True))


def _head(word: str) -> str:
    """The consonants that a word begins with, and its first vowel."""
    vowel = next((at for at, char in enumerate(word) if char.casefold() in "aeiouy"), 0)
    return word[: vowel + 1]


# Typing errors, counted by what they did rather than by what was asked for.


def _typed(name: str, place: str) -> Iterator[Attack]:
    if len(fold(name)) < TYPED:
        return
    for by, misspell in _TYPISTS:
        for errors, kind in ((1, "one typo"), (2, "two typos")):
            for _ in range(_TRIES):
                written = misspell(name, errors)
                if OSA.distance(fold(name), fold(written)) == errors:
                    yield Attack(kind, by, name, place.format(written))
                    break


def _augly_typos(name: str, errors: int) -> str:
    for _ in range(errors):
        name = _one(augly.simulate_typos(name, aug_word_p=1.0, aug_word_max=1, typo_type="charmix"))
    return name


def _typo_typos(name: str, errors: int) -> str:
    errer = StrErrer(name, seed=random.randrange(2**32))
    for _ in range(errors):
        kinds = (
            errer.char_swap,
            errer.missing_char,
            errer.extra_char,
            errer.nearby_char,
            errer.repeated_char,
            errer.similar_char,
        )
        errer = random.choice(kinds)()
    return str(errer.result)


_TYPISTS: tuple[tuple[str, Callable[[str, int], str]], ...] = (("augly", _augly_typos), ("typo", _typo_typos))
