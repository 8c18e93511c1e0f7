"""Folding keeps the way back to the original, is the same when done twice, and never fails."""

import unicodedata
from time import thread_time
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rights.matching.folding import fold, readings

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
ANY_TEXT = st.text(st.characters(), max_size=60)
# What is likely to go wrong: marks, joiners, half-width and decomposed letters, boxes, emoji, surrogates.
AWKWARD = st.text(
    st.sampled_from(
        "aIİß é\u0301\u0327ﬁ①½Ｎ𝐍ⓝ🅝🇳\u200b\u200d\u202e\ufe0f🦊"
        "가\u1112\u1161\u11ab\u3131\u314fｶﾞ\u3099ガー々नि\u093c\ud800\x00.-!$@0"
    ),
    max_size=40,
)
OVERRIDE = "\u202e"


@settings(deadline=None)
@given(ANY_TEXT | AWKWARD)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(ANY_TEXT | AWKWARD)
def test_every_span_lies_in_the_text_and_spans_follow_one_another(text: str) -> None:
    for reading in readings(text):
        spans = [reading.span(at, at + 1) for at in range(len(reading.text))]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        if OVERRIDE not in text:  # what follows it is read in the order in which it is shown
            assert spans == sorted(spans, key=lambda span: (span.start, span.end))


@settings(deadline=None)
@given(ANY_TEXT | AWKWARD)
def test_the_whole_text_is_whole_words(text: str) -> None:
    for reading in readings(text):
        if reading.text:
            assert reading.is_whole(0, len(reading.text))
            assert 1 <= reading.spread(0, len(reading.text)) <= len(text)


@settings(deadline=None)
@given(ANY_TEXT | AWKWARD)
def test_only_letters_and_digits_are_left(text: str) -> None:
    for reading in readings(text):
        assert reading.text == "" or reading.text.isalnum()


@settings(deadline=None)
@given(st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]), st.text("가한글カガピéçñ나مд", max_size=12))
def test_a_normal_form_changes_nothing(form: Form, text: str) -> None:
    assert fold(unicodedata.normalize(form, text)) == fold(text)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Captain Nimbus", "captainnimbus"),
        ("Ｃａｐｔａｉｎ", "captain"),
        ("ﬁne straße", "finestrasse"),
        ("Pokémon", "pokemon"),
        ("Poke\u0301mon", "pokemon"),
        ("Гарри Поттер", "garripotter"),
        ("ﾋﾟｶﾁｭｳ", "ピカチュウ"),
        ("🅝🅘🅜🅑🅤🅢", "nimbus"),
        ("🦊🔥", ""),
        ("\u200b\u202e", ""),
    ],
)
def test_what_is_left_of_a_text(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("piece", ["a\u0301", "\u200b", "カ\u3099", "!", "ᄒ\u1161", "$ "])
def test_the_time_grows_no_faster_than_the_text(piece: str) -> None:
    def seconds(text: str) -> float:
        started = thread_time()
        readings(text)
        return thread_time() - started

    short = min(seconds(piece * 1_000) for _ in range(5))
    long = min(seconds(piece * 16_000) for _ in range(2))
    assert long < 100 * short  # sixteen times the text; squared, it would be 256
