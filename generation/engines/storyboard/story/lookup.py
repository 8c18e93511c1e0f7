"""Which kind of thing a word names, from a table of plain word lists."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from .words import Word, fold

Kind = TypeVar("Kind")


class Lookup(Generic[Kind]):
    """Reads lists like "rain rainy дожд* 雨": whole words, beginnings (*), bits of unspaced scripts."""

    def __init__(self, table: Mapping[Kind, str]) -> None:
        self._whole: dict[str, Kind] = {}
        self._starts: list[tuple[str, Kind]] = []
        for kind, listed in table.items():
            for entry in listed.split():
                if entry.endswith("*"):
                    self._starts.append((fold(entry[:-1]), kind))
                else:
                    self._whole.setdefault(fold(entry), kind)
        self._starts.sort(key=lambda start: -len(start[0]))
        self._unspaced = sorted(
            (entry for entry in self._whole if Word(entry, entry).unspaced), key=len, reverse=True
        )

    def find(self, word: Word) -> tuple[Kind, str] | None:
        """The kind, and the part of the folded word that named it."""
        if word.unspaced:
            return next(
                ((self._whole[entry], entry) for entry in self._unspaced if entry in word.folded), None
            )
        if word.folded in self._whole:
            return self._whole[word.folded], word.folded
        for start, kind in self._starts:
            if word.folded.startswith(start) and len(word.folded) - len(start) <= 5:
                return kind, word.folded
        return None
