"""Sentences are found in any script, and what stands in for a name fits into them."""

import pytest

from core.decisions import Span
from generation.rewriting import sentence_at, without_names
from rights.models import WorkKind


def the(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Nimbus waves.", "Nimbus waves."),
        ("It rains. Nimbus waves! Then it stops.", "Nimbus waves!"),
        ("It rains.\nNimbus waves\nThen it stops.", "Nimbus waves"),
        ("雨が降る。Nimbusが手を振る。止む。", "Nimbusが手を振る。"),
        ("هل تمطر؟ Nimbus يلوح. ثم", "Nimbus يلوح."),
        ("🦊 at 9.30 meets Nimbus 🎈", "🦊 at 9.30 meets Nimbus 🎈"),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, sentence: str) -> None:
    found = sentence_at(text, the(text, "Nimbus"))
    assert text[found.start : found.end] == sentence


@pytest.mark.parametrize(
    ("text", "name", "kind", "told"),
    [
        ("Nimbus waves.", "Nimbus", WorkKind.CHARACTER, "An invented character waves."),
        ("We see the Nimbus.", "Nimbus", WorkKind.CHARACTER, "We see an invented character."),
        ("a can of Nimbus", "Nimbus", WorkKind.BRAND, "a can of a product without a brand"),
        ("A hill in the style of Nimbus", "Nimbus", WorkKind.STYLE, "A hill in a style of its own"),
    ],
)
def test_no_article_is_left_before_what_stands_in(text: str, name: str, kind: str, told: str) -> None:
    assert without_names(text, Span(0, len(text)), [(the(text, name), kind)]) == told
