"""The prompt as lines of a script, each with its time on the screen."""

import re
import unicodedata
from typing import Final

from generation.engines.base import Caption

_LONGEST: Final = 42  # cells of a line; a wide character fills two
_SHORTEST_TIME: Final = 1.2  # seconds that a line needs to be read
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…。！？؟])\s*")
_SPACE: Final = re.compile(r"\s+")


def captions_for(prompt: str, seconds: float, spoken: float | None) -> tuple[Caption, ...]:
    """The prompt over the clip; over `spoken` seconds only, when a voice reads it that fast."""
    text = _SPACE.sub(
        " ",
        "".join(part if unicodedata.category(part)[0] != "C" or part == "\u200d" else " " for part in prompt),
    ).strip()
    lines = [line for sentence in _SENTENCE_END.split(text) for line in _wrapped(sentence)]
    most = max(1, int(seconds / _SHORTEST_TIME))
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip(" ,;") + "…"]
    if not lines:
        return ()
    span = min(seconds, max(spoken or 0.0, _SHORTEST_TIME * len(lines))) if spoken else seconds
    total = sum(_cells(line) + 4 for line in lines)
    captions, at = [], 0.0
    for line in lines:
        end = at + span * (_cells(line) + 4) / total
        captions.append(Caption(round(at, 3), round(min(end, seconds), 3), line))
        at = end
    return (*captions[:-1], Caption(captions[-1].start, seconds, captions[-1].text))


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(part) in "WF" else 1 for part in text)


def _wrapped(sentence: str) -> list[str]:
    """Lines of about equal length, broken at spaces where there are any."""
    total = _cells(sentence)
    if not total:
        return []
    count = -(-total // _LONGEST)
    goal = total / count
    lines, line = [], ""
    for piece in _pieces(sentence):
        if line and (_cells(line) + _cells(piece) > _LONGEST or _cells(line) >= goal):
            lines.append(line.strip())
            line = ""
        line += piece
    return [text for text in [*lines, line.strip()] if text]


def _pieces(sentence: str) -> list[str]:
    """Words with their space; a word too long for a line in parts, as also texts without spaces."""
    pieces: list[str] = []
    for word in re.findall(r"\S+\s*", sentence):
        if _cells(word) <= _LONGEST // 2:
            pieces.append(word)
        else:
            pieces += re.findall(r".{1,8}", word)
    return pieces
