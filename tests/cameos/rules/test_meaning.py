"""What is put in other words is read by its meaning; what reads it says which passage, and how sure it is."""

from time import perf_counter

import pytest

from bench.train_topics import innocents_of_rights
from cameos.models import Topic
from cameos.rules.detect import How, touches
from cameos.rules.examples import called, examples, joined, uncalled
from cameos.rules.meaning import readings, weights
from cameos.rules.training import SHARE, SHARES, digest_of
from rights.corpus import innocent_prompts

LONG = "A harbor in the morning, gulls over the boats. {} Then the fog closes and a bell rings far away."


def test_nobody_changes_an_example_without_training_anew() -> None:
    """If this fails: python -m bench.train_topics"""
    assert weights().made_from == digest_of(innocents_of_rights())


def test_the_weights_are_whole() -> None:
    made = weights()
    assert made.table.shape == (384 + 512 + 1, len(Topic))
    assert (made.sure >= made.perhaps).all()


def test_an_example_is_called_by_a_handle_or_by_anybody() -> None:
    assert called("@ sings").startswith("@")
    assert called("@ sings") == called("@ sings") != "@ sings"
    assert "@" not in uncalled("@'s hat, seen by @")
    assert called("mail a@b.org") == "mail a@b.org"
    assert "@" in joined("rain on a roof.")


def test_every_topic_has_examples_on_both_sides_in_several_languages() -> None:
    rows = list(examples())
    for topic in Topic:
        own = [it for it in rows if it.file == topic]
        touching = sum(topic in it.topics for it in own)
        kinds = {it.kind.partition("/")[2] for it in own}
        assert min(touching, len(own) - touching) >= 110, topic
        assert {"de", "es", "fr", "pt", "ja", "zh", "ar", "hi"} <= kinds, topic


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("@mika strokes the arch of his naked foot with a feather and giggles", Topic.SEXUAL),
        ("@mika tells the crowd to throw the government out of office", Topic.POLITICS),
        ("@mika smashes a bottle over the head of a stranger", Topic.VIOLENCE),
        ("@mika kneels and asks heaven to forgive her sins", Topic.RELIGION),
        ("@mika tells followers to get this serum with her code", Topic.BRANDS),
        ("@mika downs one pint after another until he staggers", Topic.ALCOHOL),
        ("@mika weighs three hundred kilos and can't stand up", Topic.BODY),
        ("@mika reads to a first grade class", Topic.MINORS),
    ],
)
def test_what_no_list_knows_is_read(text: str, topic: Topic) -> None:
    assert topic in {it.topic for it in touches(text)}


def test_the_passage_is_named_within_a_long_text() -> None:
    sentence = "She tells the crowd to vote the prime minister out of office."
    text = LONG.format(sentence.replace("vote", "drive"))
    [touch] = [it for it in readings(text) if it.topic == Topic.POLITICS]
    assert "out of office" in text[touch.span.start : touch.span.end]
    assert touch.span.end - touch.span.start < len(text)


def test_a_list_explains_before_a_reading_does() -> None:
    found = [
        it for it in touches("she gives a campaign speech at the election") if it.topic == Topic.POLITICS
    ]
    assert {it.how for it in found} == {How.LISTED}


@pytest.mark.parametrize("text", ["", "…", "\ud800", "@mika", "?!", "\u200b"])
def test_what_has_no_words_reads_as_nothing(text: str) -> None:
    assert readings(text) == ()


@pytest.mark.verify
def test_innocent_prompts_are_left_alone() -> None:
    """Each band was set so; a text that a list answers for is not asked about."""
    prompts = innocent_prompts()
    for topic in Topic:
        stopped = sum(topic in {it.topic for it in touches(text) if it.how != How.LISTED} for text in prompts)
        assert stopped <= SHARES.get(topic, SHARE) * len(prompts), (topic, stopped)


@pytest.mark.verify
def test_it_costs_next_to_nothing_where_the_vectors_are_known() -> None:
    texts = innocent_prompts()[:50]
    for text in texts:
        readings(text)
    readings.cache_clear()
    began = perf_counter()
    for text in texts:
        readings(text)
    assert (perf_counter() - began) / len(texts) < 0.005  # a busy machine; bench.topics has the figure
