"""What lets more happen acts on the rules that its page has shown: an old page opens nothing."""

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.services import unfollow
from cameos.models import Cameo, CastState, ConsentGrant, Scope
from cameos.places import place
from cameos.services import change_scope, deny_person, grant_consent
from cameos.services.holding import LOOK_AGAIN
from generation.models import Appearance, Clip
from tests.cameos.asking import make_request
from tests.cameos.factories import make_being, make_cameo
from tests.clips import make_clip
from tests.factories import make_mutuals

pytestmark = pytest.mark.django_db


@pytest.fixture
def cameo(alice: User) -> Cameo:
    return make_cameo(alice, scope=Scope.EVERYONE)


@pytest.fixture
def page(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def now(cameo: Cameo) -> Cameo:
    return Cameo.objects.get(pk=cameo.pk)


def test_narrowing_from_an_old_page_widens_nothing(cameo: Cameo, page: Client, alice: User) -> None:
    where, wish = reverse("generation:change"), {"change": "narrow", "to": "approved"}
    old = {**wish, "version": str(now(cameo).policy_version)}
    assert f'name="version" value="{old["version"]}"' in page.get(where, wish).content.decode()
    change_scope(cameo=cameo, scope=Scope.ONLY_ME, by=alice)
    change_scope(cameo=cameo, scope=Scope.MUTUALS, by=alice)
    late = page.post(where, old)
    assert late.status_code == 409
    assert f'href="{where}?change=narrow&amp;to=approved"' in late.content.decode(), "looked at anew"
    assert now(cameo).scope == Scope.MUTUALS
    assert page.post(where, {**wish, "version": str(now(cameo).policy_version)}).status_code == 302
    assert now(cameo).scope == Scope.APPROVED


def test_nor_does_taking_back_from_one(cameo: Cameo, page: Client, alice: User, bob: User) -> None:
    """She has set limits to bob since: taken back now, he could do more."""
    old = str(now(cameo).policy_version)
    grant_consent(cameo=cameo, grantee=bob, by=alice)
    wish = {"change": "revoke", "to": "bob", "version": old}
    assert page.post(reverse("generation:change"), wish).status_code == 409
    assert ConsentGrant.objects.active().exists()


def test_let_them_stay_is_said_of_what_was_shown(cameo: Cameo, page: Client, alice: User, bob: User) -> None:
    make_clip(bob, cast=[cameo])
    change_scope(cameo=cameo, scope=Scope.APPROVED, by=alice)
    where, old = reverse("generation:made"), str(now(cameo).policy_version)
    assert f'name="version" value="{old}"' in page.get(where).content.decode()
    change_scope(cameo=cameo, scope=Scope.ONLY_ME, by=alice)
    late = page.post(where, {"made": "keep", "version": old})
    assert late.status_code == 409
    assert f'href="{where}">Clips made already</a>' in late.content.decode()
    assert not Appearance.objects.kept().exists()
    assert page.post(where, {"made": "keep", "version": str(now(cameo).policy_version)}).status_code == 302
    assert Appearance.objects.kept().exists()


@pytest.mark.parametrize("said", ["once", "person"])
def test_an_old_inbox_lets_nobody_in_who_was_denied_since(
    said: str, cameo: Cameo, page: Client, alice: User, bob: User
) -> None:
    asked = make_request(cameo, bob)
    old = str(now(cameo).policy_version)
    assert f'name="version" value="{old}"' in page.get(reverse("generation:cast_requests")).content.decode()
    deny_person(cameo=cameo, person=bob, by=alice)
    where = reverse("cameos:answer_request", args=[asked.pk])
    late = page.post(where, {"answer": said, "version": old})
    assert late.status_code == 409
    assert f'href="{reverse("generation:cast_requests")}">Requests</a>' in late.content.decode()
    asked.refresh_from_db()
    assert asked.state == CastState.OPEN
    assert cameo.denials.filter(lifted_at=None).exists()
    assert page.post(where, {"answer": "no", "version": old}).status_code == 302


@pytest.mark.parametrize("whose", ["person", "being"])
def test_let_in_again_is_said_of_what_was_shown(whose: str, page: Client, alice: User, bob: User) -> None:
    """She has opened it to everyone since: let in then, he could do more than she thinks."""
    cameo = make_cameo(alice) if whose == "person" else make_being("rex", alice)
    denial = deny_person(cameo=cameo, person=bob, by=alice)
    where, old = place("cameos:mine", cameo), str(now(cameo).policy_version)
    lift = reverse("cameos:lift", args=[denial.pk])
    assert page.get(where).content.decode().count(f'name="version" value="{old}"') == 2, (
        "beside the form below"
    )
    Cameo.objects.filter(pk=cameo.pk).update(policy_version=F("policy_version") + 1)
    for sent in ({"version": old}, {}, {"version": "x"}, {"version": "9" * 5000}):
        shown = page.post(lift, sent, follow=True)
        assert shown.redirect_chain == [(where, 302)]
        assert LOOK_AGAIN in shown.content.decode()
        assert now(cameo).denials.filter(lifted_at=None).exists()
    page.post(lift, {"version": str(now(cameo).policy_version)})
    assert not now(cameo).denials.filter(lifted_at=None).exists()


@pytest.mark.parametrize("every", [False, True])
def test_remove_for_good_is_said_of_what_was_shown(
    every: bool, cameo: Cameo, page: Client, alice: User, bob: User
) -> None:
    clip = make_clip(bob, cast=[cameo])
    change_scope(cameo=cameo, scope=Scope.ONLY_ME, by=alice)
    where = reverse("generation:made" if every else "generation:appear_act")
    wish = {"made": "remove"} if every else {"act": "remove", "clip": str(clip.pk)}
    old = str(now(cameo).policy_version)
    asked = page.post(where, wish)
    assert f'name="version" value="{old}"' in asked.content.decode()
    wish["shown"] = asked.context["shown"]
    change_scope(cameo=cameo, scope=Scope.MUTUALS, by=alice)
    new = str(now(cameo).policy_version)
    for sent in ({"version": old}, {}):
        shown = page.post(where, wish | {"sure": "1"} | sent)
        assert shown.status_code == 409
        assert f'name="version" value="{new}"' in shown.content.decode(), "it is shown anew"
        assert LOOK_AGAIN in shown.content.decode()
        assert Clip.objects.get(pk=clip.pk).video
    assert page.post(where, wish | {"sure": "1", "version": new}).status_code == 302
    assert not Clip.objects.get(pk=clip.pk).video


def test_what_was_hidden_since_is_not_removed_for_good(
    page: Client, alice: User, bob: User, carol: User
) -> None:
    """An unfollow hides clips, too, and makes no new version of the rules."""
    cameo = make_cameo(alice, scope=Scope.EVERYONE)
    make_mutuals(alice, bob)
    carols, bobs = make_clip(carol, cast=[cameo]), make_clip(bob, cast=[cameo])
    change_scope(cameo=cameo, scope=Scope.MUTUALS, by=alice)
    where, wish = reverse("generation:made"), {"made": "remove"}
    asked = page.post(where, wish).context
    sure = wish | {"sure": "1", "version": now(cameo).policy_version, "shown": asked["shown"]}
    assert asked["ids"] == [carols.pk]
    unfollow(user=alice, by=bob)
    anew = page.post(where, sure)
    assert (anew.status_code, set(anew.context["ids"])) == (409, {carols.pk, bobs.pk})
    assert Clip.objects.get(pk=bobs.pk).video
    assert page.post(where, sure | {"shown": anew.context["shown"]}).status_code == 302
    assert not Clip.objects.get(pk=bobs.pk).video
