"""Several texts read as one: a name may begin in one and end in the next."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from core.decisions import Span

# Divides words, and ends a sentence.
BORDER = "\n"


class Passage:
    """The texts in their order. `text` is all of them; its places lead back to those of each."""

    def __init__(self, texts: Sequence[str], handles: Sequence[Sequence[Span]] = ()) -> None:
        """`handles`: in each text, where a handle of somebody in the clip stands, with its @. That sign is
        read as a blank, for it is no disguised "a" there."""
        self.texts = texts
        self.text = BORDER.join(texts)
        self._starts = [0, *accumulate(len(text) + len(BORDER) for text in texts)]
        self._handles = [
            Span(self._starts[index] + it.start, self._starts[index] + it.end)
            for index, its in enumerate(handles)
            for it in its
        ]
        for handle in self._handles:
            self.text = f"{self.text[: handle.start]} {self.text[handle.start + 1 :]}"

    def index(self, place: int) -> int:
        """The number of the text that a place of the whole lies in."""
        return bisect_right(self._starts, place) - 1

    def within(self, span: Span) -> Span:
        """A place of the whole as one of the text where it begins; the rest in other texts is cut off."""
        index = self.index(span.start)
        start = self._starts[index]
        return Span(span.start - start, min(span.end - start, len(self.texts[index])))

    def is_in_handle(self, span: Span) -> bool:
        return any(handle.covers(span) for handle in self._handles)

    def crosses(self, span: Span) -> bool:
        """Does it begin in one text and end in another?"""
        return self.index(span.start) != self.index(span.end - 1)
