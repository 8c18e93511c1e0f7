"""The engine itself: reads the prompt, makes picture and sound, reports and can be stopped."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Final

from generation.engines.base import Cancelled, EngineFailed, Footage, Frame, SourceType, Spec

from .film.director import produce
from .film.opening import Opening
from .paint.geometry import Geometry
from .script import captions_for
from .sound.track import make_sound
from .story.parse import parse

FPS: Final = 24
MODEL: Final = "storyboard-1"
LABEL: Final = "AI storyboard"
_GRID: Final = 16  # both sides of the picture are multiples of this
_CHECK_EVERY: Final = 4  # frames between two looks at `cancelled`
_PAINTED, _SCORED = 0.08, 0.15  # how much of the work is done when the set and the sound are ready


class StoryboardEngine:
    """Makes clips by rules on any machine. The same spec gives the same clip, sample by sample."""

    def generate(
        self, spec: Spec, *, progress: Callable[[float], None], cancelled: Callable[[], bool]
    ) -> Footage:
        """Paint and score now; draw the frames while they are read."""
        _check(spec)
        go_on = _Watch(progress, cancelled)
        go_on(0.0)
        story = parse(spec.prompt)
        seed = _seed(spec)
        opening = _opening(spec)
        production = produce(spec, story, seed)
        go_on(_PAINTED)
        sound, spoken = make_sound(spec.prompt, story, spec.seconds, seed)
        go_on(_SCORED)
        count = max(1, round(spec.seconds * FPS))
        frames = production.reel.frames(count, FPS)
        return Footage(
            frames=_filmed(opening.before(frames, FPS) if opening else frames, count, go_on),
            frame_count=count,
            fps=FPS,
            source_type=SourceType.PROCEDURE,
            model=MODEL,
            label=LABEL,
            sound=sound,
            captions=captions_for(spec.prompt, spec.seconds, spoken),
            undrawn=(*production.missing, *story.undrawn),
        )


class _Watch:
    """Reports how far the work is, and stops it when nobody wants it any more."""

    def __init__(self, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> None:
        self._progress, self._cancelled = progress, cancelled

    def __call__(self, done: float) -> None:
        if self._cancelled():
            raise Cancelled
        self._progress(done)


def _filmed(frames: Iterator[Frame], count: int, go_on: _Watch) -> Iterator[Frame]:
    for number, frame in enumerate(frames):
        if number % _CHECK_EVERY == 0:
            go_on(_SCORED + (1 - _SCORED) * number / count)
        yield frame
    go_on(1.0)


def _check(spec: Spec) -> None:
    if spec.width % _GRID or spec.height % _GRID or min(spec.width, spec.height) < 2 * _GRID:
        raise EngineFailed(f"The size must be a multiple of {_GRID} pixels on both sides.")
    if not 0.5 <= spec.seconds <= 60:
        raise EngineFailed("A storyboard can be half a second to a minute long.")


def _opening(spec: Spec) -> Opening | None:
    if spec.first_frame is None:
        return None
    return Opening(spec.first_frame, Geometry(spec.width, spec.height), spec.seconds)


def _seed(spec: Spec) -> int:
    """One number for prompt, seed and cast, the same on every machine."""
    digest = hashlib.sha256(f"{spec.seed}\0{spec.prompt}".encode())
    for member in spec.cast:
        digest.update(hashlib.sha256(member.handle.encode() + b"\0" + member.portrait).digest())
    if spec.first_frame is not None:
        digest.update(hashlib.sha256(spec.first_frame).digest())
    return int.from_bytes(digest.digest()[:8], "big")
