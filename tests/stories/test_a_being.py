"""Alice lends her dog, and takes him back."""

import pytest

from accounts.models import User
from cameos.models import Scope
from cameos.services import change_scope
from generation.models import Clip
from tests.cameos.asking import terms_form
from tests.cameos.factories import make_being
from tests.stories.members import Member

pytestmark = pytest.mark.django_db


@pytest.mark.verify
def test_a_clip_with_a_being_goes_when_its_owner_narrows(alice: User, bob: User) -> None:
    ann, ben = Member(alice), Member(bob)
    rex = make_being("rex", alice)
    assert not ben.may_make("@rex chases a balloon")
    rules = "/likeness/beings/rex/rules/"
    ann.submits(rules, **terms_form(rex, scope="mutuals", confirmed="1"))
    assert ben.may_make("@rex chases a balloon")
    clip = ben.posts("@rex chases a balloon", cast=[rex])
    assert "rex" in ben.asks("/api/checks/", text="@rex sleeps").text
    assert ann.sees(clip)
    assert str(clip.pk) in ann.reads("/likeness/beings/rex/clips/")
    assert ann.submits(rules, **terms_form(rex, scope="only_me")).status_code == 302
    assert not ann.sees(clip)
    assert not ben.sees(clip)
    assert str(clip.pk) in ann.reads("/likeness/beings/rex/clips/"), "she decides about it still"


def test_a_pause_of_the_being_leaves_its_owner_alone(alice: User, bob: User) -> None:
    ann = Member(alice)
    ann.enrolls()
    change_scope(cameo=alice.cameos.get(), scope=Scope.MUTUALS, by=alice)
    make_being("rex", alice, scope=Scope.MUTUALS)
    ann.submits("/likeness/beings/rex/pause/")
    assert not Member(bob).may_make("@rex sleeps")
    assert Member(bob).may_make("@alice sleeps")
    ann.submits("/likeness/pause/")
    assert not Member(bob).may_make("@alice sleeps")
    assert not Clip.objects.exists()
