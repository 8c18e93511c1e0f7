"""What lets more happen acts on the rules that its page has shown: an old page opens nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cameos.models import Cameo, CastState, ConsentGrant, Scope
from cameos.services import change_scope, deny_person, grant_consent
from generation.models import Appearance
from tests.cameos.asking import make_request
from tests.cameos.factories import make_cameo
from tests.clips import make_clip

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
    assert page.post(where, old).status_code == 409
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
    assert page.post(where, {"made": "keep", "version": old}).status_code == 409
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
    assert page.post(where, {"answer": said, "version": old}).status_code == 409
    asked.refresh_from_db()
    assert asked.state == CastState.OPEN
    assert cameo.denials.filter(lifted_at=None).exists()
    assert page.post(where, {"answer": "no", "version": old}).status_code == 302
