"""A head that is redrawn: nothing of it goes on but the mean colors of two patches."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cameos.faces import Box, Image, Spot, distance, embed, redraw, search_faces
from cameos.faces.matching import DIFFERENT_ABOVE
from cameos.faces.redrawing import patches_of
from tests.cameos.faces.pictures import astronaut, beside_another, her_face

SHARES = st.floats(-0.2, 1.0)
SIZES = st.floats(0.01, 0.6)
SPOTS = st.builds(Spot, st.builds(Box, SHARES, SHARES, SIZES, SIZES), st.integers(0, 3))
PATCHES = st.sampled_from([1, 2])
SEEDS = st.integers(0, 2**32 - 1)


def noise(seed: int, high: int = 60, wide: int = 80) -> Image:
    return np.random.default_rng(seed).integers(0, 256, (high, wide, 3), np.uint8)


def lies_in(image: Image, spot: Spot, patches: int) -> np.ndarray:
    """Of each pixel of the picture as it came: 0 outside of the head, 1 in it, 2 in the face."""
    return np.rot90(np.sum([way < 1 for way in ways(image, spot, patches)], axis=0), -spot.turns)


def ways(image: Image, spot: Spot, patches: int) -> list[np.ndarray]:
    size = np.rot90(image, spot.turns).shape[:2]
    return [patch.way(size) for patch in patches_of(spot.box, size)[:patches]]


def beyond_the_edge(image: Image, spot: Spot) -> np.ndarray:
    """By a pixel and more."""
    head, _ = patches_of(spot.box, np.rot90(image, spot.turns).shape[:2])
    [way] = ways(image, spot, 1)
    return np.rot90((way - 1) * min(head.half_width, head.half_height) >= 1, -spot.turns)


@given(SEEDS, SPOTS, PATCHES)
def test_outside_of_the_head_every_pixel_stays(seed: int, spot: Spot, patches: int) -> None:
    image = noise(seed)
    before, outside = image.copy(), beyond_the_edge(image, spot)
    assert np.array_equal(redraw(image, [spot], patches=patches)[outside], image[outside])
    assert np.array_equal(image, before)  # what it is drawn from is left alone


@given(SEEDS, SEEDS, SPOTS, PATCHES)
def test_two_heads_with_the_same_mean_colors_are_one_drawing(
    seed: int, other: int, spot: Spot, patches: int
) -> None:
    """Wherever an eye or a mouth was: so it cannot be undone."""
    image = noise(seed)
    shuffled, where = image.copy(), lies_in(image, spot, patches)
    for patch in range(1, patches + 1):
        shuffled[where == patch] = np.random.default_rng(other).permutation(image[where == patch])
    one, two = (redraw(it, [spot], patches=patches) for it in (image, shuffled))
    assert np.array_equal(one[where > 0], two[where > 0])


@given(SPOTS, PATCHES)
def test_a_head_of_one_color_stays_about_that_color(spot: Spot, patches: int) -> None:
    drawn = redraw(np.full((60, 80, 3), 130, np.uint8), [spot], patches=patches)
    assert drawn.shape == (60, 80, 3)
    assert drawn.max() <= 140  # the lines and the shade are darker
    assert drawn.min() >= 60


@pytest.mark.verify  # real nets
class TestTheAstronaut:
    @pytest.mark.parametrize("patches", [2, 1])
    @pytest.mark.parametrize("turns", range(4))
    def test_no_face_is_found_any_more(self, turns: int, patches: int) -> None:
        picture = np.ascontiguousarray(np.rot90(astronaut(), turns))
        spots = [seen.spot for seen in search_faces(picture)]
        assert spots
        assert search_faces(redraw(picture, spots, patches=patches)) == []

    @pytest.mark.parametrize("patches", [2, 1])
    def test_where_her_face_was_nobody_knows_her(self, patches: int) -> None:
        [seen] = search_faces(astronaut())
        drawn = redraw(astronaut(), [seen.spot], patches=patches)
        her = embed(astronaut(), her_face())
        assert distance(embed(drawn, her_face()), her) > DIFFERENT_ABOVE

    def test_one_of_two_is_redrawn_and_the_other_is_still_herself(self) -> None:
        left, right = search_faces(beside_another())
        [still] = search_faces(redraw(beside_another(), [left.spot], patches=2))
        assert still.spot.middle == pytest.approx(right.spot.middle, abs=0.02)
        assert distance(embed(still.image, still.face), embed(right.image, right.face)) < 0.2
