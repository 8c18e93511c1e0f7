"""Prompts that touch a topic, and prompts that only come near: what the reading by meaning learns from.

One file for each topic, `+` before what touches it and `-` before what does not, under headings for the kinds
of them. Another topic that a line touches as well stands behind its sign: `+minors`. A lone `@` is where
somebody is called. All was written for this purpose. Whoever changes a line trains anew:
see `bench/train_topics.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cameos.models import Topic

FOLDER = Path(__file__).parent
_SOMEBODY = re.compile(r"(?<!\w)@(?!\w)")
_HANDLES = (
    "mika", "kai_w", "rosa.lima", "tom77", "jun", "amir", "elena_b", "zoe_k",
    "dmitri", "noor", "ben", "ana.p", "lee_92", "priya", "oli", "sam_t",
    "alice", "bob", "carol", "lucas_m", "sofia", "hana", "omar.k", "grace", "wei", "ines",
    "theo", "maria.g", "jack_t", "yuki", "fatou", "nils",
)  # fmt: skip
_OTHERS = ("she", "he", "a woman", "the man", "they")


@dataclass(frozen=True, slots=True)
class Example:
    """One text, and all topics that it touches. `kind` is what it is held out with: "sexual/feet"."""

    text: str
    file: Topic
    kind: str
    topics: frozenset[Topic]


def examples() -> Iterator[Example]:
    for topic in Topic:
        kind = ""
        for line in (FOLDER / f"{topic.value}.txt").read_text("utf-8").splitlines():
            if line.startswith("["):
                kind = f"{topic.value}/{line.strip('[]')}"
            elif line[:1] in ("+", "-"):
                yield _read(line, topic, kind)


def _read(line: str, topic: Topic, kind: str) -> Example:
    sign, _, text = line.partition(" ")
    others = {Topic(name) for name in sign[1:].split(",") if name}
    return Example(text, topic, kind, frozenset(others | {topic} if sign.startswith("+") else others))


def called(text: str) -> str:
    """The text with a handle where somebody is called; always the same one for a text."""
    return _SOMEBODY.sub(f"@{_HANDLES[_draw(text, len(_HANDLES))]}", text)


def uncalled(text: str) -> str:
    """The text about anybody: that somebody is called must say nothing about a topic."""
    return _SOMEBODY.sub(_OTHERS[_draw(text, len(_OTHERS))], text)


def joined(text: str) -> str:
    """An innocent text with somebody called beside it, for the same reason."""
    handle = f"@{_HANDLES[_draw(text, len(_HANDLES))]}"
    plain = text.rstrip(".")
    ways = (f"{plain}, with {handle}", f"{handle} and {text}", f"{handle} looks on: {text}")
    return ways[_draw(f"{text} ", len(ways))]


def digest() -> str:
    """Names these examples: weights say which they were made from."""
    files = [(FOLDER / f"{topic.value}.txt").read_bytes() for topic in sorted(Topic)]
    return sha256(b"\0".join(files)).hexdigest()


def _draw(text: str, of: int) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:4]) % of
