"""Several people ask for look-alikes of one free name at the same moment."""

from functools import partial

import pytest

from accounts.models import SignUpMode, User
from accounts.services import Application, join, set_sign_up_mode
from core.decisions import Conflict, Refused
from tests.factories import ADULT, PASSWORD
from tests.races.actors import all_at_once

SPELLINGS = ["mika", "m1ka", "mi_ka", "m.i.k.a", "mlka", "rnika", "mik4", "_mika"]


@pytest.mark.django_db(transaction=True)
def test_one_of_them_gets_it() -> None:
    set_sign_up_mode(mode=SignUpMode.OPEN, by=None)
    results = all_at_once(
        [
            partial(join, application=Application(handle, f"{handle}@example.org", ADULT, "US", PASSWORD))
            for handle in SPELLINGS
        ]
    )
    assert User.objects.count() == 1
    assert sum(isinstance(result, Conflict | Refused) for result in results) == len(SPELLINGS) - 1
