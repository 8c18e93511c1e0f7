"""What belongs to another house is not there: at every address, by every method, in every answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.models import AuditEvent
from rights.models import Alias, Claim, License, LicenseRequest, LicenseUse, Membership, Role, Version, Work
from rights.services import transfer_work
from tests.factories import make_user
from tests.rights.console.houses import House, at_console, make_house
from tests.rights.console.routes import LISTS, OPEN, OWNED, POSTS, Ids, names

pytestmark = [pytest.mark.verify, pytest.mark.django_db]

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
FORM = {
    "title": "Comet", "text": "Mine", "mode": "strong", "language": "en", "name": "Mine", "reason": "Mine",
    "decline-answer": "Mine", "ask-answer": "Mine", "role": "owner", "handle": "own_owner", "step": "give",
    "alternative": "Mine", "traits": "mine", "price": "0", "share": "0", "approval": "none",
    "audience": "members", "at_end": "remove", "co_appearance": "any",
}  # fmt: skip


@pytest.fixture
def comet(db: Any) -> House:
    return make_house("Comet")


@pytest.fixture
def own(db: Any) -> House:
    return make_house("Own")


def address(name: str, house: House, ids: Ids) -> str:
    return reverse(f"console:{name}", args=ids(house))


def text_of(answer: Any) -> str:
    return b"".join(answer).decode(errors="replace") + str(answer.headers)


def rows_of(house: House) -> list[Any]:
    """Everything that a stranger could have changed."""
    models: list[type[Model]] = [
        Work, Alias, License, LicenseRequest, LicenseUse, Claim, Membership, Version, AuditEvent
    ]  # fmt: skip
    return [list(model._default_manager.order_by("pk").values()) for model in models]


@contextmanager
def untouched() -> Iterator[None]:
    """Whatever happens within has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_address_is_entered() -> None:
    assert names() == set(OWNED) | set(LISTS) | OPEN
    assert set(OWNED) >= POSTS


def test_a_row_of_another_house_is_not_there(own: House, comet: House) -> None:
    before = rows_of(comet)
    client = at_console(own.owner)
    for name, ids in OWNED.items():
        where = address(name, comet, ids)
        for method in METHODS:
            answer = client.post(where, FORM) if method == "POST" else client.generic(method, where)
            only_posts = answer.status_code == 405 and name in POSTS and method != "POST"
            assert answer.status_code == 404 or only_posts, (name, method)
            assert comet.mark not in text_of(answer), (name, method)
    assert rows_of(comet) == before


def test_what_is_nowhere_is_answered_alike(own: House, comet: House) -> None:
    client = at_console(own.owner)
    for name in OWNED:
        there = client.post(address(name, comet, OWNED[name]), FORM)
        nowhere = client.post(reverse(f"console:{name}", args=[2**62]), FORM)
        assert (there.status_code, nowhere.status_code) == (404, 404), name
        assert len(there.text) == len(nowhere.text), name  # but for the tokens of each page


def test_no_list_tells_of_another_house(own: House, comet: House) -> None:
    client = at_console(own.owner)
    for name, queries in LISTS.items():
        for query in queries:
            asked = query.format(work=comet.work.pk, license=comet.license.pk)
            answer = client.get(reverse(f"console:{name}") + asked)
            assert answer.status_code in (200, 404), (name, query)
            told = text_of(answer).replace('value="Comet Girl"', "")
            assert comet.mark not in told, (name, query)
            assert "comet_" not in told, (name, query)  # their people


def test_each_list_tells_of_ones_own(own: House) -> None:
    """The twin of the test above: an empty page would pass it, too."""
    client = at_console(own.owner)
    for name in LISTS.keys() - {"trial", "rsl"}:
        told = text_of(client.get(reverse(f"console:{name}")))
        assert "Own" in told or "own_" in told, name


def test_the_owner_finds_what_a_stranger_does_not(own: House) -> None:
    client = at_console(own.owner)
    for name, ids in OWNED.items():
        where = address(name, own, ids)
        with untouched():
            answer = client.post(where, {}) if name in POSTS else client.get(where)
            told = text_of(answer)  # read to the end, which closes a file
            assert answer.status_code in (200, 302), (name, told)


