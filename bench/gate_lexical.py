"""What the lexical stages of the rights gate find, what they stop by mistake, and what they cost.

    python -m bench.gate_lexical
    python -m bench.gate_lexical --catalogue DIR … --benign FILE.jsonl … --names 1000 --sizes 1 10 100

Attacks on names of the catalogue are made by packages of others (`attacks.py`). Benign prompts are
files of JSON lines with a `text`; what is found in them is printed, for a person to judge: they may
name works. Sizes are thousands of invented works, each measured in a process of its own, beside the
bare automaton on the same names and prompts.
"""

from __future__ import annotations

import argparse
import gc
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from time import process_time

import psutil
from ahocorasick_rs import AhoCorasick, MatchKind

from bench.attacks import as_they_are, attacks
from bench.registries import CATALOGUE, catalogue_entries, invented_entries, invented_prompts
from bench.scoring import BARS, BENIGN_BAR, Tally, score_attacks, score_benign
from rights.matching.candidates import Entry, Mode
from rights.matching.folding import fold
from rights.matching.matcher import Matcher

PROMPTS, WORDS = 400, 100


def main() -> None:
    options = _options()
    started = process_time()
    entries = catalogue_entries(options.catalogue)
    matcher = Matcher(entries)
    works = len({entry.work for entry in entries})
    print(f"{works} works, {len(entries)} names; ready in {process_time() - started:.1f} s\n")
    _print_attacks(matcher, entries, options)
    _print_benign(matcher, options.benign)
    _print_costs(options.sizes)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--catalogue", nargs="+", type=Path, default=[CATALOGUE])
    parser.add_argument("--benign", nargs="*", type=Path, default=[])
    parser.add_argument("--names", type=int, default=1000)
    parser.add_argument("--missed", type=int, default=0, help="how many misses of a class to show")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--sizes", nargs="*", type=int, default=[1, 10, 100])
    return parser.parse_args()


def _print_attacks(matcher: Matcher, entries: Sequence[Entry], options: argparse.Namespace) -> None:
    count, seed, lost = options.names, options.seed, options.missed
    works: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        works[entry.text].add(entry.work)
    strong = {entry.text for entry in entries if entry.mode == Mode.STRONG and entry.text.isascii()}
    drawn = random.Random(seed)

    def some(names: Iterable[str]) -> list[str]:
        found = sorted(set(names))
        return drawn.sample(found, min(count, len(found)))

    names = some(name for name in strong if len(fold(name)) >= 4)
    local = some(it.text for it in entries if it.mode == Mode.STRONG and not it.text.isascii())
    people = some(it.text for it in entries if it.person and it.mode != Mode.NEVER)
    tallies = score_attacks(
        matcher.find,
        chain(
            as_they_are(local, "localized name, as it is"),
            as_they_are(people, "public person, as it is"),
            attacks(names, seed=seed),
        ),
        works,
    )
    print(f"attacks on {len(names)} names   prompts   block (bar)     block or review (bar)   right work")
    for row in sorted(tallies):
        _print_row(row, tallies[row])
    for row, tally in sorted(tallies.items()):
        if lost and "/" not in row:
            print("\n".join([f"\n{row}: missed", *(f"    {text!r}" for text in tally.lost[:lost])]))


def _print_row(row: str, tally: Tally) -> None:
    block, touch = BARS.get(row, (None, None))
    print(
        f"{row:40}{tally.prompts:6}{tally.percent(tally.blocked):8.1f} {_bar(block):8}"
        f"{tally.percent(tally.touched):8.1f} {_bar(touch):8}{tally.percent(tally.right):8.1f}"
    )


def _bar(percent: float | None) -> str:
    return "" if percent is None else f"({percent:g})"


def _print_benign(matcher: Matcher, files: Sequence[Path]) -> None:
    for title, tally, found in score_benign(matcher.find, files):
        block, touch = BENIGN_BAR[title.rsplit(", ", 1)[1]]
        print(
            f"\nbenign: {title}: {tally.prompts} prompts, "
            f"blocked {tally.percent(tally.blocked):.2f} % ({block}), "
            f"touched {tally.percent(tally.touched):.2f} % ({touch})"
        )
        for what, times in Counter(found).most_common():
            print(f"    {times} × {what}")


def _print_costs(sizes: Sequence[int]) -> None:
    print(f"\n{PROMPTS} prompts of {WORDS} words; processor time; memory of the process, without its start")
    print("works                load s   MB   p50 ms  p99 ms")
    for size in sizes:
        for measure in (_bare, _whole):
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                print(pool.submit(measure, size * 1000).result(), flush=True)


def _bare(works: int) -> str:
    def build() -> Callable[[str], object]:
        patterns = list({entry.folded for entry in invented_entries(works)})
        automaton = AhoCorasick(patterns, matchkind=MatchKind.Standard)
        return lambda text: automaton.find_matches_as_indexes(fold(text), overlapping=True)

    return _measured("automaton", works, build)


def _whole(works: int) -> str:
    def build() -> Callable[[str], object]:
        matcher = Matcher(list(invented_entries(works)))
        return lambda text: matcher.find([text])

    return _measured("all stages", works, build)


def _measured(title: str, works: int, build: Callable[[], Callable[[str], object]]) -> str:
    prompts = invented_prompts(PROMPTS, words=WORDS)
    Matcher([])  # the dictionary is not part of the growth
    gc.collect()
    before, started = psutil.Process().memory_info().rss, process_time()
    ask = build()
    load = process_time() - started
    gc.collect()
    megabytes = (psutil.Process().memory_info().rss - before) / 1e6
    for prompt in prompts[:20]:
        ask(prompt)
    times = sorted(_seconds(ask, prompt) for prompt in prompts)
    middle, late = times[len(times) // 2] * 1000, times[int(len(times) * 0.99)] * 1000
    return f"{works:7} {title:12}{load:8.2f}{megabytes:6.0f}{middle:8.2f}{late:8.2f}"


def _seconds(ask: Callable[[str], object], prompt: str) -> float:
    started = process_time()
    ask(prompt)
    return process_time() - started


if __name__ == "__main__":
    main()
