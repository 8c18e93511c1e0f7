"""Names are found however they are spelled, at their exact place, and not inside other words."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rights.matching.candidates import Entry, Mode
from rights.matching.folding import fold
from rights.matching.matcher import Matcher

NAMES = {
    "Captain Nimbus": 1,
    "Pokémon": 2,
    "ピカチュウ": 4,
    "マリオ": 5,
    "孙悟空": 6,
    "피카츄": 7,
    "Гарри Поттер": 8,
    "Thor": 9,
    "Spider-Man": 10,
    "Northstar Cola": 12,
    "Northstar": 13,
    "छोटा भीम": 14,
}


def entry(text: str, work: int, *, group: int | None = None, context: bool = False) -> Entry:
    return Entry(text, fold(text), work, group or work, Mode.CONTEXT if context else Mode.STRONG)


MATCHER = Matcher(entry(text, work) for text, work in NAMES.items())


def found(text: str, matcher: Matcher = MATCHER) -> list[str]:
    return [text[hit.span.start : hit.span.end] for hit in matcher.find([text])]


@pytest.mark.parametrize(
    "spelled",
    [
        "Captain Nimbus",
        "CAPTAIN NIMBUS",
        "captainnimbus",
        "captain-nimbus",
        "C a p t a i n  N i m b u s",
        "C.a.p.t.a.i.n N.i.m.b.u.s",
        "Cap\u200btain Nim\u00adbus",
        "Captain \u202eNimbus",
        "Ca\u0301ptain N\u0336imbus",
        "Ｃａｐｔａｉｎ Ｎｉｍｂｕｓ",
        "𝐂𝐚𝐩𝐭𝐚𝐢𝐧 𝓝𝓲𝓶𝓫𝓾𝓼",
        "ⓒⓐⓟⓣⓐⓘⓝ 🅝🅘🅜🅑🅤🅢",
        "Сарtаіn Nіmbus",
        "C4pta1n N1mbu$",
        "Cåptaïn Ñimbus",
    ],
)
def test_a_name_is_found_where_it_stands_however_it_is_spelled(spelled: str) -> None:
    for before, after in [
        ("", ""),
        ("🦊👩‍🚀 and ", " waves"),
        ("海で", "を見た"),
        ("(", ")!"),
        ("e\u0301 ", ", é"),
    ]:
        assert found(f"{before}{spelled}{after}") == [spelled]


def test_marks_belong_to_the_letter_they_are_written_onto() -> None:
    assert found("Captain Nimbus\u0301\u0327 waves") == ["Captain Nimbus\u0301\u0327"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ピカチュウが走る", ["ピカチュウ"]),
        ("ﾋﾟｶﾁｭｳ走る", ["ﾋﾟｶﾁｭｳ"]),
        (unicodedata.normalize("NFD", "ピカチュウ"), [unicodedata.normalize("NFD", "ピカチュウ")]),
        ("孙悟空在飞", ["孙悟空"]),
        ("피카츄가 달린다", ["피카츄"]),
        (unicodedata.normalize("NFD", "피카츄") + "가", [unicodedata.normalize("NFD", "피카츄")]),
        ("летит гарри поттер", ["гарри поттер"]),
        ("छोटा भीम दौड़ता है", ["छोटा भीम"]),
        ("the spider man and three Spider-Mans", ["spider man", "Spider-Mans"]),
        ("Captain Nimbus's hat", ["Captain Nimbus"]),
        ("T.H.O.R. strikes", ["T.H.O.R"]),
    ],
)
def test_every_script_has_its_own_word_ends(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "a captain watches nimbus clouds",
        "captains nimbus",
        "captain nimbusly",
        "author of the book",
        "the cloth or the wool",
        "with or without",
        "マリオネットが踊る",
        "Nimbus, captain",
        "",
        "\u200b",
        "🦊",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert found(text) == []


STORM = Matcher(
    [
        entry("Storm", 1, context=True),
        entry("Ororo Munroe", 1),
        entry("Joker", 2, group=9, context=True),
        entry("Gotham City", 3, group=9),
        entry("Atom Wave", 4),
        entry("Wave", 5, context=True),
    ]
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a storm over the sea", []),
        ("Storm clouds gather", []),
        ("It rains. Storm clouds gather", []),
        ("“Storm!” he calls", []),
        ("A STORM OVER THE SEA", []),
        ("A Storm Over The Sea", []),
        ("watch Storm fly", ["Storm"]),
        ("a storm, and Ororo Munroe", ["storm", "Ororo Munroe"]),
        ("a joker card", []),
        ("a joker in Gotham City", ["joker", "Gotham City"]),
        ("in Atom Wave a hero waves", ["Atom Wave"]),
    ],
)
def test_an_ordinary_word_needs_a_second_sign(text: str, names: list[str]) -> None:
    assert found(text, STORM) == names


def test_the_second_sign_may_stand_in_another_text() -> None:
    hits = STORM.find(["a joker laughs", "rain on Gotham City"])
    assert [(hit.index, hit.work) for hit in hits] == [(0, 2), (1, 3)]


def test_a_longer_name_does_not_hide_another_works_name_within() -> None:
    assert [hit.work for hit in MATCHER.find(["a can of Northstar Cola"])] == [12, 13]


def test_works_may_share_a_name() -> None:
    matcher = Matcher([entry("Nova Prime", 1), entry("NOVA-PRIME", 2)])
    assert [hit.work for hit in matcher.find(["nova prime"])] == [1, 2]


def test_an_empty_registry_finds_nothing() -> None:
    assert Matcher([]).find(["anything at all"]) == []


PIECES = st.one_of(
    st.sampled_from([*NAMES, "storm", "🦊", "\u200b", "\u0301", "é", " ", ".", "s", "カ\u3099", "\ud800"]),
    st.characters(),
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_it_never_fails_and_every_span_lies_in_its_text(text: str) -> None:
    for hit in MATCHER.find([text, text[::-1]]):
        assert 0 <= hit.span.start < hit.span.end <= len(text)


@settings(deadline=None)
@given(st.sampled_from(sorted(NAMES)), st.text(st.characters(categories=["So", "Zs", "Po"]), max_size=5))
def test_symbols_around_a_name_do_not_hide_it(name: str, around: str) -> None:
    text = f"{around} {name} {around}"
    assert name in found(text)
