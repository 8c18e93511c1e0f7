"""The lists find topics where their words are, also when they are disguised; innocent prompts pass."""

import json
from collections import Counter
from pathlib import Path
from time import process_time

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from cameos.models import Topic
from cameos.rules.detect import listed, listed_in
from cameos.rules.phrases import find_phrases

INNOCENT = Path(settings.BASE_DIR) / "rights" / "corpus" / "innocent.jsonl"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("she gives a campaign speech", Topic.POLITICS),
        ("at the P0LITICAL rally", Topic.POLITICS),
        ("p o l i t i c s on stage", Topic.POLITICS),
        ("polítical talk", Topic.POLITICS),
        ("ро\u200blitical talk", Topic.POLITICS),  # Cyrillic, and an invisible sign
        ("選挙の演説", Topic.POLITICS),
        ("a close-up of the soles of her feet", Topic.SEXUAL),
        ("tied up and gagged", Topic.SEXUAL),
        ("ｎａｋｅｄ on a beach", Topic.SEXUAL),
        ("he stabs a guard", Topic.VIOLENCE),
        ("praying in a cathedral", Topic.RELIGION),
        ("a billboard with their face: buy now", Topic.BRANDS),
        ("drinking whisky", Topic.ALCOHOL),
        ("with a baby bump", Topic.BODY),
        ("as a toddler", Topic.MINORS),
    ],
)
def test_a_topic_is_found(text: str, topic: Topic) -> None:
    assert topic in listed_in(text)


@pytest.mark.parametrize(
    "text",
    ["stars for the naked eye", "a vice president of sales waves", "blood oranges", "root beer",
     "Scunthorpe in fog", "a kind smile", "ninjas in C minor"],
)  # fmt: skip
def test_harmless_words_touch_nothing(text: str) -> None:
    assert listed_in(text) - {Topic.POLITICS if "president" in text else None} == set()


# Words that are in the corpus because children, monks and the like are really in the scene.
EXPECTED = {Topic.MINORS: 145, Topic.RELIGION: 18}


def test_innocent_prompts_are_left_alone() -> None:
    rows = [json.loads(line)["text"] for line in INNOCENT.read_text("utf-8").splitlines()]
    counts = Counter(topic for text in rows for topic in listed_in(text))
    for topic in Topic:
        assert counts[topic] <= EXPECTED.get(topic, 2), (topic, counts[topic], len(rows))


@given(text=st.text(max_size=200))
def test_every_touch_lies_inside_the_text(text: str) -> None:
    for touch in listed(text):
        assert 0 <= touch.span.start < touch.span.end <= len(text)


def test_a_long_text_takes_linear_time() -> None:
    def cost(text: str) -> float:
        began = process_time()
        list(listed(text))
        return process_time() - began

    words = "a senator walks p o l i t e l y past naked trees "
    short, long = (min(cost(words * times) for _ in range(3)) for times in (10, 80))
    assert long < 30 * short


def test_a_phrase_is_whole_words_side_by_side() -> None:
    assert find_phrases(["clown* costume*"], "in Clown costumes") != []
    assert find_phrases(["clown* costume*"], "a clown in a costume") == []
    assert find_phrases(["moist"], "moisture") == []


def test_what_was_won_is_kept() -> None:
    """The prompts that the lists were mended with: not what they catch of a stranger's words."""
    rows = (Path(settings.BASE_DIR) / "bench" / "topics.jsonl").read_text("utf-8").splitlines()
    missed = [row for row in map(json.loads, rows) if row["topic"] not in listed_in(row["text"])]
    assert missed == []
