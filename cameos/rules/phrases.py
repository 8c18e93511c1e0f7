"""Finding phrases in a text: whole words, in order, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from cameos.rules.text import Word, words_of
from core.decisions import Span

HEAD = 2  # letters by which phrases with an open end are looked up; each has as many before its end
MORE = "*"  # at the end of a word of a phrase: and whatever else the word may end in


class Phrases:
    """Many phrases, to be found in one walk over a text. Words are compared folded."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._whole: dict[str, list[list[str]]] = defaultdict(list)
        self._begun: dict[str, list[list[str]]] = defaultdict(list)  # by how they begin
        for phrase in phrases:
            if parts := _parts(phrase):
                if parts[0].endswith(MORE):
                    self._begun[parts[0][:-1][:HEAD]].append(parts)
                else:
                    self._whole[parts[0]].append(parts)

    def find(self, words: Sequence[Word]) -> Iterator[Span]:
        """Where a phrase stands; the longest at each place."""
        for place, word in enumerate(words):
            begun = self._begun.get(word.text[:HEAD], ())
            lengths = [
                len(it) for it in (*self._whole.get(word.text, ()), *begun) if _stands(it, words, place)
            ]
            if lengths:
                yield Span(word.span.start, words[place + max(lengths) - 1].span.end)


def find_phrases(phrases: Iterable[str], text: str) -> list[Span]:
    return list(Phrases(phrases).find(words_of(text)))


def _parts(phrase: str) -> list[str]:
    """The words of a phrase, those with MORE at their end marked."""
    parts: list[str] = []
    for piece in phrase.split():
        bare = piece.removesuffix(MORE)
        folded = [word.text for word in words_of(bare)]
        if folded and piece.endswith(MORE):
            folded[-1] += MORE
        parts += folded
    return parts


def _stands(parts: Sequence[str], words: Sequence[Word], place: int) -> bool:
    here = words[place : place + len(parts)]
    return len(here) == len(parts) and all(_fits(it, word.text) for it, word in zip(parts, here, strict=True))


def _fits(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith(MORE) else word == part
