"""Footage becomes the files of a clip, or nothing at all."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from generation.engines.base import Cancelled, Caption, EngineFailed, Footage, Frame, Sound
from generation.media.encode import Encoded, encode
from generation.media.mark import Mark
from generation.media.poster import MOST_BYTES
from generation.media.probe import probe
from tests.generation.footage import FPS, footage, moving, plain, sliding, tone

MARK = Mark("mika", "assent.example", "AI test")


def run(clip: Footage, folder: Path) -> Encoded:
    return encode(clip, mark=MARK, folder=folder, progress=lambda share: None, cancelled=lambda: False)


def test_a_clip_plays_everywhere_and_starts_fast(tmp_path: Path) -> None:
    clip = run(moving(2.0, width=720, height=1280, sound=tone(2.0)), tmp_path)
    seen = probe(clip.video)
    assert (seen.codec, seen.audio_codec, seen.faststart) == ("h264", "aac", True)
    assert (seen.width, seen.height, seen.fps) == (720, 1280, FPS)
    assert seen.seconds == pytest.approx(2.0, abs=0.05)
    assert seen.loudness == pytest.approx(1 / 3 / np.sqrt(2), rel=0.1)
    assert clip.sha256 == hashlib.sha256(clip.video.read_bytes()).hexdigest()
    assert clip.size == clip.video.stat().st_size


def test_the_files_are_those_named(tmp_path: Path) -> None:
    clip = run(replace(moving(), captions=(Caption(0, 1, "A fox."),)), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["captions.vtt", "poster.jpg", "video.mp4"]
    assert clip.captions
    assert "A fox." in clip.captions.read_text()


def test_without_sound_there_is_no_sound_track(tmp_path: Path) -> None:
    clip = run(moving(), tmp_path)
    assert not clip.has_sound
    assert probe(clip.video).audio_codec is None


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("seconds", [0.3, 1.0, 5.0])
def test_a_sound_of_any_length_leaves_the_picture_its_length(
    tmp_path: Path, seconds: float, channels: int
) -> None:
    clip = run(moving(1.0, sound=tone(seconds, channels=channels)), tmp_path)
    assert probe(clip.video).seconds == pytest.approx(1.0, abs=0.05)
    assert probe(clip.video).loudness > 0.1


def test_samples_that_are_no_numbers_do_no_harm(tmp_path: Path) -> None:
    broken = tone(1.0)
    broken.samples[::100] = np.nan
    broken.samples[1::100] = 1e30
    assert 0.1 < probe(run(moving(1.0, sound=broken), tmp_path).video).loudness < 1


@pytest.mark.verify
def test_the_worst_picture_keeps_to_two_megabits_and_its_poster_to_its_size(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    noise = (rng.integers(0, 256, (1280, 720, 3), np.uint8) for _ in range(4 * FPS))
    clip = run(footage(noise, 4 * FPS, sound=tone(4.0)), tmp_path)
    assert clip.size * 8 / clip.seconds <= 2_000_000 * 1.05
    assert clip.poster.stat().st_size <= MOST_BYTES


@pytest.mark.parametrize(("width", "height"), [(181, 321), (722, 402), (16, 16), (64, 48)])
def test_any_size_is_encoded_less_an_odd_line(tmp_path: Path, width: int, height: int) -> None:
    seen = probe(run(moving(0.5, width=width, height=height), tmp_path).video)
    assert (seen.width, seen.height) == (width & ~1, height & ~1)


def test_the_engine_keeps_its_frames_as_they_were(tmp_path: Path) -> None:
    frame = np.full((320, 180, 3), 90, np.uint8)
    run(footage(iter([frame] * 5), 5), tmp_path)
    assert (frame == 90).all()


def test_frames_are_read_one_at_a_time_and_no_more_than_promised(tmp_path: Path) -> None:
    read: list[int] = []

    def endless() -> Iterator[Frame]:
        while True:
            read.append(len(read))
            yield np.full((320, 180, 3), len(read) % 200, np.uint8)

    run(footage(endless(), 10), tmp_path)
    assert len(read) == 10


def test_progress_rises_to_one(tmp_path: Path) -> None:
    told: list[float] = []
    encode(moving(), mark=MARK, folder=tmp_path, progress=told.append, cancelled=lambda: False)
    assert told == sorted(told)
    assert (len(told), told[-1]) == (FPS, 1.0)


def broken_halfway() -> Iterator[Frame]:
    yield from plain(90, 5)
    raise EngineFailed("The engine broke.")


def smaller_halfway() -> Iterator[Frame]:
    yield from plain(90, 5)
    yield from plain(90, 5, width=90)


BAD = {
    "no frames": footage(iter(()), 10),
    "none promised": footage(plain(9, 5), 0),
    "too few": footage(plain(90, 5), 10),
    "breaks": footage(broken_halfway(), 10),
    "shrinks": footage(smaller_halfway(), 10),
    "floats": footage(iter([np.zeros((320, 180, 3))] * 3), 3),  # type: ignore[list-item]
    "gray": footage(iter([np.zeros((320, 180), np.uint8)] * 3), 3),
    "empty": footage(iter([np.zeros((0, 0, 3), np.uint8)] * 3), 3),
    "six channels": footage(plain(9, 5), 5, sound=tone(1.0, channels=6)),
    "rate of zero": footage(plain(9, 5), 5, sound=Sound(np.zeros((9, 1), np.float32), 0)),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_footage_fails_with_a_sentence_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(EngineFailed, match=r"^The engine .*\.$"):
        run(BAD[name], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_cancelling_halfway_leaves_nothing_and_keeps_an_older_file(tmp_path: Path) -> None:
    (tmp_path / "video.mp4").write_bytes(b"older")
    asked = iter([False] * 7 + [True])
    clip = footage(sliding(FPS, width=180, height=320), FPS)
    with pytest.raises(Cancelled):
        encode(clip, mark=MARK, folder=tmp_path, progress=lambda share: None, cancelled=lambda: next(asked))
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"older"]
