"""The mark is on every frame, can be read, moves, and keeps out of the way."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.media.mark import HOLD_SECONDS, Mark, Stamp, marked
from generation.media.typeface import drawable, inter

WIDTH, HEIGHT, FPS = 720, 1280, 24
MARK = Mark("mika", "assent.example", "AI storyboard")


def stamp(mark: Mark = MARK) -> Stamp:
    return Stamp(mark, width=WIDTH, height=HEIGHT, fps=FPS)


@pytest.mark.parametrize("background", [0, 128, 255])
def test_it_is_read_on_black_gray_and_white(background: int) -> None:
    press = stamp()
    frame = marked(np.full((HEIGHT, WIDTH, 3), background, np.uint8), press, 0)
    letters = frame[press.box(0)]
    assert int(letters.max()) - int(letters.min()) >= 150
    assert (np.ptp(letters, axis=(1, 2)) > 100).mean() > 0.5  # most of its rows carry writing


def test_nothing_changes_outside_its_box() -> None:
    press = stamp()
    frame = np.full((HEIGHT, WIDTH, 3), 128, np.uint8)
    difference = marked(frame, press, 0) != frame
    difference[press.box(0)] = False
    assert not difference.any()


def test_it_jumps_every_two_seconds_between_several_places() -> None:
    press = stamp()
    boxes = [press.box(index) for index in range(10 * FPS)]
    changes = [index for index in range(1, len(boxes)) if boxes[index] != boxes[index - 1]]
    assert changes == [round(HOLD_SECONDS * FPS) * jump for jump in range(1, 5)]
    assert len({str(box) for box in boxes}) == 5


@pytest.mark.parametrize(("width", "height"), [(720, 1280), (1280, 720), (360, 640), (256, 256)])
def test_it_keeps_clear_of_the_tabs_and_the_captions(width: int, height: int) -> None:
    press = Stamp(Mark("m" * 64, "a" * 64, "AI storyboard"), width=width, height=height, fps=FPS)
    for index in range(0, 20 * FPS, FPS):
        rows, columns = press.box(index)
        assert rows.start >= 0.08 * height
        assert rows.stop <= 0.70 * height
        assert columns.start >= 0
        assert columns.stop <= width


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=40, deadline=None)
def test_any_text_in_any_script_can_be_drawn(handle: str, label: str) -> None:
    press = Stamp(Mark(handle, "assent.example", label), width=360, height=640, fps=FPS)
    press.press(np.zeros((640, 360, 3), np.uint8), 0)


@pytest.mark.parametrize(
    ("handle", "drawn"),
    [("mika", "mika"), ("zoë", "zoë"), ("Αλίκη", "Αλίκη"), ("みか", "mika"), ("a\u202eb\nc\0", "ab c")],
)
def test_letters_that_the_font_lacks_get_a_latin_reading(handle: str, drawn: str) -> None:
    assert drawable(handle, inter(size=26, weight=600)) == drawn
