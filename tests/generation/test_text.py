"""What a prompt may be, before anybody asks what it says."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.text import clean, fits


def test_control_and_invisible_characters_are_not_kept() -> None:
    assert clean("a\x00 fox\u202e \u200bjumps\x1b[31m") == "a fox jumps[31m"


def test_right_to_left_text_and_joined_emoji_stay_as_they_are() -> None:
    text = "ثعلب في الثلج 👩‍🚀"
    assert clean(text) == unicodedata.normalize("NFC", text)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_a_clean_text_can_be_stored_and_sent(text: str) -> None:
    assert "\x00" not in clean(text)
    clean(text).encode()


@pytest.mark.parametrize("text", ["", clean("\u200b \n"), clean("\x00")])
def test_an_empty_prompt_is_refused(text: str) -> None:
    [reason] = fits(text).reasons
    assert reason.code == "prompt.empty"


def test_a_prompt_of_five_thousand_characters_is_refused_with_both_numbers() -> None:
    [reason] = fits("a" * 5_000).reasons
    assert reason.code == "prompt.long"
    assert "1000" in reason.message
    assert "5000" in reason.message
