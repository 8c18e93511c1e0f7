"""What the topic lists of likenesses stop by mistake, what they find, and what they cost.

    python -m bench.topics

Innocent prompts are those of rights/corpus/. Prompts that touch a topic are in bench/topics.jsonl. The lists
have been mended with them, so that they show what is lost again, and no longer what a stranger's words would
meet: those figures, from before, are in docs/consent.md.
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sora_site.settings")
os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("DATABASE_URL", "postgres://nobody@localhost/none")  # never asked
os.environ.setdefault("REDIS_URL", "redis://localhost")
django.setup()

from cameos.models import Topic  # noqa: E402
from cameos.rules.detect import topics_in, touches  # noqa: E402
from rights.corpus import innocent_prompts  # noqa: E402

TOUCHING = Path(__file__).parent / "topics.jsonl"


def main() -> None:
    _print_innocent()
    _print_touching()
    _print_cost()


def _print_innocent() -> None:
    prompts = innocent_prompts()
    words: dict[Topic, Counter[str]] = defaultdict(Counter)
    stopped: Counter[Topic] = Counter()
    for text in prompts:
        stopped.update(topics_in(text))
        for touch in touches(text):
            words[touch.topic][text[touch.span.start : touch.span.end].casefold()] += 1
    print(f"{len(prompts)} innocent prompts; in how many a topic is found, and its commonest words")
    for topic in Topic:
        common = ", ".join(f"{word} {n}" for word, n in words[topic].most_common(6))
        print(f"  {topic.value:9} {stopped[topic]:4}  {stopped[topic] / len(prompts):6.2%}  {common}")


def _print_touching() -> None:
    rows = [json.loads(line) for line in TOUCHING.read_text("utf-8").splitlines()]
    found: Counter[str] = Counter()
    missed = []
    for row in rows:
        if row["topic"] in topics_in(row["text"]):
            found[row["topic"]] += 1
        else:
            missed.append(row)
    every = Counter(row["topic"] for row in rows)
    print(f"\n{len(rows)} prompts that touch a topic: {sum(found.values())} found")
    for topic in Topic:
        print(f"  {topic.value:9} {found[topic]} of {every[topic]}")
    for row in missed:
        print(f"  missed ({row['topic']}): {row['text']}")


def _print_cost() -> None:
    times = []
    for text in innocent_prompts():
        began = perf_counter()
        touches(text)
        times.append((perf_counter() - began) * 1000)
    cuts = quantiles(times, n=100)
    print(f"\nall topics over one prompt: p50 {cuts[49]:.2f} ms, p99 {cuts[98]:.2f} ms")


if __name__ == "__main__":
    main()
