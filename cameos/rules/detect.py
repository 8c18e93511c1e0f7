"""Which topics a text touches: by word lists that can be read and corrected (cameos/rules/topics/*.txt), and
by the meaning of its passages, for what is put in other words (cameos/rules/meaning.py).

A list is a floor that can be explained word by word. What is read is read by a model, which may err: where
it is not sure, the owner of the likeness is asked. What both miss, the approval of prompts or clips is for.

A line of a list is a phrase; `*` ends a word that may go on; `!` begins a phrase that is harmless, whatever
words it holds; `#` begins a remark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from cameos.models import Topic
from cameos.rules.meaning import REMEMBERED, readings
from cameos.rules.phrases import Phrases
from cameos.rules.text import Word, words_of
from core.decisions import Span
from core.sentences.encoders import EncoderMissing

FOLDER = Path(__file__).parent / "topics"


class How(StrEnum):
    LISTED = "listed"  # the words stand in a list
    READ = "read"  # the passage surely means it
    PERHAPS = "perhaps"  # the passage may mean it


@dataclass(frozen=True, slots=True)
class Touch:
    """A topic, and the words that touch it, or the passage that reads as it."""

    topic: Topic
    span: Span
    how: How = How.LISTED


@dataclass(frozen=True, slots=True)
class _List:
    touching: Phrases
    harmless: Phrases


def touches(text: str) -> list[Touch]:
    """Every place at which a list finds a topic in `text`; of the other topics, the passage that reads most
    as it, if one does. Raises EncoderMissing: a caller that cannot ask must refuse."""
    found = listed(text)
    known = {touch.topic for touch in found}
    read = (
        Touch(it.topic, it.span, How.READ if it.sure else How.PERHAPS)
        for it in readings(text)
        if it.topic not in known
    )
    return [*found, *read]


def read_ahead(texts: Iterable[str]) -> bool:
    """Know what these touch before somebody asks who holds locks: as many as are remembered. False where no
    model can read them now."""
    try:
        for text in islice(dict.fromkeys(texts), REMEMBERED):
            touches(text)
    except EncoderMissing:
        return False
    return True


def listed_in(text: str) -> frozenset[Topic]:
    """Those that the lists find alone: for names of topics, and for measuring."""
    return frozenset(touch.topic for touch in listed(text))


@lru_cache(maxsize=REMEMBERED)
def listed(text: str) -> tuple[Touch, ...]:
    """Every place at which a list finds a topic in `text`."""
    words = words_of(text)
    return tuple(Touch(topic, span) for topic in Topic for span in _places(_read(topic), words))


def _places(its: _List, words: list[Word]) -> Iterator[Span]:
    harmless = list(its.harmless.find(words))
    for span in its.touching.find(words):
        if not any(it.start <= span.start and span.end <= it.end for it in harmless):
            yield span


@cache
def _read(topic: Topic) -> _List:
    lines = (FOLDER / f"{topic.value}.txt").read_text("utf-8").splitlines()
    phrases = [line.partition("#")[0].strip() for line in lines]
    return _List(
        Phrases(it for it in phrases if it and not it.startswith("!")),
        Phrases(it[1:] for it in phrases if it.startswith("!")),
    )
