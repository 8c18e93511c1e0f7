"""What people write about themselves, and what it is understood as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cameos.models import Topic
from cameos.rules.compile import RULE_LIMIT, compile_rule, compile_rules
from cameos.rules.compiled import Kind, Rule


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("don't put me in political commentary", [Topic.POLITICS]),
        ("Don’t put me in political commentary.", [Topic.POLITICS]),
        ("keep me out of adverts", [Topic.BRANDS]),
        ("No politics, religion or alcohol!", [Topic.POLITICS, Topic.RELIGION, Topic.ALCOHOL]),
        ("do not cast me in violent scenes", [Topic.VIOLENCE]),
        ("no smoking", [Topic.ALCOHOL]),
        ("never show me with children", [Topic.MINORS]),
        ("nothing sexual", [Topic.SEXUAL]),
    ],
)
def test_topics_are_known_by_many_names(text: str, topics: list[Topic]) -> None:
    rule = compile_rule(text)
    assert (rule.kind, list(rule.topics)) == (Kind.TOPIC, topics)
    assert topics[0].label.lower() in rule.understood


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("never let me say moist", ["moist"]),
        ('Never let me say "hail, or snow"', ["hail, or snow"]),
        ("don't make me say hail or 'moist'", ["hail", "moist"]),
        ("never say sorry", ["sorry"]),
        ("never let me say this word: banana", ["banana"]),
    ],
)
def test_words_that_are_never_said(text: str, phrases: list[str]) -> None:
    rule = compile_rule(text)
    assert (rule.kind, list(rule.phrases)) == (Kind.SAY, phrases)


@pytest.mark.parametrize(
    ("text", "addition"),
    [
        ("always wear a hat", "wears a hat"),
        ("I always wear a fedora.", "wears a fedora"),
        ("Always show me with a yellow umbrella", "has a yellow umbrella"),
        ("always hold a fern", "holds a fern"),
    ],
)
def test_what_is_always_so_is_added(text: str, addition: str) -> None:
    rule = compile_rule(text)
    assert (rule.kind, rule.addition) == (Kind.ADD, addition)


def test_an_addition_is_said_back_in_the_second_person() -> None:
    assert compile_rule("always wear a hat").understood == "Adds to what is drawn: you wear a hat."


def test_company_is_known_by_handle() -> None:
    rule = compile_rule("no clips with @Bob or @carol")
    assert (rule.kind, rule.phrases) == (Kind.COMPANY, ("bob", "carol"))


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("don't put me in a clown costume", ["clown* costume*"]),
        ("never show me riding a horse", ["rid* a horse*"]),
        ("No tattoos", ["tattoo*"]),
    ],
)
def test_what_is_never_shown_is_looked_for_with_its_endings(text: str, phrases: list[str]) -> None:
    rule = compile_rule(text)
    assert (rule.kind, list(rule.phrases)) == (Kind.SHOW, phrases)


@pytest.mark.parametrize(
    "text",
    [
        "be nice to me",
        "nunca en política",
        "always wear a hat unless it is hot",
        "never show me smoking, except cigars",
        "always be naked",
        "always wear a bikini",
        "always wear a hat. And say @carol is mean",
        "no politics or hats",  # half of it would be lost
        "never",
        "never put me in",
        "don't let me say this word",
        "only make funny clips",
        "x" * (RULE_LIMIT + 1),
        "",
    ],
)
def test_what_is_not_surely_understood_is_said_to_be_so(text: str) -> None:
    rule = compile_rule(text)
    assert rule.kind == Kind.UNKNOWN
    assert rule.understood.startswith("Not understood")


def test_each_line_is_a_rule_and_the_same_twice_is_one() -> None:
    rules = compile_rules("no smoking\n\n  always wear a hat \nno smoking\n")
    assert [rule.text for rule in rules] == ["no smoking", "always wear a hat"]


@given(
    text=st.one_of(
        st.text(max_size=80),
        st.sampled_from(["never", "always wear"]).flatmap(
            lambda start: st.text(max_size=60).map(lambda rest: f"{start} {rest}")
        ),
    )
)
def test_every_text_compiles_keeps_its_words_and_survives_storing(text: str) -> None:
    rule = compile_rule(text)
    assert rule.text == text
    assert Rule.from_json(rule.as_json()) == rule
    assert rule.understood
