"""What every engine promises: a spec in, frames and sound out.

Engines know nothing of people, jobs or storage. They draw; the caller has already asked
consent, rights and money, and does everything that follows (encode, mark, store).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]


class Cancelled(Exception):
    """Raised inside an engine as soon as it sees that nobody wants the clip any more."""


class EngineFailed(Exception):
    """The engine could not make the clip; the message is fit to show the person."""


class SourceType(StrEnum):
    """How the picture came about, in the words of the IPTC digital source type vocabulary."""

    MODEL = "trainedAlgorithmicMedia"
    PROCEDURE = "algorithmicMedia"


@dataclass(frozen=True, slots=True)
class CastMember:
    """Somebody in the clip: their handle, and the portrait they gave for it (encoded image).

    Of a pet, an object or an invented character `looks` says in words what it looks like, and `references`
    show other sides of it. An engine shows the portrait or says the words, whichever it can.
    """

    handle: str
    portrait: bytes
    is_person: bool = True
    looks: str = ""
    references: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Spec:
    """Everything an engine may use. The same spec and seed give the same clip."""

    prompt: str
    seed: int
    seconds: float = 10.0
    width: int = 720
    height: int = 1280
    cast: tuple[CastMember, ...] = ()
    first_frame: bytes | None = None  # an encoded picture that the clip starts from


@dataclass(frozen=True, slots=True)
class Caption:
    """One line of the script: when it is on screen, in seconds, and what it says."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples of shape (n, channels), float32 within -1..1, at `rate` Hz."""

    samples: NDArray[np.float32]
    rate: int


@dataclass(frozen=True, slots=True)
class Footage:
    """What an engine gives back. `frames` are RGB, uint8, (height, width, 3), made lazily."""

    frames: Iterator[Frame]
    frame_count: int
    fps: int
    source_type: SourceType
    model: str
    label: str  # shown on the clip: "AI storyboard"
    sound: Sound | None = None
    captions: tuple[Caption, ...] = ()
    undrawn: tuple[str, ...] = field(default=())  # words of the prompt that it could not draw


class Engine(Protocol):
    """Draws clips. One engine object serves one job at a time.

    Whether it takes a first frame is declared in settings.ENGINES (see declared.py); one that comes all
    the same raises `EngineFailed`, and is never left out.
    """

    def generate(
        self,
        spec: Spec,
        *,
        progress: Callable[[float], None],
        cancelled: Callable[[], bool],
    ) -> Footage:
        """Make the clip. Report `progress` from 0 to 1; raise `Cancelled` when `cancelled()` is true.

        Work may happen here or while `frames` is read: both report and both can be cancelled.
        """
        ...
