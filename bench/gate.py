"""What the rights gate finds and what it leaves alone, beside the bar; what that costs in time and memory.

    make bench-gate

Recall and false positives are of the semantic stage by itself: no name is in these texts. Only texts that
the bands have not seen count (`rights.corpus`): other works, other innocents, two styles of writing more.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import psutil

from bench import (
    alone,  # noqa: F401 (before the apps)
    gate_lexical,
)
from core.sentences.encoders import encoders
from rights import corpus
from rights.catalogue.looks import Look, known_vectors, looks
from rights.corpus import Prompt
from rights.matching.candidates import Entry
from rights.matching.folding import fold
from rights.matching.hits import Hit
from rights.matching.matcher import Matcher
from rights.matching.semantic.entries import Described
from rights.matching.semantic.index import SemanticIndex

LONG = 25  # words: from there on an innocent text is a long one
SAMPLES = 150  # texts for a latency
SIZES = (1_000, 100_000)  # works
NAMES_A_WORK = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """Shares; None where nothing is asked."""

    title: str
    block: float | None
    touched: float
    at_least: bool = True


BARS = {
    "full": Bar("full description", 0.90, 0.97),
    "keywords": Bar("5-10 keywords", 0.50, 0.85),
    "three": Bar("3 keywords", None, 0.60),
    "translated": Bar("translated description", 0.50, 0.85),
    "near": Bar("near-miss innocents", 0.03, 0.15, at_least=False),
    "short": Bar("benign, short", 0.002, 0.01, at_least=False),
    "long": Bar("benign, long", 0.003, 0.02, at_least=False),
    "page": Bar("benign, about 100 words (joined)", 0.003, 0.02, at_least=False),
    "within": Bar("full description within 60 other words", None, 0.85),
}

Find = Callable[[Sequence[str]], list[Hit]]


def main() -> None:
    load()
    semantic_recall()
    latency()
    gate_lexical.main()


def semantic_recall() -> None:
    listed = list(looks())
    find = SemanticIndex(described(listed)).find
    numbers = {it.slug: at for at, it in enumerate(listed)}
    rows: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    for kind, prompt in held_out(set(numbers)):
        hits = find([prompt.text])
        is_right = any(hit.work == numbers.get(prompt.slug) for hit in hits)
        rows[kind].append((any(hit.certain for hit in hits), bool(hits), is_right))
    print(f"{len(listed)} described works; texts that calibration has not seen")
    print(f"{'':40}{'texts':>6}{'block':>8}{'bar':>8}{'touched':>9}{'bar':>8}{'right work':>12}")
    for kind, bar in BARS.items():
        print_row(bar, rows[kind])


def print_row(bar: Bar, found: list[tuple[bool, bool, bool]]) -> None:
    blocked, touched, right = (sum(column) / len(found) for column in zip(*found, strict=True))
    sign = "≥" if bar.at_least else "≤"
    wanted = "–" if bar.block is None else f"{sign} {bar.block:.1%}"
    missed = missing(bar, blocked, touched)
    print(
        f"{bar.title:40}{len(found):6}{blocked:8.1%}{wanted:>8}{touched:9.1%}{f'{sign} {bar.touched:.0%}':>8}"
        f"{f'{right:.1%}' if bar.at_least else '':>12}{missed}"
    )


def missing(bar: Bar, blocked: float, touched: float) -> str:
    sign = 1 if bar.at_least else -1
    misses = [sign * touched < sign * bar.touched]
    if bar.block is not None:
        misses.append(sign * blocked < sign * bar.block)
    return "  MISSED" if any(misses) else ""


def held_out(known: set[str]) -> Iterable[tuple[str, Prompt]]:
    innocent = [it for it in corpus.innocent() if it.is_held_out]
    for it in innocent:
        yield ("long" if words(it.text) > LONG else "short"), it
    for text in pages(innocent, 100):
        yield "page", Prompt("page", text)
    for it in corpus.near_misses():
        if it.is_held_out:
            yield "near", it
    fillers = pages(innocent, 60)
    for at, it in enumerate(it for it in corpus.described() if it.is_held_out and it.slug in known):
        yield it.kind, it
        if it.kind == "full":
            yield "within", Prompt(it.id, f"{fillers[at % len(fillers)]} {it.text}", slug=it.slug)


def pages(innocent: Sequence[Prompt], length: int) -> list[str]:
    """Innocent texts in English one after the other, until there are `length` words."""
    made: list[str] = []
    page: list[str] = []
    for it in innocent:
        if it.language == "en":
            page.append(it.text.rstrip(" .") + ".")
            if words(" ".join(page)) >= length:
                made.append(" ".join(page))
                page = []
    return made


def load() -> None:
    process = psutil.Process()
    before, began = process.memory_info().rss, time.process_time()
    encoders()
    loaded = time.process_time() - began
    grown = (process.memory_info().rss - before) / 1e6
    print(f"both encoders load in {loaded:.1f} s and take {grown:.0f} MB")


def latency() -> None:
    """Nothing is remembered from one text to the next: each is new."""
    print("\nprocessor time and, in brackets, time on this machine with what else it does")
    listed = list(looks())[:300]
    index = SemanticIndex(described(listed))
    innocent = list(corpus.innocent())
    short = [it.text for it in innocent if it.language == "en" and 10 <= words(it.text) <= 40]
    texts = {"up to 40 words": short[:SAMPLES], "100 words": pages(innocent, 100)[:SAMPLES]}
    for size in SIZES:
        matcher = Matcher(names(size))
        for title, some in texts.items():
            fresh_encoders()
            timed(f"{size:>7,} works, {len(listed)} described, {title}", both(matcher, index), some)


def both(matcher: Matcher, index: SemanticIndex) -> Find:
    return lambda texts: [*matcher.find(texts), *index.find(texts)]


def timed(title: str, find: Find, texts: Sequence[str]) -> None:
    find(["a first text, to be warm"])
    wall, cpu = [], []
    for text in texts:
        began, spent = time.perf_counter(), time.process_time()
        find([text])
        wall.append(1000 * (time.perf_counter() - began))
        cpu.append(1000 * (time.process_time() - spent))
    p50, p99 = np.quantile(cpu, [0.5, 0.99])
    wall50, wall99 = np.quantile(wall, [0.5, 0.99])
    print(f"{title}: p50 {p50:.0f} ms ({wall50:.0f}), p99 {p99:.0f} ms ({wall99:.0f})")


def fresh_encoders() -> None:
    for it in encoders():
        it.forget()


def described(listed: Sequence[Look]) -> list[Described]:
    known = known_vectors()
    return [
        Described(
            at, it.text, it.traits, it.exclusions, {name: known[name][it.text] for name in known}, it.bands
        )
        for at, it in enumerate(listed)
    ]


def names(works: int) -> list[Entry]:
    """Names that nobody has, of two words each."""
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or")]
    drawn = np.random.default_rng(7).choice(syllables, (works * NAMES_A_WORK, 5))
    texts = [f"{''.join(row[:3])} {''.join(row[3:])}" for row in drawn]
    return [Entry(it, fold(it), at // NAMES_A_WORK, at // NAMES_A_WORK) for at, it in enumerate(texts)]


def words(text: str) -> int:
    return len(text.split())


if __name__ == "__main__":
    main()