def test_a_prompt_tells_of_another_house_only_that_there_is_one(own: House, comet: House) -> None:
    text = "Comet Girl dances"
    told = at_console(own.owner).post(reverse("console:trial"), {"text": text}).text.replace(text, "")
    assert "another holder" in told
    assert comet.mark not in told


def test_a_claim_form_does_not_tell_who_holds_a_work(own: House, comet: House) -> None:
    form = {"holder": own.holder.pk, "title": "Comet Girl", "statement": "Ours."}
    answer = at_console(own.owner).post(reverse("console:claim_add"), form)
    assert answer.status_code == 302
    assert "Comet House" not in at_console(own.owner).get(answer["Location"]).text


@pytest.mark.parametrize("form", ["work_add", "claim_add", "works_import"])
def test_nobody_acts_in_the_name_of_another_house(form: str, own: House, comet: House) -> None:
    before = rows_of(comet)
    data = FORM | {
        "holder": comet.holder.pk,
        "kind": "brand",
        "title": "Taken",
        "statement": "x",
        "table": "a",
    }
    assert at_console(own.owner).post(reverse(f"console:{form}"), data).status_code == 422
    assert rows_of(comet) == before


def test_an_operator_who_is_a_member_sees_their_own_house_at_the_console(own: House, comet: House) -> None:
    own.owner.user_permissions.add(Permission.objects.get(codename="operate_registry"))
    client = at_console(User.objects.get(pk=own.owner.pk))
    assert comet.mark not in client.get(reverse("console:works")).text
    assert client.get(address("work", comet, OWNED["work"])).status_code == 404


def test_a_member_of_two_houses_sees_both(own: House, comet: House) -> None:
    Membership.objects.create(holder=comet.holder, user=own.owner, role=Role.VIEWER)
    told = at_console(own.owner).get(reverse("console:works")).text
    assert "Comet Girl" in told
    assert "Own Girl" in told


def test_what_a_house_did_stays_its_own_when_a_work_changes_hands(own: House, comet: House) -> None:
    transfer_work(work=comet.work, holder=own.holder, by=None)
    told = at_console(own.owner).get(reverse("console:log")).text
    assert "license.granted" in told  # one's own
    assert "comet_" not in told
    assert "Hushed Comet" not in told


def every_address(house: House) -> list[str]:
    rows = [address(name, house, ids) for name, ids in OWNED.items()]
    return rows + [reverse(f"console:{name}") for name in LISTS]


def test_a_member_of_no_house_is_told_how_to_get_in(comet: House) -> None:
    client = at_console(make_user("passer"))
    for where in every_address(comet):
        answer = client.get(where, follow=True)
        assert answer.status_code == 403, where
        assert "How to get in" in answer.text, where
        assert comet.mark not in answer.text, where


def test_a_visitor_is_asked_to_log_in(comet: House) -> None:
    for where in every_address(comet):
        answer = Client().post(where, FORM)
        assert answer.status_code == 302, where
        assert answer["Location"].startswith("/rights/console/login/"), where
        assert Client().get(answer["Location"])["Location"].startswith("/login/"), where


def test_a_suspended_member_does_not_come_in(own: House) -> None:
    client = at_console(own.owner)
    User.objects.filter(pk=own.owner.pk).update(suspended_at=timezone.now())
    assert client.get(reverse("console:works")).status_code == 302


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_door_leads_nowhere_else(target: str, own: House) -> None:
    answer = at_console(own.owner).get(reverse("console:login"), {"next": target})
    assert answer["Location"] == "/rights/console/"


def test_a_poster_is_promised_to_members_of_the_house_alone(own: House, comet: House) -> None:
    page = at_console(own.owner).get(reverse("console:uses")).text
    [poster] = {part.split('"')[0].replace("&amp;", "&") for part in page.split('poster="')[1:]}
    assert "poster" in text_of(at_console(own.owner).get(poster))
    assert at_console(comet.owner).get(poster).status_code == 404
