"""The page that shows what a block would touch tells nobody who has blocked them."""

import pytest

from accounts.models import User
from accounts.services import block
from cameos.models import Cameo
from tests.cameos.factories import make_cameo
from tests.doors import Door

pytestmark = pytest.mark.django_db


@pytest.fixture
def cameo(alice: User) -> Cameo:
    return make_cameo(alice)


def test_whoever_blocked_you_is_nobody_here(alice: User, cameo: Cameo, carol: User) -> None:
    page = Door(alice)
    path = "/likeness/change/?change=block&to={}"
    assert page.gets(path.format("carol")).status_code == 200
    block(user=alice, by=carol)
    for verb in (page.gets, page.submits):
        there, nowhere = (verb(path.format(handle)) for handle in ("carol", "nobody"))
        assert (there.status_code, there["Location"]) == (nowhere.status_code, nowhere["Location"])
    sent = page.submits("/likeness/change/", change="block", to="carol")
    assert (sent.status_code, alice.blocks.exists()) == (302, False)


def test_whom_you_have_blocked_is_still_there(alice: User, cameo: Cameo, carol: User) -> None:
    block(user=carol, by=alice)
    assert Door(alice).gets("/likeness/change/?change=block&to=carol").status_code == 200
    assert Door(alice).submits("/@carol/unblock/").status_code == 302
    assert not alice.blocks.exists()
