"""What it is worth that a stretch of words looks like a name: a refusal, a look by a person, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from rights.matching.candidates import Candidate, Entry, Mode
from rights.matching.disguises import is_disguised
from rights.matching.folding import fold
from rights.matching.hits import Stage
from rights.matching.lookalikes import LONGEST, SHORTEST, Lookalike
from rights.matching.misspelled import AMONG_WORDS
from rights.matching.passage import Passage
from rights.matching.scripts import alphabet, letter_alphabet
from rights.matching.words import SPELLED, Words

# With so many errors a name of so many telling letters is refused; a shorter one is looked at first.
SURE = {0: 6, 1: 6, 2: 8, 3: 14}
SURE_PERSON = {0: 6, 1: 7, 2: 11, 3: 16}
# With two errors, shorter names look like too many words; and like rare words, unless they are long.
TWO_ERRORS = 7
LONG = 11
# Among ordinary words: one of them must be rare for a refusal.
SURE_AMONG_WORDS = 9
RARE = 35
# So common a word is not what becomes of a name by an error.
EVERYDAY_ERROR = 51
# Scrambled names: how many of the pairs of neighboring letters must have stayed together.
ALIKE = 0.3
# Endings that make another word of a name: nobody hides it so.
_ENDINGS = frozenset({"s", "ly", "ish", "ian", "ism", "ist", "like"})
# Words that tell nothing about which name it is.
_LITTLE = frozenset(
    "the a an of and in on to de la le el los las les der die das al da do dos di du van".split()  # noqa: SIM905
)
_WORD = re.compile(r"\w+")
_BLANKS_ONLY = re.compile(r"[\w \t-]*")


def may_be_near(entry: Entry) -> bool:
    """An ordinary word that is misspelled is still no name, unless it is several words."""
    if not SHORTEST <= len(entry.folded) <= LONGEST or entry.mode == Mode.NEVER:
        return False
    if alphabet(entry.text) not in SPELLED:
        return False
    return entry.mode == Mode.STRONG or (" " in entry.text and len(entry.folded) >= AMONG_WORDS)


def judged(it: Candidate, found: Lookalike, words: Words, passage: Passage) -> Iterator[Candidate]:
    written = passage.text[it.span.start : it.span.end]
    disguised = is_disguised(passage.text, it.span)
    if not disguised and alphabet(it.entry.text) not in set(map(letter_alphabet, written)):
        return
    if not found.strange and not _is_odd_among_words(it.entry, found, words, written):
        return
    if "".join(words.texts[found.first : found.last + 1]).removeprefix(it.entry.folded) in _ENDINGS:
        return
    if found.errors is None:
        if found.score >= ALIKE:
            yield replace(it, stage=Stage.OBFUSCATED, certain=False, errors=None)
    elif disguised or _is_likely(it.entry, found.errors, is_unknown=_is_unknown(words, found)):
        certain = _is_certain(it.entry, found, words, disguised=disguised)
        stage = Stage.OBFUSCATED if disguised else Stage.FUZZY
        yield replace(it, stage=stage, certain=certain, errors=found.errors)


def _is_likely(entry: Entry, errors: int, *, is_unknown: bool) -> bool:
    return errors < 2 or _telling_letters(entry.text) >= (TWO_ERRORS if is_unknown else LONG)


def _is_certain(entry: Entry, found: Lookalike, words: Words, *, disguised: bool) -> bool:
    errors, telling = found.errors or 0, _telling_letters(entry.text)
    sure = telling >= (SURE_PERSON if entry.person else SURE)[min(errors, 3)]
    if errors > 1 and words.texts[found.first][0] != entry.folded[0]:
        sure = telling >= LONG  # the first letter is rarely mistyped, and then something else as well
    if not found.strange and (telling < SURE_AMONG_WORDS or _rarest(words, found) >= RARE):
        return False
    return entry.mode == Mode.STRONG and (sure or (disguised and errors < 3))


def _is_odd_among_words(entry: Entry, found: Lookalike, words: Words, written: str) -> bool:
    """Do ordinary words spell a name by more than chance?

    One of them is misspelled (and not merely in the plural), or they stand in another order
    with nothing but blanks between them.
    """
    if entry.mode != Mode.STRONG:
        return False
    names, parts = _folded_words(entry.text), words.texts[found.first : found.last + 1]
    if found.errors is None:
        return 1 < len(names) <= len(parts) and _BLANKS_ONLY.fullmatch(written) is not None
    if len(names) != len(parts):
        return False
    differing = [pair for pair in zip(names, parts, strict=True) if pair[0] != pair[1]]
    if len(differing) != 1 or _telling_letters(entry.text) < AMONG_WORDS:
        return False
    [(name, part)] = differing
    everyday = words.tenths[found.first + parts.index(part)] >= EVERYDAY_ERROR
    return not everyday and part.rstrip("s") != name.rstrip("s")


def _is_unknown(words: Words, found: Lookalike) -> bool:
    """Is something in it that no list of words has, not even a list of rare ones?"""
    here = slice(found.first, found.last + 1)
    return bool((words.tenths[here][words.strange()[here]] <= 0).any())


def _rarest(words: Words, found: Lookalike) -> int:
    return int(words.tenths[found.first : found.last + 1].min())


@lru_cache(maxsize=4096)
def _folded_words(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in _WORD.findall(text))


def _telling_letters(text: str) -> int:
    """How many letters a name has without its little words."""
    return sum(len(word) for word in _folded_words(text) if word not in _LITTLE)
