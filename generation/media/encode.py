"""From an engine's footage to the files of a clip."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from generation.engines.base import Cancelled, EngineFailed, Footage, Frame, Sound
from generation.media.captions import write_captions
from generation.media.mark import Mark, Stamp, marked
from generation.media.mp4 import Mp4Writer
from generation.media.poster import write_poster

SMALLEST_SIDE = 16  # pixels; below it neither the codec nor the mark has room


@dataclass(frozen=True, slots=True)
class Encoded:
    """The files of a finished clip, and what one asks about them."""

    video: Path
    poster: Path
    captions: Path | None
    seconds: float
    width: int
    height: int
    fps: int
    sha256: str  # of the video
    size: int  # of the video, in bytes
    has_sound: bool


def encode(
    footage: Footage,
    *,
    mark: Mark,
    folder: Path,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> Encoded:
    """Write video.mp4, poster.jpg and captions.vtt into `folder`, reading frames one at a time.

    Nothing appears under these names before all of it is complete. Reports `progress` from 0 to 1.
    Raises `Cancelled`, or `EngineFailed` where the footage is not what it promised to be.
    """
    frames = _counted(footage, progress=progress, cancelled=cancelled)
    with TemporaryDirectory(dir=folder, prefix=".encoding-") as made:
        clip = _write(footage, frames, mark=mark, folder=Path(made))
        return _publish(clip, folder)


def _write(footage: Footage, frames: Iterator[Frame], *, mark: Mark, folder: Path) -> Encoded:
    first = next(frames)
    height, width = first.shape[:2]
    stamp = Stamp(mark, width=width, height=height, fps=footage.fps)
    sound = _audible(footage.sound)
    video, poster = folder / "video.mp4", folder / "poster.jpg"
    write_poster(marked(first, stamp, 0), poster)
    with Mp4Writer(video, width=width, height=height, fps=footage.fps, sound=sound) as writer:
        for frame in chain([first], frames):
            if frame.shape != first.shape:
                raise EngineFailed("The engine changed the size of the picture halfway.")
            writer.add(frame, stamp)
    return Encoded(
        video=video,
        poster=poster,
        captions=_captions(footage, folder),
        seconds=footage.frame_count / footage.fps,
        width=width,
        height=height,
        fps=footage.fps,
        sha256=_sha256(video),
        size=video.stat().st_size,
        has_sound=sound is not None,
    )


def _counted(
    footage: Footage, *, progress: Callable[[float], None], cancelled: Callable[[], bool]
) -> Iterator[Frame]:
    """The promised number of frames, each checked; asks before each whether anyone still waits."""
    if footage.frame_count < 1 or footage.fps < 1:
        raise EngineFailed("The engine made no picture.")
    done = 0
    for frame in islice(footage.frames, footage.frame_count):
        if cancelled():
            raise Cancelled
        yield _even(frame)
        done += 1
        progress(done / footage.frame_count)
    if done < footage.frame_count:
        raise EngineFailed(f"The engine stopped after {done} of {footage.frame_count} frames.")


def _even(frame: Frame) -> Frame:
    """The frame with even sides, which 4:2:0 needs: an odd last row or column is dropped."""
    if (
        frame.dtype != np.uint8
        or frame.ndim != 3
        or frame.shape[2] != 3
        or min(frame.shape[:2]) < SMALLEST_SIDE
    ):
        raise EngineFailed("The engine made a frame that is not a picture.")
    height, width = frame.shape[0] & ~1, frame.shape[1] & ~1
    return np.ascontiguousarray(frame[:height, :width])


def _audible(sound: Sound | None) -> Sound | None:
    return sound if sound and sound.samples.size else None


def _captions(footage: Footage, folder: Path) -> Path | None:
    if not footage.captions:
        return None
    write_captions(footage.captions, folder / "captions.vtt")
    return folder / "captions.vtt"


def _publish(clip: Encoded, folder: Path) -> Encoded:
    return replace(
        clip,
        video=clip.video.replace(folder / "video.mp4"),
        poster=clip.poster.replace(folder / "poster.jpg"),
        captions=clip.captions and clip.captions.replace(folder / "captions.vtt"),
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
