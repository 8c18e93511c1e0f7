"""A rule in plain words, and what it was understood as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cameos.models import Topic


class Kind(StrEnum):
    TOPIC = "topic"  # refuses what touches the topics
    SHOW = "show"  # refuses what has the phrases
    SAY = "say"  # the same, of words that the person never says
    COMPANY = "company"  # refuses clips with these members
    ADD = "add"  # adds words to what is drawn
    UNKNOWN = "unknown"  # nobody can check it: each prompt is shown to the person first


@dataclass(frozen=True, slots=True)
class Rule:
    """`text` is what the person wrote, to the letter; the rest is what it was compiled to."""

    text: str
    kind: Kind
    topics: tuple[Topic, ...] = ()
    phrases: tuple[str, ...] = ()  # words to find; for COMPANY, handles
    addition: str = ""  # "wears a hat"

    @property
    def understood(self) -> str:
        """Said back to the person."""
        if self.kind == Kind.TOPIC:
            return f"Refuses what touches: {', '.join(topic.label.lower() for topic in self.topics)}."
        if self.kind == Kind.SHOW:
            return f"Refuses clips whose words have {_quoted(self.phrases)}."
        if self.kind == Kind.SAY:
            return f"You never say {_quoted(self.phrases)}: refuses clips in whose words it stands."
        if self.kind == Kind.COMPANY:
            return f"Refuses clips with {', '.join(f'@{handle}' for handle in self.phrases)}."
        if self.kind == Kind.ADD:
            return f"Adds to what is drawn: you {_second_person(self.addition)}."
        return (
            "Not understood, so nothing can check it. Until you word it anew or remove it, each prompt of "
            "somebody else waits for your yes."
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "kind": str(self.kind),
            "topics": [str(topic) for topic in self.topics],
            "phrases": list(self.phrases),
            "addition": self.addition,
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Rule:
        return cls(
            text=row["text"],
            kind=Kind(row["kind"]),
            topics=tuple(Topic(topic) for topic in row["topics"]),
            phrases=tuple(row["phrases"]),
            addition=row["addition"],
        )


def _quoted(phrases: tuple[str, ...]) -> str:
    return " or ".join(f"“{phrase.replace('*', '…')}”" for phrase in phrases)


def _second_person(addition: str) -> str:
    verb, _, rest = addition.partition(" ")
    return f"{_YOU.get(verb, verb)} {rest}"


_YOU = {"wears": "wear", "has": "have", "holds": "hold", "carries": "carry", "is": "are", "keeps": "keep"}
