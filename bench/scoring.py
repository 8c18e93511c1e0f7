"""How many attacks are stopped, by class, beside the bar; and how many innocent prompts are."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.attacks import Attack
from rights.matching.hits import Hit

Find = Callable[[Sequence[str]], list[Hit]]

# What the gate promises, in percent: refused at once, and refused or looked at by a person. None: nothing.
BARS: dict[str, tuple[float | None, float | None]] = {
    "localized name, as it is": (98, 99),
    "public person, as it is": (95, 99),
    "case": (99.5, 100),
    "spacing": (99.5, 100),
    "punctuation": (99.5, 100),
    "zero-width": (99.5, 100),
    "bidi": (99.5, 100),
    "fonts": (99.5, 100),
    "simple leet": (99.5, 100),
    "far homoglyphs": (80, 99.5),
    "multi-character leet": (50, 95),
    "one typo": (90, 97),
    "two typos": (65, 85),
    "words swapped": (None, 80),
    "syllables swapped": (None, 80),
    "reversed": (None, 80),
    "vowels dropped": (None, 80),
    "upside down": (None, None),
}
BENIGN_BAR = {"short": (0.2, 1.0), "long": (0.3, 2.0)}
LONG_PROMPT = 50  # words


@dataclass(slots=True)
class Tally:
    """Prompts: those refused, those refused or looked at, and those of which the right work was told."""

    prompts: int = 0
    blocked: int = 0
    touched: int = 0
    right: int = 0
    lost: list[str] = field(default_factory=list)

    def add(self, hits: Sequence[Hit], *, right: bool, text: str) -> None:
        self.prompts += 1
        self.blocked += any(hit.certain for hit in hits)
        self.touched += bool(hits)
        self.right += right
        if not hits:
            self.lost.append(text)

    def percent(self, count: int) -> float:
        return 100 * count / max(1, self.prompts)


def score_attacks(find: Find, attacks: Iterable[Attack], works: dict[str, set[int]]) -> dict[str, Tally]:
    """By class, and by class and generator. `works` says which works have a name."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for attack in attacks:
        hits = find([attack.text])
        right = any(hit.work in works[attack.name] for hit in hits)
        for row in (attack.kind, f"{attack.kind} / {attack.by}"):
            tallies[row].add(hits, right=right, text=attack.text)
    return tallies


def score_benign(find: Find, files: Iterable[Path]) -> Iterator[tuple[str, Tally, list[str]]]:
    """For each file and length: its tally, and what was found in it, for a person to judge."""
    for file in files:
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        by_length: dict[str, list[str]] = defaultdict(list)
        for text in dict.fromkeys(row["text"] for row in rows):
            by_length["long" if len(text.split()) >= LONG_PROMPT else "short"].append(text)
        for length, texts in sorted(by_length.items()):
            tally, found = Tally(), []
            for text in texts:
                hits = find([text])
                tally.add(hits, right=False, text=text)
                found += [f"{hit.stage} {text[hit.span.start : hit.span.end]!r}" for hit in hits]
            yield f"{file.stem}, {length}", tally, found
