"""Which topics a text touches, by word lists that can be read and corrected: cameos/rules/topics/*.txt.

A list is a floor, not a judgment. What it misses, the approval of prompts or clips is for.

A line is a phrase; `*` ends a word that may go on; `!` begins a phrase that is harmless, whatever words
it holds; `#` begins a remark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cameos.models import Topic
from cameos.rules.phrases import Phrases
from cameos.rules.text import Word, words_of
from core.decisions import Span

FOLDER = Path(__file__).parent / "topics"


@dataclass(frozen=True, slots=True)
class Touch:
    """A topic, and the words that touch it."""

    topic: Topic
    span: Span


@dataclass(frozen=True, slots=True)
class _List:
    touching: Phrases
    harmless: Phrases


def touches(text: str) -> list[Touch]:
    """Every place at which `text` touches a topic."""
    words = words_of(text)
    return [Touch(topic, span) for topic in Topic for span in _places(_read(topic), words)]


def topics_in(text: str) -> frozenset[Topic]:
    return frozenset(touch.topic for touch in touches(text))


def _places(listed: _List, words: list[Word]) -> Iterator[Span]:
    harmless = list(listed.harmless.find(words))
    for span in listed.touching.find(words):
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
