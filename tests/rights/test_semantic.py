"""A character is found by how it looks, in any language; what merely resembles it is left alone."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest

from core.sentences.encoders import Encoder, EncoderMissing, Vectors, encoders
from core.sentences.windows import LONG, SIZE, cut
from rights.calibrating import entries_of
from rights.catalogue.looks import known_vectors, looks
from rights.matching.hits import Stage
from rights.matching.semantic.entries import Described
from rights.matching.semantic.index import SemanticIndex
from rights.matching.semantic.words import is_english, stem, stems, traits_of


@cache
def entries() -> list[Described]:
    """The catalogue's descriptions with the vectors that came with them."""
    known = known_vectors()
    return [
        Described(
            at, it.text, it.traits, it.exclusions, {name: known[name][it.text] for name in known}, it.bands
        )
        for at, it in enumerate(looks())
    ]


@cache
def index() -> SemanticIndex:
    return SemanticIndex(entries())


def found(*texts: str) -> list[tuple[str, bool]]:
    slugs = [it.slug for it in looks()]
    return [(slugs[hit.work], hit.certain) for hit in index().find(texts)]


@pytest.mark.parametrize(
    ("slug", "text"),
    [
        (
            "mickey-mouse",
            "a happy cartoon mouse with two round black ears, red shorts with white buttons and yellow shoes",
        ),
        ("pikachu", "small yellow electric mouse, red cheeks, lightning bolt tail, long black-tipped ears"),
        (
            "spongebob-squarepants",
            "A yellow square sponge in brown trousers and a red tie flips burgers. He lives under the sea.",
        ),
    ],
)
def test_a_full_description_is_certain(slug: str, text: str) -> None:
    assert (slug, True) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Un petit animal jaune aux joues rouges, aux longues oreilles à bout noir et à la queue en éclair "
        "lance des décharges électriques sur l'épaule de son jeune dresseur.",
        "Маленький жёлтый зверёк с красными щеками, длинными ушами с чёрными кончиками и хвостом-молнией "
        "пускает электрические разряды на плече у мальчика.",
        "赤いほっぺに先の黒い長い耳、稲妻の形のしっぽを持つ黄色い小さなねずみが、少年の肩の上で電気を放つ。",
    ],
)
def test_a_translated_description_is_found(text: str) -> None:
    assert "pikachu" in [slug for slug, _ in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "A plumber in blue overalls fixes a leaking kitchen sink while the family dog watches.",
        "Red mushrooms with white spots grow at the foot of a birch after rain, macro shot.",
        "A clumsy elephant calf trips over its own ears.",
        "",
        "…",
        "🦊",
        "hm",
        "A long pier in the fog. A gull lands on a lamp! Nobody comes; the tide turns.",
    ],
)
def test_what_only_resembles_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_an_exclusion_turns_certainty_into_doubt_and_a_doubt_into_nothing() -> None:
    telling = "a cartoon mouse with round black ears, red shorts, white gloves and yellow shoes"
    assert ("mickey-mouse", True) in found(telling)
    assert ("mickey-mouse", False) in found(f"{telling}, beside a computer mouse")


def test_it_says_where_and_how_sure_it_is() -> None:
    before = "It rains on the harbor, and nobody is out. "
    described = "A cartoon mouse with round black ears, red shorts, white gloves and yellow shoes dances."
    [hit] = [it for it in index().find(["a dog", before + described]) if it.certain]
    assert (hit.index, hit.stage) == (1, Stage.DESCRIBED)
    assert (hit.span.start, hit.span.end) == (len(before), len(before + described))
    assert 0.5 <= hit.score <= 1


def test_a_description_over_several_sentences_is_found() -> None:
    text = "A cartoon mouse enters. It wears red shorts and white gloves. Its round black ears wiggle."
    assert "mickey-mouse" in [slug for slug, _ in found(text)]


class Counting:
    """An encoder that knows nothing, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.encoder = Encoder("minilm-l6-v2-int8", self._run)

    def _run(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.ones((len(texts), 384), np.float32)


def test_an_edit_of_one_sentence_encodes_one_sentence() -> None:
    encoders()[0].encode(["warm"])
    first = "A baker opens the oven at night. Flour hangs in the yellow light. A cat waits under the table."
    index().find([first])
    before = [it.encoded for it in encoders()]
    index().find([first])
    assert [it.encoded for it in encoders()] == before
    index().find([first.replace("yellow", "golden")])
    assert [it.encoded for it in encoders()] == [count + 1 for count in before]


def test_what_was_seen_is_not_asked_again_and_each_text_once() -> None:
    counting = Counting()
    counting.encoder.encode(["one", "two", "one"])
    counting.encoder.encode(["two", "three"])
    assert counting.asked == ["one", "two", "three"]


def test_without_descriptions_no_model_is_asked() -> None:
    assert SemanticIndex([], missing).find(["anything"]) == []


def missing() -> Sequence[Encoder]:
    raise EncoderMissing("no model")


def test_a_missing_model_is_an_error_and_not_an_empty_answer() -> None:
    with pytest.raises(EncoderMissing):
        SemanticIndex(entries(), missing).find(["anything"])


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "One. Two words. And here are four words. End",
        "no end",
        "a" * 500,
        "海の見える町。猫が歩く。" * 9,
        "\ud83d x",
    ],
)
def test_pieces_stand_where_they_say(text: str) -> None:
    parts = cut(text)
    for piece in parts.pieces:
        assert text[piece.span.start : piece.span.end].encode(errors="replace").decode() == piece.text
        assert piece.text
    for passage in parts.passages:
        assert 0 <= passage.span.start < passage.span.end <= len(text)


def test_a_long_sentence_is_cut_into_windows_too() -> None:
    words = [f"word{number}" for number in range(LONG + 8)]
    pieces = cut(" ".join(words)).pieces
    assert pieces[0].words == len(words)
    assert [it.words for it in pieces[1:]] == [SIZE] * (len(pieces) - 1)
    assert pieces[-1].text.endswith(words[-1])


def test_sentences_of_a_few_words_join_their_neighbors() -> None:
    pieces = cut("Rain. The street is empty tonight. Oh no! A bus comes by slowly. End").pieces
    assert [it.text for it in pieces] == [
        "Rain. The street is empty tonight.",
        "Oh no! A bus comes by slowly. End",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("stripes", "striped"),
        ("colour", "color"),
        ("grey", "gray"),
        ("moustache", "mustaches"),
        ("gloves", "glove"),
    ],
)
def test_words_of_one_meaning_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_traits_count_each_once_and_in_part_by_half() -> None:
    traits = traits_of([["red cap", "scarlet cap"], ["mustache"], ["blue overalls"]])
    assert traits.shown_in(stems("a red, scarlet cap")) == 1
    assert traits.shown_in(stems("a red cap and a moustache")) == 2
    assert traits.shown_in(stems("green overalls")) == 0.5
    assert traits.shown_in(stems("")) == 0


def test_english_is_told_by_its_small_words() -> None:
    assert is_english("a man in a red cap")
    assert not is_english("Ein Mann mit roter Mütze")
    assert not is_english("赤い帽子の男")


def test_encoding_anew_gives_the_vectors_that_came_with_the_catalogue() -> None:
    some = list(looks())[::60]
    for entry, look in zip(entries_of(some), some, strict=True):
        for name, vectors in known_vectors().items():
            assert float(entry.vectors[name] @ vectors[look.text]) > 0.99
