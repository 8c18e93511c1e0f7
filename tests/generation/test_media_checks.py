"""Clips that nobody should see are noticed before anyone does."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from generation.engines.base import Footage, Sound
from generation.media.atoms import starts_fast, top_level_boxes
from generation.media.checks import find_problems
from generation.media.encode import Encoded, encode
from generation.media.mark import Mark
from generation.media.probe import Unplayable, probe
from tests.generation.footage import FPS, footage, moving, plain, tone

SILENCE = Sound(np.zeros((6 * 24_000, 1), np.float32), 24_000)


def made(clip: Footage, folder: Path) -> Encoded:
    mark = Mark("mika", "assent.example", "AI test")
    return encode(clip, mark=mark, folder=folder, progress=lambda share: None, cancelled=lambda: False)


def test_a_good_clip_has_no_problems(tmp_path: Path) -> None:
    assert find_problems(made(moving(2.0, sound=tone(2.0)), tmp_path)) == []


def test_a_small_thing_that_moves_is_motion_enough(tmp_path: Path) -> None:
    def dot() -> Iterator[np.ndarray]:
        for index, frame in enumerate(plain(60, 6 * FPS)):
            frame[200:240, index : index + 40] = 230
            yield frame

    assert find_problems(made(footage(dot(), 6 * FPS), tmp_path)) == []


@pytest.mark.parametrize(
    ("clip", "problem"),
    [
        (lambda: footage(plain(0, 6 * FPS), 6 * FPS), "The picture is black."),
        (lambda: footage(plain(120, 6 * FPS), 6 * FPS), "The picture does not move."),
        (lambda: moving(6.0, sound=SILENCE), "The sound is silent."),
    ],
)
def test_black_still_and_silent_clips_are_found_in_spite_of_the_mark(
    tmp_path: Path, clip: object, problem: str
) -> None:
    assert callable(clip)
    assert find_problems(made(clip(), tmp_path)) == [problem]


def test_a_wrong_size_and_length_are_told(tmp_path: Path) -> None:
    clip = made(moving(1.0), tmp_path)
    assert find_problems(replace(clip, width=720, seconds=10.0)) == [
        "The picture is 180x320, not 720x320.",
        "The clip lasts 1.0 s, not 10.0 s.",
    ]


def test_a_missing_poster_is_told(tmp_path: Path) -> None:
    clip = made(moving(0.5), tmp_path)
    clip.poster.unlink()
    assert find_problems(clip) == ["The clip has no poster."]


@pytest.mark.parametrize("content", [b"", b"not a video at all", b"\0" * 500])
def test_what_is_no_video_cannot_be_played(tmp_path: Path, content: bytes) -> None:
    clip = made(moving(0.5), tmp_path)
    clip.video.write_bytes(content)
    assert find_problems(clip) == ["The clip cannot be played."]


def test_a_truncated_file_is_not_shown(tmp_path: Path) -> None:
    clip = made(moving(1.0), tmp_path)
    clip.video.write_bytes(clip.video.read_bytes()[: clip.size // 2])
    assert find_problems(clip)


def test_a_sound_file_is_no_clip(tmp_path: Path) -> None:
    with pytest.raises(Unplayable):
        probe(tmp_path / "absent.mp4")


def test_the_order_of_boxes_tells_a_fast_start(tmp_path: Path) -> None:
    def box(name: bytes, size: int = 16) -> bytes:
        return size.to_bytes(4, "big") + name + b"\0" * (size - 8)

    slow, fast = tmp_path / "slow.mp4", tmp_path / "fast.mp4"
    long_box = (1).to_bytes(4, "big") + b"mdat" + (24).to_bytes(8, "big") + b"\0" * 8
    slow.write_bytes(box(b"ftyp") + long_box + box(b"moov"))
    fast.write_bytes(box(b"ftyp") + box(b"moov") + (0).to_bytes(4, "big") + b"mdat" + b"\0" * 99)
    assert top_level_boxes(slow) == ["ftyp", "mdat", "moov"]
    assert (starts_fast(slow), starts_fast(fast)) == (False, True)
