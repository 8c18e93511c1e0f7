"""Names that are drawn with signs, dressed in other letters, or turned about are found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rights.matching.candidates import Entry, Mode
from rights.matching.disguises import disguised_words, looks_disguised
from rights.matching.folding import fold
from rights.matching.hits import Stage
from rights.matching.matcher import Matcher

NAMES = {"Captain Nimbus": 1, "Mario": 2, "Quorvex": 3, "Flash Gundel": 4, "R2K9": 5}


def entry(text: str, work: int, mode: Mode = Mode.STRONG) -> Entry:
    return Entry(text, fold(text), work, work, mode)


MATCHER = Matcher([*(entry(text, work) for text, work in NAMES.items()), entry("Storm", 9, Mode.CONTEXT)])
THANOS = Matcher([entry("Thanos", 1)])


@pytest.mark.parametrize(
    ("text", "work"),
    [
        (r"C4|*t41n N1/\/\8us", 1),
        (r"(@|>+@!|\| |\|!|\/|13|_|5", 1),
        ("C@pta!n N!mbu$", 1),
        (r"|\/|4r10", 2),
        ("Qu0rv3x", 3),
        ("qu()rv3x", 3),
        ("phl4sh Gund3l", 4),
        ("R2K9", 5),
        ("𝐂𝐚𝐩𝐭𝐚𝐢𝐧 ⓃⒾⓂⒷⓊⓈ", 1),
        ("ᑕᗩᑭTᗩIᑎ ᑎIᗰᗷᑌᔕ", 1),
        ("匚卂卩ㄒ卂丨几 几丨爪乃ㄩ丂", 1),
        ("₵₳₱₮₳ł₦ ₦ł₥฿Ʉ₴", 1),
        ("Сарtаіn Nіmbus", 1),
        ("Cαρταιη Nιmbus", 1),
        ("Ca干tain Nimbus", 1),
        ("snqɯᴉN uᴉɐʇdɐƆ", 1),
        ("\u202esubmiN niatpaC\u202c", 1),
        ("\u202eniatpaC\u202c \u202esubmiN\u202c", 1),
        ("C\u0336a\u0336p\u0336t\u0336a\u0336i\u0336n\u0336 Nimbus", 1),
    ],
)
def test_a_disguised_name_is_refused(text: str, work: int) -> None:
    prompt = f"at dawn we see {text} near the harbor"
    assert [(hit.work, hit.certain) for hit in MATCHER.find([prompt])] == [(work, True)]


@pytest.mark.parametrize("text", ["st0rm", "s†orm", "stоrm", "s.t.o.r.m", "mrots"])
def test_an_ordinary_word_in_disguise_is_looked_at(text: str) -> None:
    [hit] = MATCHER.find([f"a {text} over the sea at dawn"])
    assert (hit.work, hit.certain, hit.stage) == (9, False, Stage.OBFUSCATED)


@pytest.mark.parametrize(
    "text",
    [
        "a photo(s) of an R&B singer, 4k, 16:9, f/1.8",
        "20°C outside, $100 or 50% off, and/or more!",
        "user_name and some-file.txt at https://example.org/a|b",
        "👩‍🚀 flies 🚀 past the moon 🌙",
        "une fête à l'île, Ærøskøbing, Łódź, Þórshöfn",
        "iPhoneを使う女の子と3Dモデル",
        "一座1800年代的房屋的3D模型",
        "люди гуляют в парке",
        "गाँव का एक ताकतवर लड़का",
        "می‌خواهم یک گربه",
        "a storm of applause",
    ],
)
def test_ordinary_writing_is_no_disguise_of_a_name(text: str) -> None:
    assert MATCHER.find([text]) == []


@pytest.mark.parametrize(
    "words", ["p@ssword", "c4ptain", "раin", "pa\u200bin", "p\u0336ain", "𝐩𝐚𝐢𝐧", "p.a.i.n"]
)
def test_these_are_disguises(words: str) -> None:
    assert looks_disguised(words)


@pytest.mark.parametrize(
    "words",
    ["it's", "sci-fi", "and/or", "a_b", "été", "ру́сский", "한국어", "गंभीर", "3.5", "U.S.A", "Tシャツ"],
)
def test_these_are_none(words: str) -> None:
    assert not looks_disguised(words)


INVISIBLE = st.sampled_from("\u200b\u200d\u2060\u00ad\u202a\u2066\ufeff\u0301\u0336\ufe0f")


@settings(deadline=None)
@given(st.sampled_from(sorted(NAMES)), st.data())
def test_an_invisible_character_anywhere_hides_nothing(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(name)))
    text = f"here {name[:at]}{data.draw(INVISIBLE)}{name[at:]} runs"
    assert [hit.work for hit in MATCHER.find([text]) if hit.certain] == [NAMES[name]]


SIGNS = st.sampled_from(
    [*r"|\/()<>{}[]_-^~*+#$@!013456789&%=?;:,.", "a", "M", " ", "ᗩ", "卂", "₳", "ɐ", "\u202e", "\u0301"]
)


@settings(deadline=None)
@given(st.lists(SIGNS | st.sampled_from(sorted(NAMES)), max_size=40).map("".join))
def test_signs_never_fail_and_spans_lie_in_the_text(text: str) -> None:
    for word in disguised_words(text):
        assert 0 <= word.start < word.end <= len(text)
    for hit in MATCHER.find([text, text[::-1]]):
        assert 0 <= hit.span.start < hit.span.end <= len(text)
        assert 0 < hit.score <= 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("less than 0.5 meters", 0),
        ("no more than 05 guests", 0),
        ("Thano 5 waves", 1),
        ("t h a n 0 s waves", 1),
        ("Than 0s waves", 1),
    ],
)
def test_a_common_word_and_a_number_spell_no_name(text: str, found: int) -> None:
    assert len(THANOS.find([text])) == found
