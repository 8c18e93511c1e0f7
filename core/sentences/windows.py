"""Cutting a text into the pieces in which a description may stand.

A sentence is encoded by itself; several in a row are the mean of theirs. So an edit of one sentence
leaves the vectors of all the others as they were, and a whole text costs no more than its sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.decisions import Span

SHORTEST = 4  # words; what is shorter joins its neighbor
LONG = 24  # words; what is longer is cut into windows too
SIZE, STEP = 16, 10  # words, of those windows and from one to the next
IN_A_ROW = 3  # sentences
MOST_WORDS = 60  # of sentences in a row: what is spread wider describes nothing

_SENTENCE = re.compile(r"[^.!?;:\n。！？；：।؟]+[.!?;:\n。！？；：।؟]*")
# Where no spaces divide words, two characters count for one.
_DENSE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_DENSE}]{{1,2}}|[^\s{_DENSE}]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or a window of a long one: what is encoded."""

    text: str
    span: Span
    words: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a description may stand: one piece, or several sentences in a row."""

    pieces: tuple[int, ...]  # numbers of pieces
    span: Span


@dataclass(frozen=True, slots=True)
class Cut:
    """A text, cut."""

    pieces: Sequence[Piece]
    passages: Sequence[Passage]


def cut(text: str) -> Cut:
    sentences = _sentences(text)
    windows = [window for sentence in sentences for window in _windows(text, sentence)]
    rows = [
        Passage(tuple(range(start, end)), Span(sentences[start].span.start, sentences[end - 1].span.end))
        for start in range(len(sentences))
        for end in range(start + 1, min(start + IN_A_ROW, len(sentences)) + 1)
        if end == start + 1 or sum(it.words for it in sentences[start:end]) <= MOST_WORDS
    ]
    alone = [Passage((number,), it.span) for number, it in enumerate(windows, start=len(sentences))]
    return Cut([*sentences, *windows], [*rows, *alone])


def _sentences(text: str) -> list[Piece]:
    """The sentences of `text`; one of a few words is a part of the one before it, or of the next."""
    found: list[Piece] = []
    start: int | None = None
    for match in _SENTENCE.finditer(text):
        start = match.start() if start is None else start
        piece = _piece(text, start, match.end())
        if piece.words >= SHORTEST:
            found.append(piece)
            start = None
    if start is not None:
        start = found.pop().span.start if found else start
        if (piece := _piece(text, start, len(text))).words:
            found.append(piece)
    return found


def _windows(text: str, sentence: Piece) -> list[Piece]:
    words = list(_WORD.finditer(text, sentence.span.start, sentence.span.end))
    if len(words) <= LONG:
        return []
    starts = [*range(0, len(words) - SIZE, STEP), len(words) - SIZE]
    return [_piece(text, words[at].start(), words[at + SIZE - 1].end()) for at in starts]


def _piece(text: str, start: int, end: int) -> Piece:
    """What stands between two places, without the blanks around it."""
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    part = part.strip()
    readable = part.encode(errors="replace").decode()  # half a surrogate pair is no character to a model
    return Piece(readable, Span(start, start + len(part)), len(_WORD.findall(part)))
