"""A short list of what no clip shows."""

import pytest

from core.decisions import Span
from generation.safety import safe


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A naked man on a horse", "safety.sexual"),
        ("an UNDERAGE girl dancing", "safety.minors"),
        ("a knight is beheaded", "safety.cruelty"),
        ("crowd doing a nazi salute", "safety.hate"),
    ],
)
def test_what_is_not_made_here_is_refused(text: str, code: str) -> None:
    assert [reason.code for reason in safe(text).reasons] == [code]


@pytest.mark.parametrize(
    "text",
    ["a fox in Essex", "gorgeous sunset", "he kills time with chess", "lynx in the snow"],
)
def test_words_that_only_look_alike_pass(text: str) -> None:
    assert safe(text).allowed


def test_the_span_points_at_the_phrase() -> None:
    [reason] = safe("🦊 a topless dance").reasons
    assert reason.span == Span(4, 11)
