"""Who looks like whom."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import handles

TEXTS = st.text(max_size=60)
HANDLES = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789_.", min_size=3, max_size=30)


@pytest.mark.parametrize(
    "twin",
    [
        "Alice", "@alice", "a1ice", "al1ce", "a_l.i_c_e", "4lice", "alic3",
        "аlice",  # Cyrillic
        "аӏісе",  # Cyrillic throughout
        "αlice",  # Greek
        "ａｌｉｃｅ",  # full width
        "𝓪𝓵𝓲𝓬𝓮",  # mathematical script
        "álïcé", "a\u200blice", "\u202ealice", "ali\u0301ce",
    ],
)  # fmt: skip
def test_every_spelling_that_looks_alike_has_one_skeleton(twin: str) -> None:
    assert handles.skeleton(twin) == handles.skeleton("alice")


@pytest.mark.parametrize(("one", "other"), [("mika", "rnika"), ("vvanda", "wanda"), ("l0l", "iol")])
def test_strokes_that_run_together_are_one(one: str, other: str) -> None:
    assert handles.skeleton(one) == handles.skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("alice", "alicia"), ("user6", "user9"), ("bob", "rob"), ("ana", "anna")]
)
def test_names_that_can_be_told_apart_stay_apart(one: str, other: str) -> None:
    assert handles.skeleton(one) != handles.skeleton(other)


@pytest.mark.parametrize("good", ["abc", "a_1", "mika.k", "x" * 30, "_mika_", "123"])
def test_a_handle_of_allowed_signs_is_well_formed(good: str) -> None:
    assert handles.is_well_formed(good)


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "ab",
        "x" * 31,
        ".mika",
        "mika.",
        "mi..ka",
        "mi ka",
        "mi-ka",
        "míka",
        "___",
        "_._",
        "аlice",
        "a\nbc",
    ],
)
def test_a_handle_of_other_signs_is_not(bad: str) -> None:
    assert not handles.is_well_formed(bad)


def test_a_name_with_official_around_it_stands_for_the_name() -> None:
    assert handles.skeleton("mika") in set(handles.imitated("the_real.mika_official")) | set(
        handles.imitated("mika.official")
    )


@pytest.mark.verify
@given(TEXTS)
def test_any_text_folds_to_few_plain_signs(text: str) -> None:
    folded = handles.skeleton(text)
    assert folded.isascii()
    assert folded == "" or folded.isalnum()
    assert len(folded) <= handles.SKELETON_LENGTH


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert handles.skeleton(handles.skeleton(text)) == handles.skeleton(text)


@given(HANDLES)
def test_case_and_separators_never_make_a_new_name(handle: str) -> None:
    assert handles.skeleton(handle) == handles.skeleton(handle.upper().replace("_", "").replace(".", ""))


@pytest.mark.verify
@given(TEXTS)
def test_the_form_of_encoding_never_makes_a_new_name(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert handles.skeleton(decomposed) == handles.skeleton(unicodedata.normalize("NFC", text))


@given(TEXTS)
def test_a_canonical_handle_is_its_own_canonical_form(text: str) -> None:
    once = handles.canonical(text)
    if handles.is_well_formed(once):
        assert handles.canonical(once) == once
