"""Several texts are read as one; modes decide what counts; no text and no registry makes it slow."""

from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rights.matching.candidates import Entry, Mode
from rights.matching.folding import fold
from rights.matching.matcher import Matcher


def entry(text: str, work: int, mode: Mode = Mode.STRONG, *, group: int | None = None) -> Entry:
    return Entry(text, fold(text), work, group or work, mode)


MATCHER = Matcher(
    [
        entry("Captain Nimbus", 1),
        entry("孙悟空", 2),
        entry("高達", 3),
        entry("Mario", 4),
        entry("Joker", 5, Mode.CONTEXT, group=9),
        entry("Gotham", 6, Mode.NEVER, group=9),
    ]
)


@pytest.mark.parametrize(
    ("texts", "index", "start", "end"),
    [
        (["here is Captain", "Nimbus waves"], 0, 8, 15),
        (["here is Capt", "ain Nimbus waves"], 0, 8, 12),
        (["", "Captain", "Nimbus"], 1, 0, 7),
        (["Cap", "tain", "Nim", "bus"], 0, 0, 3),
        (["Captain!", "... Nimbus"], 0, 0, 8),
        (["我是孙悟", "空在飞"], 0, 2, 4),
        (["here is Captian", "Nimbus waves"], 0, 8, 15),
    ],
)
def test_a_name_that_is_split_over_texts_is_found_in_the_first(
    texts: list[str], index: int, start: int, end: int
) -> None:
    [hit] = MATCHER.find(texts)
    assert (hit.index, hit.span.start, hit.span.end) == (index, start, end)


@pytest.mark.parametrize(
    "texts",
    [
        ["Nimbus", "Captain"],
        ["水位很高", "達到十米"],
        ["the Mar", "io in Italian is I"],
        ["captain", "", "x"],
    ],
)
def test_what_stands_in_two_texts_by_chance_is_no_name(texts: list[str]) -> None:
    assert MATCHER.find(texts) == []


def test_a_name_of_mode_never_is_a_sign_and_no_hit() -> None:
    assert MATCHER.find(["night over Gotham"]) == []
    assert MATCHER.find(["a joker in the deck"]) == []
    [hit] = MATCHER.find(["a joker in the deck", "night over Gotham"])
    assert (hit.index, hit.work) == (0, 5)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["Captain", "Nimbus", "孙悟空", "Cap", "", " ", "\u0301", "!", "Mario"]), max_size=6
    )
)
def test_every_hit_lies_in_one_text(texts: list[str]) -> None:
    for hit in MATCHER.find(texts):
        assert 0 <= hit.span.start < hit.span.end <= len(texts[hit.index])


AWKWARD = Matcher(
    [
        entry("Captain Nimbus", 1),
        *(entry(text, 10) for text in ["a", "I", "the", "of", "aa", "é", "孙", "0", "", " ", "!"]),
        *(entry("a" * length, 11, Mode.CONTEXT) for length in range(1, 40)),
        *(entry(f"vorbel{number}", 12) for number in range(10_000)),
    ]
)
FLOODS = [
    "\u200b",
    "a ",
    "a",
    "a_",
    "(",
    r"|\/|",
    "4b8c(3 ",
    "👩‍🚀🦊",
    "e\u0301",
    "\u202eab \u202c",
    "brt hrt ",
    "qzvxw ",
    "孙",
    "가나 ",
    "ᗩᗷᑕ ",
    "uɐɯ ",
    "vorbel9999 ",
    "Captan Nimbs ",
    "\ud800",
]


@pytest.mark.verify
@pytest.mark.parametrize("piece", FLOODS)
def test_the_time_grows_no_faster_than_the_text(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        started = thread_time()
        AWKWARD.find([text])
        return thread_time() - started

    seconds(600)
    short = min(seconds(600) for _ in range(3)) + 0.002  # what is fixed, or too short to be measured
    assert seconds(4800) < 30 * short  # eight times the text; squared, it would be 64


def test_a_name_is_found_behind_a_flood_of_others() -> None:
    """One name is counted a few times; that hides no other."""
    hits = AWKWARD.find(["a " * 2000 + "and Captain Nimbus"])
    assert 1 in {hit.work for hit in hits}


def test_thousands_of_aliases_are_all_found() -> None:
    text = " ".join(f"vorbel{number}" for number in range(300, 700))
    spans = {text[hit.span.start : hit.span.end] for hit in AWKWARD.find([text])}
    assert spans >= {f"vorbel{number}" for number in range(300, 700)}
