"""Captions survive whatever people write."""

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.engines.base import Caption
from generation.media.captions import write_captions


def written(tmp_path: Path, *captions: Caption) -> str:
    write_captions(captions, tmp_path / "captions.vtt")
    return (tmp_path / "captions.vtt").read_text(encoding="utf-8")


def test_cues_come_in_order_with_full_times(tmp_path: Path) -> None:
    text = written(tmp_path, Caption(61.5, 3661.25, "later"), Caption(0, 1.0004, "first"))
    assert text == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nfirst\n\n00:01:01.500 --> 01:01:01.250\nlater\n"
    )


def test_markup_arrows_and_empty_lines_are_only_text(tmp_path: Path) -> None:
    text = written(tmp_path, Caption(0, 1, "<b>a</b> & b\r\n\r\n00:00 --> 00:09\n\n\nNOTE c\0"))
    assert text.split("\n")[3:] == ["&lt;b&gt;a&lt;/b&gt; &amp; b", "00:00 --&gt; 00:09", "NOTE c", ""]


def test_a_caption_without_words_or_time_is_left_out(tmp_path: Path) -> None:
    nonsense = [Caption(0, 1, " \n "), Caption(2, 2, "a"), Caption(-1, 1, "b"), Caption(0, math.inf, "c")]
    assert written(tmp_path, *nonsense, Caption(math.nan, 1, "d"), Caption(0, math.nan, "e")) == "WEBVTT\n"


@settings(max_examples=50, deadline=None)
@given(texts=st.lists(st.text(min_size=1), max_size=4))
def test_no_text_makes_or_ends_a_cue(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("vtt", numbered=True)
    text = written(folder, *(Caption(n, n + 1, words) for n, words in enumerate(texts)))
    blocks = text.removesuffix("\n").split("\n\n")
    saying = [words for words in texts if "".join(words.replace("\0", "").split())]
    assert len(blocks) == 1 + len(saying)
    assert text.count("-->") == len(saying)
