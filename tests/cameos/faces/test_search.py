"""Every face of a picture, each once, whichever way up it is held."""

import numpy as np
import pytest
from skimage import data

from cameos.faces import Likeness, compare, embed, search_faces
from tests.cameos.faces.pictures import astronaut, beside_another, her_face

pytestmark = pytest.mark.verify  # real nets


@pytest.mark.parametrize("turns", range(4))
def test_a_face_is_found_and_known_whichever_way_up(turns: int) -> None:
    seen, *_ = search_faces(np.ascontiguousarray(np.rot90(astronaut(), turns)))
    her = embed(astronaut(), her_face())
    assert compare(embed(seen.image, seen.face), her) == Likeness.SAME


@pytest.mark.parametrize("turns", range(4))
def test_it_says_where_the_face_is_in_the_picture_as_it_came(turns: int) -> None:
    box, side = her_face().box, astronaut().shape[0]
    spot = np.zeros(astronaut().shape[:2])
    spot[int(box.top + box.height / 2), int(box.left + box.width / 2)] = 1
    seen, *_ = search_faces(np.ascontiguousarray(np.rot90(astronaut(), turns)))
    [y], [x] = np.nonzero(np.rot90(spot, turns))
    found_x, found_y = seen.spot.middle
    assert (found_x * side, found_y * side) == pytest.approx((x, y), abs=6)


def test_two_faces_are_two() -> None:
    assert len(search_faces(beside_another())) == 2


def test_a_picture_without_a_face_has_none() -> None:
    cat = data.cat()  # type: ignore[no-untyped-call]
    assert search_faces(np.ascontiguousarray(cat)) == []
