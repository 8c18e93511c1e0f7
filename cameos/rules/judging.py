"""Whether a text breaks what a person has written about themselves, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cameos.models import Topic
from cameos.rules.compiled import Kind, Rule
from cameos.rules.detect import touches
from cameos.rules.phrases import find_phrases
from cameos.uses import Use
from core.decisions import Span


@dataclass(frozen=True, slots=True)
class Breach:
    """`span` lies in the maker's own text; None where the words stand in another one."""

    span: Span | None = None
    topic: Topic | None = None


def breaches_of_topics(topics: Iterable[Topic], use: Use) -> Iterator[Breach]:
    """Each of the topics that the clip touches, once: where the maker can see it, if it can be."""
    wanted = set(topics)
    found: dict[Topic, Breach] = {}
    for text in use.others:
        for touch in touches(text):
            found.setdefault(touch.topic, Breach(None, touch.topic))
    for touch in reversed(touches(use.text)):
        found[touch.topic] = Breach(touch.span, touch.topic)
    return (breach for topic in Topic if topic in wanted and (breach := found.get(topic)))


def breach_of_rule(rule: Rule, use: Use) -> Breach | None:
    if rule.kind == Kind.TOPIC:
        return next(breaches_of_topics(rule.topics, use), None)
    if rule.kind in (Kind.SHOW, Kind.SAY):
        return _breach_of_phrases(rule.phrases, use)
    if rule.kind == Kind.COMPANY and set(rule.phrases) & set(use.company):
        return Breach()
    return None


def _breach_of_phrases(phrases: Sequence[str], use: Use) -> Breach | None:
    if spans := find_phrases(phrases, use.text):
        return Breach(spans[0])
    return Breach() if any(find_phrases(phrases, text) for text in use.others) else None
