"""A storyboard that starts from a picture opens on it, and then tells its story."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from generation.engines.base import EngineFailed, Frame, Spec
from generation.engines.storyboard.film.opening import DISSOLVE, HOLD
from tests.generation.storyboards import SMALL, frames_of, portrait, share_like, small

pytestmark = pytest.mark.verify

MAGENTA = (255, 0, 255)
FOX = small("A fox walks through a forest", seconds=6)
OPENED = replace(FOX, first_frame=portrait(MAGENTA, "JPEG"))


@pytest.fixture(scope="module")
def opened() -> list[Frame]:
    return frames_of(OPENED)


def wide() -> Spec:
    """Left half red, right half blue, as wide as a landscape."""
    picture = Image.new("RGB", (400, 200), (255, 0, 0))
    picture.paste((0, 0, 255), (200, 0, 400, 200))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return replace(FOX, seconds=0.5, first_frame=file.getvalue())


def test_it_opens_on_the_picture_and_ends_in_the_story(opened: list[Frame]) -> None:
    start, story = opened[0], opened[round((HOLD + DISSOLVE) * 24) + 1 :]
    assert share_like(start, MAGENTA) > 0.6
    assert max(share_like(frame, MAGENTA) for frame in story) < 0.01
    assert len(opened) == 6 * 24


def test_a_wide_picture_is_whole_before_a_blurred_one() -> None:
    first = frames_of(wide())[0]
    middle, top = first[SMALL[1] // 2], first[4]
    assert share_like(middle[None, : SMALL[0] // 2], (255, 0, 0)) > 0.9
    assert share_like(middle[None, SMALL[0] // 2 :], (0, 0, 255)) > 0.9
    assert top.any()  # no black bars
    assert share_like(top[None], (255, 0, 0)) + share_like(top[None], (0, 0, 255)) == 0


def test_it_pushes_in_slowly() -> None:
    """An edge of the picture moves outwards, by less than a tenth of the screen."""
    frames = frames_of(wide())

    def height(frame: Frame) -> int:
        return int((np.abs(frame[:, 4].astype(int) - (255, 0, 0)).sum(axis=1) < 60).sum())

    first, later = height(frames[0]), height(frames[3])
    assert first < later < first * 1.1


def test_it_is_the_same_each_time_and_another_picture_gives_another_clip(opened: list[Frame]) -> None:
    again, other = frames_of(OPENED), frames_of(replace(OPENED, first_frame=portrait((0, 0, 255))))
    assert all(np.array_equal(a, b) for a, b in zip(opened, again, strict=True))
    assert not np.array_equal(opened[0], other[0])


def test_a_short_clip_still_tells_its_story() -> None:
    frames = frames_of(replace(OPENED, seconds=1.0))
    assert share_like(frames[0], MAGENTA) > 0.6
    assert share_like(frames[12], MAGENTA) < 0.01


def test_what_is_no_picture_fails_and_is_not_left_out() -> None:
    with pytest.raises(EngineFailed, match="can’t be read"):
        frames_of(replace(FOX, first_frame=b"nothing"))
