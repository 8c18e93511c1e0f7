"""Telling a name from an ordinary word by how it is written."""

from __future__ import annotations

import re

from core.decisions import Span

_WORD = re.compile(r"[^\W\d_]+")
_OPENERS = " \t\"'“”‘’«»„([{*_-–—¿¡"
_ENDS = ".!?:;…\n。！？"


class Capitals:
    """The capitals of one text, counted once."""

    def __init__(self, text: str) -> None:
        self._text = text
        words = _WORD.findall(text)
        self._words, self._capitals = len(words), _count(words)

    def mark(self, span: Span) -> bool:
        """Does the span begin its words with capitals although the sentence does not ask for them?

        Small words within a name may be small ("of"). Where most words have capitals, as in a title
        or in shouting, capitals tell nothing; in scripts without capitals nothing does.
        """
        name = _WORD.findall(self._text, span.start, span.end)
        if not name or not (name[0][0].isupper() and name[-1][0].isupper()):
            return False
        if len(name) == 1 and self._begins_sentence(span.start):
            return False
        others, capitals = self._words - len(name), self._capitals - _count(name)
        return capitals * 2 <= others

    def _begins_sentence(self, start: int) -> bool:
        before = self._text[:start].rstrip(_OPENERS)
        return not before or before[-1] in _ENDS


def _count(words: list[str]) -> int:
    return sum(word[0].isupper() for word in words)
