"""Whether a text breaks what a person has written about themselves, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cameos.models import Topic
from cameos.rules.compiled import Kind, Rule
from cameos.rules.detect import How, Touch, touches
from cameos.rules.phrases import find_phrases
from cameos.uses import Use
from core.decisions import Span


@dataclass(frozen=True, slots=True)
class Breach:
    """`span` lies in the maker's own text; None where the words stand in another one. `passage` is what reads
    as the topic, where no list has its words."""

    span: Span | None = None
    topic: Topic | None = None
    how: How = How.LISTED
    passage: str = ""

    @property
    def is_sure(self) -> bool:
        return self.how != How.PERHAPS


def breaches_of_topics(topics: Iterable[Topic], use: Use) -> Iterator[Breach]:
    """Each of the topics that the clip touches, or perhaps touches, once: for certain, if it does so
    anywhere, and where the maker can see it, if it can be. Raises EncoderMissing."""
    wanted = set(topics)
    found: dict[Topic, Breach] = {}
    for text in use.texts:
        for touch in touches(text):
            here = _breach(touch, text, use)
            known = found.setdefault(touch.topic, here)
            if here.is_sure and not known.is_sure:
                found[touch.topic] = here
    return (breach for topic in Topic if topic in wanted and (breach := found.get(topic)))


def _breach(touch: Touch, text: str, use: Use) -> Breach:
    passage = "" if touch.how == How.LISTED else text[touch.span.start : touch.span.end]
    return Breach(touch.span if text is use.text else None, touch.topic, touch.how, passage)


def breach_of_rule(rule: Rule, use: Use) -> Breach | None:
    if rule.kind == Kind.TOPIC:
        return next((it for it in breaches_of_topics(rule.topics, use) if it.is_sure), None)
    if rule.kind in (Kind.SHOW, Kind.SAY):
        return _breach_of_phrases(rule.phrases, use)
    if rule.kind == Kind.COMPANY and set(rule.phrases) & set(use.company):
        return Breach()
    return None


def _breach_of_phrases(phrases: Sequence[str], use: Use) -> Breach | None:
    if spans := find_phrases(phrases, use.text):
        return Breach(spans[0])
    return Breach() if any(find_phrases(phrases, text) for text in use.others) else None
