"""Names that are misspelled or scrambled are found; ordinary words that resemble them are not."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from rights.matching.candidates import Entry, Mode
from rights.matching.folding import fold, readings
from rights.matching.hits import Hit, Stage
from rights.matching.lookalikes import LONGEST, Names
from rights.matching.matcher import Matcher
from rights.matching.misspelled import Misspelled
from rights.matching.stretches import Stretches
from rights.matching.words import words_of

WORKS = {
    "Captain Nimbus": 1,
    "Quorvex": 2,
    "Zelandrine Moor": 3,
    "The Lantern of Ombrel": 4,
    "Harry Brindlewick": 5,
    "Ёлкин Светозар": 6,
    "Voltbuster": 7,
    "Mirko": 8,
    "Sun-Set": 9,
}


def entry(text: str, work: int, mode: Mode = Mode.STRONG, *, person: bool = False) -> Entry:
    return Entry(text, fold(text), work, work, mode, person)


MATCHER = Matcher(
    [
        *(entry(text, work) for text, work in WORKS.items()),
        entry("Willow Crossing", 20, Mode.CONTEXT),
        entry("Thunder", 21, Mode.CONTEXT),
        entry("Tamsin Orla", 30, person=True),
        entry("Bix Yun", 31, person=True),
    ]
)


def hit(text: str) -> Hit | None:
    found = MATCHER.find([f"at dawn we see {text} near the old harbor"])
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("Captian Nimbus", 1),
        ("captan nimbus", 1),
        ("Captain Nimbusz", 1),
        ("captainn imbu", 1),
        ("quorvx", 2),
        ("Zelandrin Mor", 3),
        ("the lantern of ombrell", 4),
        ("Hary Brindelwick", 5),
        ("Voltbusterr", 7),
    ],
)
def test_a_misspelled_name_is_refused_at_its_place(text: str, work: int) -> None:
    found = hit(text)
    assert found
    assert (found.work, found.certain, found.stage) == (work, True, Stage.FUZZY)
    assert found.span.start == len("at dawn we see ")
    assert found.span.end == found.span.start + len(text)


def test_misspelling_works_in_another_alphabet() -> None:
    [found] = MATCHER.find(["на рассвете идёт Ёлкин Светазар"])
    assert found.work == 6


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("Nimbus Captain", 1),
        ("xevrouq", 2),
        ("sumbin niatpac", 1),
        ("Moolandrine Zer", 3),
        ("cptn nmbs", 1),
        ("zlndrn mr", 3),
        ("okrim", 8),
        ("crossing wollwi", 20),
        ("busterVolt", 7),
        ("#seevoltbusternow", 7),
        ("Mirk o", 8),
    ],
)
def test_a_scrambled_name_is_looked_at(text: str, work: int) -> None:
    found = hit(text)
    assert found
    assert (found.work, found.certain) == (work, False)


@pytest.mark.parametrize(
    "text",
    [
        "a nimble captain",
        "captains of nimbus",
        "Nimbus, captain",
        "captain nimbusly",
        "the lantern of amber",
        "harry and the brindled cat",
        "thundre",  # an ordinary word, misspelled
        "mirkos",
        "orlop",
        "willow crossings",
        "a volt buster of sorts",
        "1920s jazz",
        "4k footage",
        "20°C",
        "R&B, 3D and Wi-Fi",
    ],
)
def test_what_only_resembles_a_name_is_left_alone(text: str) -> None:
    assert all(found.stage == Stage.EXACT for found in MATCHER.find([f"{text} at dawn, near the harbor"]))


def test_what_common_words_happen_to_spell_is_only_looked_at() -> None:
    [found] = MATCHER.find(["a frog sits down at sunset"])
    assert (found.work, found.certain) == (9, False)
    [found] = MATCHER.find(["a portrait of Sun-Set on a chair"])
    assert found.certain


@pytest.mark.parametrize(
    ("text", "certain"), [("Tamsin Orlaa", True), ("Tamsn Orlaa", False), ("Bix Yunn", False)]
)
def test_a_misspelled_person_is_refused_only_when_there_is_no_doubt(text: str, certain: bool) -> None:
    found = hit(text)
    assert found
    assert found.certain is certain


def test_of_several_names_the_nearest_is_told() -> None:
    matcher = Matcher([entry("Zelandrine Moor", 1), entry("Zelandrina Morr", 2)])
    assert [found.work for found in matcher.find(["here comes Zelandrine Moorr"])] == [1]


def test_words_of_a_name_that_is_spelled_rightly_are_no_misspelling_of_another() -> None:
    matcher = Matcher([entry("Zelandrine Moor", 1), entry("Zelandrine Moon", 2)])
    assert [found.work for found in matcher.find(["here comes Zelandrine Moor"])] == [1]


def test_exactly_means_exactly() -> None:
    assert MATCHER.find(["Captian Nimbus and Quorvex"], exact_only=True) == MATCHER.find(
        ["Captian Xxxxxx and Quorvex"]
    )


ALPHABET = "abcdeorst"


@st.composite
def name_and_misspelling(draw: st.DrawFn) -> tuple[str, str]:
    """A name, and what one or two errors make of it."""
    name = draw(st.text(ALPHABET, min_size=7, max_size=24))
    letters = list(name)
    for _ in range(draw(st.integers(1, 2))):
        at = draw(st.integers(0, len(letters) - 1))
        match draw(st.sampled_from(["leave out", "add", "replace", "swap"])):
            case "leave out":
                del letters[at]
            case "add":
                letters.insert(at, draw(st.sampled_from(ALPHABET)))
            case "replace":
                letters[at] = draw(st.sampled_from(ALPHABET))
            case _:
                letters[at : at + 2] = reversed(letters[at : at + 2])
    return name, "".join(letters)


@settings(deadline=None)
@given(name_and_misspelling(), st.integers(0, 2**32))
def test_keys_miss_no_name_within_two_errors(pair: tuple[str, str], seed: int) -> None:
    """What the index finds is what comparing with every name would find."""
    name, written = pair
    draw = random.Random(seed)
    others = ["".join(draw.choices(ALPHABET, k=draw.randint(6, 20))) for _ in range(20)]
    names = Names([name, *others])
    [reading, *_] = readings(written)
    words = words_of(reading, ())
    everything = np.ones(len(words.begins), np.bool_)
    at = Stretches(words, everything, everything, longest=LONGEST + 2)
    found = {names.texts[it.name] for it in Misspelled(names).find(at)}
    assert found == {text for text in names.texts if 0 < OSA.distance(text, written) <= 2}


@settings(deadline=None)
@given(st.sampled_from(sorted(WORKS)), st.data())
def test_a_letter_left_out_of_a_long_name_hides_it_nowhere(name: str, data: st.DataObject) -> None:
    if len(fold(name)) >= 10 and name.isascii():
        at = data.draw(st.sampled_from([at for at, char in enumerate(name) if char.isalpha()]))
        assert hit(name[:at] + name[at + 1 :])
