"""What our encoding costs beside a bare x264 encode of the same frames.

    python -m bench.encode

Prints user CPU seconds of both, best of three each, and their ratio.
"""

import resource
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import numpy as np

from generation.engines.base import Footage, Frame, SourceType
from generation.media.encode import encode
from generation.media.mark import Mark
from generation.media.mp4 import VIDEO_OPTIONS

FRAMES, FPS, WIDTH, HEIGHT, ROUNDS = 300, 30, 720, 1280, 3


def scene() -> Frame:
    """Smooth color with grain, larger than the picture, for the camera to wander over."""
    rows, columns = np.mgrid[0 : HEIGHT + FRAMES, 0 : WIDTH + FRAMES]
    smooth = np.stack([columns // 3, rows // 5, (rows + columns) // 7], axis=-1) % 256
    grain = np.random.default_rng(7).integers(-6, 7, smooth.shape[:2])[..., None]
    return np.clip(smooth + grain, 0, 255).astype(np.uint8)


def frames(of: Frame) -> Iterator[Frame]:
    for index in range(FRAMES):
        yield np.ascontiguousarray(of[index : index + HEIGHT, index : index + WIDTH])


def ours(picture: Frame, folder: Path) -> None:
    footage = Footage(frames(picture), FRAMES, FPS, SourceType.PROCEDURE, "bench", "AI bench")
    mark = Mark("mika", "assent.example", "AI bench")
    encode(footage, mark=mark, folder=folder, progress=lambda share: None, cancelled=lambda: False)


def bare(picture: Frame, folder: Path) -> None:
    with av.open(str(folder / "bare.mp4"), "w") as file:
        stream = file.add_stream("libx264", rate=FPS, options=VIDEO_OPTIONS)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.codec_context.gop_size = FPS
        for frame in frames(picture):
            file.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        file.mux(stream.encode(None))


def user_seconds(work: Callable[[Frame, Path], None], picture: Frame) -> float:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    with TemporaryDirectory() as folder:
        work(picture, Path(folder))
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime - before


def main() -> None:
    picture = scene()
    rounds = [(user_seconds(bare, picture), user_seconds(ours, picture)) for _ in range(ROUNDS)]
    bare_seconds, our_seconds = (min(column) for column in zip(*rounds, strict=True))
    print(f"{FRAMES} frames of {WIDTH}x{HEIGHT}, user CPU")
    print(f"bare x264 {bare_seconds:.2f} s, ours {our_seconds:.2f} s, ratio {our_seconds / bare_seconds:.2f}")


if __name__ == "__main__":
    main()
