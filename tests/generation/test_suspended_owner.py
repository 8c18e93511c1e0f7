"""Whoever is suspended keeps the say over their likeness, as far as it is a no: of a being, too."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cameos.models import Cameo, Scope
from cameos.places import place
from cameos.services import answer_look, change_scope, deny_person, lift_denial
from core.decisions import Refused
from generation.models import Job, JobState
from generation.orders import Order
from generation.services import hide_clips, keep_clips, submit_job, unhide_clips
from tests.cameos.asking import make_look, terms_form
from tests.cameos.factories import make_being, make_cameo
from tests.clips import make_clip
from tests.doors import Door

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["person", "being"])
def cameo(request: pytest.FixtureRequest, alice: User) -> Cameo:
    if request.param == "person":
        return make_cameo(alice, scope=Scope.EVERYONE)
    return make_being("rex", alice, scope=Scope.EVERYONE)


@pytest.fixture
def page(cameo: Cameo, alice: User) -> Door:
    User.objects.filter(pk=alice.pk).update(suspended_at=timezone.now())
    return Door(User.objects.get(pk=alice.pk))


def now(cameo: Cameo) -> Cameo:
    return Cameo.objects.get(pk=cameo.pk)


def test_their_yes_stands_and_others_go_on(cameo: Cameo, page: Door, carol: User) -> None:
    order = Order(f"@{cameo.handle} in the snow", "one", country="US")
    assert submit_job(order=order, by=carol).state == JobState.QUEUED


def test_a_pause_is_one_button_away(cameo: Cameo, page: Door, carol: User) -> None:
    submit_job(order=Order(f"@{cameo.handle} in the snow", "one", country="US"), by=carol)
    assert f'action="{place("cameos:pause", cameo)}"' in page.reads(place("cameos:mine", cameo))
    assert page.submits(place("cameos:pause", cameo)).url == place("generation:paused", cameo)
    assert place("cameos:resume", cameo) in page.reads(place("generation:paused", cameo))
    assert now(cameo).paused_at
    assert Job.objects.get().state == JobState.FAILED


def test_so_is_the_pause_of_everything(cameo: Cameo, page: Door) -> None:
    if cameo.is_being:
        assert f'action="{reverse("cameos:pause_all")}"' in page.reads(reverse("cameos:beings"))
    page.submits(reverse("cameos:pause_all"))
    assert now(cameo).paused_at


def test_they_cannot_end_it_until_they_are_back(cameo: Cameo, page: Door) -> None:
    page.submits(place("cameos:pause", cameo))
    answer = page.submits(place("cameos:resume", cameo))
    assert answer.status_code == 403
    assert "This account is suspended." in answer.text
    assert now(cameo).paused_at


@pytest.mark.parametrize("wish", [{"change": "narrow", "to": "only_me"}, {"change": "clear"}])
def test_they_narrow(wish: dict[str, str], cameo: Cameo, page: Door) -> None:
    assert place("generation:change", cameo) in page.reads(place("cameos:mine", cameo))
    assert page.submits(place("generation:change", cameo), **wish).status_code == 302
    assert now(cameo).scope == Scope.ONLY_ME


def test_they_keep_somebody_out(cameo: Cameo, page: Door, carol: User) -> None:
    page.submits(place("cameos:grant", cameo), handle="carol", days="0", verdict="deny")
    assert cameo.denials.filter(person=carol, lifted_at=None).exists()


def test_they_delete_it(cameo: Cameo, page: Door) -> None:
    assert "change=delete" in page.reads(place("cameos:mine", cameo))
    page.submits(place("generation:change", cameo), change="delete")
    assert now(cameo).withdrawn_at


def test_they_are_told_so(cameo: Cameo, page: Door) -> None:
    assert "Your account is suspended" in page.reads(place("cameos:mine", cameo))


def test_and_they_open_nothing(cameo: Cameo, page: Door, carol: User) -> None:
    cameo = change_scope(cameo=cameo, scope=Scope.ONLY_ME, by=page.user)
    shown = {"handle": "carol", "days": "0", "verdict": "allow", "version": cameo.policy_version}
    assert page.submits(place("cameos:grant", cameo), **shown).status_code == 422
    wider = terms_form(cameo, scope="everyone", confirmed="1")
    refused = page.submits(place("cameos:terms", cameo), **wider)
    assert (refused.status_code, "This account is suspended." in refused.text) == (422, True)
    assert now(cameo).scope == Scope.ONLY_ME


def test_nor_do_they_let_anybody_in_again_or_a_clip_be_seen(
    cameo: Cameo, bob: User, carol: User, page: Door
) -> None:
    hidden = make_clip(bob, cast=[cameo])
    hide_clips(cameo=cameo, clips=[hidden.pk], by=page.user)
    deny_person(cameo=cameo, person=carol, by=page.user)
    use = make_look(cameo, make_clip(bob, cast=[cameo]))
    opening: list[Callable[[], object]] = [
        lambda: lift_denial(cameo=cameo, person=carol, by=page.user),
        lambda: keep_clips(cameo=cameo, clips=[hidden.pk], by=page.user),
        lambda: unhide_clips(cameo=cameo, clips=[hidden.pk], by=page.user),
        lambda: answer_look(use=use, allowed=True, by=page.user),
    ]
    for open_it in opening:
        with pytest.raises(Refused, match=r"account\.suspended"):
            open_it()
    answer_look(use=use, allowed=False, by=page.user)
