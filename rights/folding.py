"""A text as the matcher reads it: squashed to letters and digits, with the way back to the original.

Two readings are made: one by sound (Cyrillic "р" is "r") and one by look ("р" is "p", and "0" is
"o"). Both are linear in the length of the text, and neither ever fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from core.decisions import Span
from rights.letters import DOUBTFUL, by_look, by_sound, clings, compose
from rights.scripts import Script, script_of, word_may_begin, word_may_end

Letters = Callable[[str], str]


@dataclass(slots=True)
class Reading:
    """One reading. Lists of one length tell of each letter of `text` where it comes from."""

    text: str = ""
    starts: list[int] = field(default_factory=list)  # of its character in the original, in code points
    ends: list[int] = field(default_factory=list)  # behind it and the marks written onto it
    words: list[int] = field(default_factory=list)  # the number of its word; gaps divide words
    opens: list[bool] = field(default_factory=list)  # may a name begin here?
    closes: list[bool] = field(default_factory=list)  # may a name end with it?

    def is_whole(self, start: int, end: int) -> bool:
        """Do whole words of the original lie under `text[start:end]`? (Scunthorpe does not.)"""
        return self.opens[start] and self.closes[end - 1]

    def spread(self, start: int, end: int) -> int:
        """Over how many words of the original `text[start:end]` is spread."""
        return self.words[end - 1] - self.words[start] + 1

    def span(self, start: int, end: int) -> Span:
        return Span(self.starts[start], self.ends[end - 1])


def readings(text: str) -> tuple[Reading, ...]:
    """The distinct readings of `text`."""
    clusters = list(_clusters(text))
    sound, look = _read(clusters, by_sound), _read(clusters, by_look)
    return (sound,) if look.text == sound.text else (sound, look)


def fold(text: str) -> str:
    """The reading by sound, as aliases are stored. Folding twice is folding once."""
    return _read(list(_clusters(text)), by_sound).text


@dataclass(frozen=True, slots=True)
class _Cluster:
    """A character of the original with the marks on it, composed."""

    composed: str
    start: int
    end: int
    before_letter: bool  # a letter or digit follows


# Nobody writes more marks onto one letter; what comes after them changes nothing.
_MARKS = 8


def _clusters(text: str) -> Iterator[_Cluster]:
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and clings(text[end]):
            end += 1
        before_letter = end < len(text) and text[end].isalnum()
        yield _Cluster(compose(text[start : min(end, start + _MARKS)]), start, end, before_letter)
        start = end


def _read(clusters: list[_Cluster], letters_of: Letters) -> Reading:
    reading = Reading()
    written: list[str] = []
    word = 0
    before: Script | None = None  # the script of the letter right before; None behind a gap
    for cluster in clusters:
        letters = _letters(cluster, letters_of)
        if letters:
            script = script_of(cluster.composed[0])
            _append(reading, cluster, len(letters), word, before, script)
            written.append(letters)
            before = script
        elif cluster.composed and before:
            reading.closes[-1] = True
            before, word = None, word + 1
    if reading.closes:
        reading.closes[-1] = True
    reading.text = "".join(written)
    return reading


def _letters(cluster: _Cluster, letters_of: Letters) -> str:
    if cluster.composed in DOUBTFUL and not cluster.before_letter:
        return ""
    return "".join(letters_of(char) for char in cluster.composed)


def _append(
    reading: Reading, cluster: _Cluster, count: int, word: int, before: Script | None, script: Script
) -> None:
    """Add the `count` letters of one character of the original."""
    if before:
        reading.closes[-1] = word_may_end(before, script)
    opens = before is None or word_may_begin(before, script)
    reading.starts += [cluster.start] * count
    reading.ends += [cluster.end] * count
    reading.words += [word] * count
    reading.opens += [opens, *[False] * (count - 1)]
    reading.closes += [False] * count
