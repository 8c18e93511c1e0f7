"""What the topics of likenesses stop by mistake, what they find, and what they cost.

    python -m bench.topics

Innocent prompts are those of rights/corpus/. Prompts that touch a topic are in bench/topics.jsonl. The lists
have been mended with them; the reading by meaning has not seen them, but whoever wrote its examples had. So
they show what is lost again, and no longer what a stranger's words would meet. That is what
bench/topics_blind.jsonl is for: written by somebody who had seen neither lists nor examples, and never used
to mend either.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from bench import alone  # noqa: F401 (before the apps)
from cameos.models import Topic
from cameos.rules.detect import How, listed_in, touches
from cameos.rules.meaning import readings
from core.sentences.encoders import encoders
from rights.corpus import innocent_prompts

TOUCHING = Path(__file__).parent / "topics.jsonl"
BLIND = Path(__file__).parent / "topics_blind.jsonl"


def main() -> None:
    _print_innocent()
    _print_touching()
    _print_blind()
    _print_cost()


def _print_innocent() -> None:
    prompts = innocent_prompts()
    words: dict[Topic, Counter[str]] = defaultdict(Counter)
    ways: dict[How, Counter[Topic]] = {how: Counter() for how in How}
    for text in prompts:
        found = touches(text)
        for how, counter in ways.items():
            counter.update({touch.topic for touch in found if touch.how == how})
        for touch in found:
            words[touch.topic][text[touch.span.start : touch.span.end].casefold()[:40]] += 1
    print(f"{len(prompts)} innocent prompts: by list, read, perhaps; and the commonest words")
    for topic in Topic:
        common = ", ".join(f"{word} {n}" for word, n in words[topic].most_common(6))
        print(f"  {topic.value:9}", *(f"{ways[how][topic]:4}" for how in How), f" {common}")


def _print_touching() -> None:
    rows = [json.loads(line) for line in TOUCHING.read_text("utf-8").splitlines()]
    found = {how: Counter[str]() for how in How}
    missed = []
    for row in rows:
        how = next((it.how for it in touches(row["text"]) if it.topic == row["topic"]), None)
        if how:
            found[how][row["topic"]] += 1
        else:
            missed.append(row)
    every = Counter(row["topic"] for row in rows)
    meant = Counter(
        row["topic"] for row in rows if row["topic"] in {it.topic for it in readings(row["text"])}
    )
    print(
        f"\n{len(rows)} prompts that touch a topic, {len(rows) - len(missed)} found: by list, read, perhaps"
    )
    print(f"by meaning alone, without the lists: {meant.total()}")
    for topic in Topic:
        numbers = (f"{found[how][topic]:3}" for how in How)
        print(f"  {topic.value:9}", *numbers, f"of {every[topic]}; by meaning alone {meant[topic]}")
    for row in missed:
        print(f"  missed ({row['topic']}): {row['text']}")


def _print_blind() -> None:
    rows = [json.loads(line) for line in BLIND.read_text("utf-8").splitlines()]
    found = {row["text"]: {it.topic.value: it.how for it in touches(row["text"])} for row in rows}
    print("\nprompts of a stranger to lists and examples: by list, read, perhaps")
    for topic in Topic:
        its = [found[row["text"]].get(topic.value) for row in rows if row["topic"] == topic]
        print(f"  {topic.value:9}", *(f"{its.count(how):3}" for how in How), f"of {len(its)}")
    harmless = [row for row in rows if row["topic"] == "none"]
    for name, some in (
        ("ordinary", [row for row in harmless if "near" not in row]),
        ("near misses", [row for row in harmless if "near" in row]),
    ):
        hows = [set(found[row["text"]].values()) for row in some]
        sure = sum(bool(it - {How.PERHAPS}) for it in hows)
        print(f"  {name}: {len(some)}, stopped {sure}, in doubt {sum(map(bool, hows)) - sure}")


def _print_cost() -> None:
    """The lists alone, and the reading of a text whose vectors the rights gate has already, or will have."""
    prompts = innocent_prompts()[:300]
    models = encoders()
    for text in prompts:
        readings(text)

    def read_cold(text: str) -> None:
        for model in models:
            model.forget()
        readings(text)

    print()
    for name, ask in (("lists", listed_in), ("reading, vectors known", readings), ("encoding", read_cold)):
        cuts = quantiles([_ms(ask, text) for text in prompts], n=100)
        print(f"{name}, one prompt: p50 {cuts[49]:.2f} ms, p99 {cuts[98]:.2f} ms")


def _ms(ask: Callable[[str], object], text: str) -> float:
    readings.cache_clear()
    began = perf_counter()
    ask(text)
    return (perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
