"""Holders work in the admin with what is theirs. Of other holders they see, guess and change nothing."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.models import User
from moderation.roles import RIGHTS_HOLDERS, set_up_roles
from rights.models import Alias, HolderStatus, License, MatchMode, OpenTo, RightsHolder, Work
from rights.services import add_alias, change_holder_status
from tests.factories import make_user
from tests.rights.factories import make_holder, make_license, make_work

pytestmark = pytest.mark.django_db

MODELS = (Work, Alias, License, RightsHolder)
# Whatever belongs to the other house has one of these in it.
SECRETS = ("Comet", "comet", "licensee")


def client_of(user: User) -> Client:
    client = Client(REMOTE_ADDR="127.0.0.1")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def staff_member(handle: str, holder: str) -> User:
    set_up_roles()
    user = make_user(handle)
    user.is_staff = True
    user.save()
    user.groups.add(Group.objects.get(name=RIGHTS_HOLDERS))
    make_holder(holder, member=user)
    return user


@pytest.fixture
def desk(db: Any) -> User:
    return staff_member("desk", "Nimbus Pictures")


@pytest.fixture
def own(desk: User) -> Work:
    return make_work("Captain Nimbus", holder="Nimbus Pictures")


@pytest.fixture
def others(db: Any) -> dict[type, Any]:
    """One row of each kind, of another holder."""
    staff_member("rival", "Comet House")
    work = make_work("Comet Girl", holder="Comet House")
    alias = add_alias(work=work, text="Hushed Comet", by=None)
    license = make_license(work, grantee=make_user("licensee"))
    return {Work: work, Alias: alias, License: license, RightsHolder: work.holder}


@pytest.fixture
def operator(carol: User) -> User:
    carol.is_staff = carol.is_superuser = True
    carol.save()
    return carol


def address(model: type, page: str, *args: Any) -> str:
    return reverse(f"admin:rights_{model._meta.model_name}_{page}", args=args)  # type: ignore[attr-defined]


def tells(response: Any) -> list[str]:
    body = response.content.decode()
    return [secret for secret in SECRETS if secret in body]


def object_pages() -> list[tuple[type, str]]:
    """Every page of a single row that the admin has, found from its addresses."""
    return [
        (model, pattern.name.removeprefix(f"rights_{model._meta.model_name}_"))
        for model in MODELS
        for pattern in admin.site._registry[model].get_urls()
        if pattern.name and "<path:object_id>" in str(pattern.pattern)
    ]


def test_there_are_pages_of_single_rows_to_try() -> None:
    assert {page for _, page in object_pages()} >= {"change", "history", "delete"}
    assert len(object_pages()) >= 3 * len(MODELS)


@pytest.mark.parametrize("model", MODELS)
def test_a_holder_sees_their_own(model: type, own: Work, desk: User) -> None:
    make_license(own)
    response = client_of(desk).get(address(model, "changelist"))
    assert response.status_code == 200
    assert "Nimbus" in response.content.decode()


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("query", ["", "?q=comet", "?q=Comet+Girl", "?_to_field=id&_popup=1", "?all=1"])
def test_no_list_tells_of_another_holder(
    model: type, query: str, own: Work, others: dict[type, Any], desk: User
) -> None:
    response = client_of(desk).get(address(model, "changelist") + query)
    assert response.status_code in (200, 400)
    assert [secret for secret in tells(response) if secret not in query] == []
    assert "Comet Girl" not in response.content.decode().replace('value="Comet Girl"', "")


@pytest.mark.parametrize(
    "query", ["?work__holder__name__startswith=Comet", "?grantees__email__startswith=l", "?holder__name=x"]
)
def test_rows_cannot_be_probed_through_the_address(query: str, own: Work, desk: User) -> None:
    make_license(own)
    response = client_of(desk).get(address(License, "changelist") + query)
    assert response.status_code != 200


@pytest.mark.parametrize(("model", "page"), object_pages())
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_of_another_holders_row_opens(
    model: type, page: str, method: str, own: Work, others: dict[type, Any], desk: User
) -> None:
    row = others[model]
    before = type(row).objects.filter(pk=row.pk).values().get()
    response = getattr(client_of(desk), method)(
        address(model, page, row.pk), {"title": "Mine", "text": "Mine", "name": "Mine", "post": "yes"}
    )
    assert response.status_code in (302, 403, 404)
    assert tells(response) == []
    assert type(row).objects.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("model", MODELS)
def test_a_form_offers_only_ones_own(model: type, own: Work, others: dict[type, Any], desk: User) -> None:
    response = client_of(desk).get(address(model, "add"))
    assert response.status_code in (200, 403)
    assert tells(response) == []


@pytest.mark.parametrize(
    ("model", "field"), [("license", "work"), ("alias", "work"), ("rightsholder", "members")]
)
@pytest.mark.parametrize("term", ["", "com", "lic"])
def test_autocomplete_completes_only_ones_own(
    model: str, field: str, term: str, own: Work, others: dict[type, Any], desk: User
) -> None:
    response = client_of(desk).get(
        reverse("admin:autocomplete"),
        {"app_label": "rights", "model_name": model, "field_name": field, "term": term},
    )
    assert response.status_code in (200, 403)
    assert tells(response) == []
    if field == "members":
        assert response.status_code == 403  # whoever is not an operator does not leaf through members


def test_a_guessed_id_is_no_choice(own: Work, others: dict[type, Any], desk: User) -> None:
    client = client_of(desk)
    client.post(address(License, "add"), {"work": others[Work].pk, "handle": ""})
    client.post(address(Alias, "add"), {"work": others[Work].pk, "text": "the", "mode": MatchMode.STRONG})
    assert License.objects.get() == others[License]
    assert not Alias.objects.filter(text="the").exists()


@pytest.mark.parametrize("act", ["revoke", "delete_selected"])
def test_an_action_reaches_only_ones_own(act: str, own: Work, others: dict[type, Any], desk: User) -> None:
    for model in (License, Alias):
        data = {"action": act, "_selected_action": [others[model].pk], "post": "yes"}
        client_of(desk).post(address(model, "changelist"), data)
    others[License].refresh_from_db()
    assert others[License].revoked_at is None
    assert Alias.objects.filter(pk=others[Alias].pk).exists()


def test_a_member_of_two_houses_sees_both(own: Work, others: dict[type, Any], desk: User) -> None:
    others[RightsHolder].members.add(desk)
    response = client_of(desk).get(address(Work, "changelist"))
    assert "Comet Girl" in response.content.decode()


def test_staff_without_a_house_see_nothing(own: Work, others: dict[type, Any]) -> None:
    user = staff_member("newcomer", "Empty House")
    response = client_of(user).get(address(Work, "changelist"))
    assert "Nimbus" not in response.content.decode()
    assert tells(response) == []


def test_a_holder_opens_a_work_to_a_member(own: Work, desk: User, alice: User) -> None:
    data = {
        "work": own.pk,
        "handle": "@Alice",
        "credit_line": "With thanks",
        "ends_at_0": "",
        "ends_at_1": "",
    }
    assert client_of(desk).post(address(License, "add"), data).status_code == 302
    license = License.objects.get()
    assert ([*license.grantees.all()], license.credit_line, license.work) == ([alice], "With thanks", own)


def test_a_license_to_nobody_in_particular_is_for_everyone(own: Work, desk: User) -> None:
    client_of(desk).post(address(License, "add"), {"work": own.pk, "handle": ""})
    assert License.objects.get().open_to == OpenTo.EVERYONE


def test_a_handle_that_nobody_has_is_said(own: Work, desk: User) -> None:
    response = client_of(desk).post(address(License, "add"), {"work": own.pk, "handle": "nobody"})
    assert "There is no member of this handle." in response.content.decode()
    assert not License.objects.exists()


def test_a_holder_revokes_a_license(own: Work, desk: User) -> None:
    license = make_license(own)
    data = {"action": "revoke", "_selected_action": [license.pk]}
    assert client_of(desk).post(address(License, "changelist"), data).status_code == 302
    license.refresh_from_db()
    assert license.revoked_at


def test_a_license_is_looked_at_and_not_rewritten(own: Work, desk: User) -> None:
    license = make_license(own)
    client = client_of(desk)
    assert client.get(address(License, "change", license.pk)).status_code == 200
    response = client.post(address(License, "change", license.pk), {"credit_line": "Mine"})
    assert response.status_code == 403


def names_form(work: Work, *texts: str) -> dict[str, Any]:
    """The page of a work as it is sent: its present names, and `texts` besides."""
    present = list(work.aliases.order_by("pk"))
    rows = [{"id": alias.pk, "text": alias.text} for alias in present] + [
        {"id": "", "text": it} for it in texts
    ]
    data: dict[str, Any] = {
        "title": work.title,
        "alternative": "a pilot",
        "aliases-TOTAL_FORMS": len(rows),
        "aliases-INITIAL_FORMS": len(present),
    }
    for number, row in enumerate(rows):
        data |= {f"aliases-{number}-{key}": value for key, value in row.items()}
        data |= {f"aliases-{number}-work": work.pk, f"aliases-{number}-mode": MatchMode.STRONG}
    return data


def test_a_holder_names_a_work_on_its_page(own: Work, desk: User) -> None:
    data = names_form(own, "Cloud Pilot") | {"aliases-0-text": "Captain  Nimbus II"}
    response = client_of(desk).post(address(Work, "change", own.pk), data)
    assert response.status_code == 302
    assert list(own.aliases.order_by("pk").values_list("text", "folded")) == [
        ("Captain Nimbus II", "captainnimbusii"),
        ("Cloud Pilot", "cloudpilot"),
    ]
    own.refresh_from_db()
    assert own.alternative == "a pilot"


def test_a_name_that_cannot_be_one_is_said(own: Work, desk: User) -> None:
    response = client_of(desk).post(address(Work, "change", own.pk), names_form(own, "🔥"))
    assert "There is nothing to read in" in response.content.decode()


def test_a_holder_forgets_a_name_on_its_page(own: Work, desk: User) -> None:
    add_alias(work=own, text="Cloud Pilot", by=None)
    data = names_form(own) | {"aliases-1-DELETE": "on"}
    client_of(desk).post(address(Work, "change", own.pk), data)
    assert own.aliases.count() == 1


def test_a_suspended_house_looks_and_changes_nothing(own: Work, desk: User) -> None:
    assert own.holder
    change_holder_status(holder=own.holder, status=HolderStatus.SUSPENDED, by=None)
    client = client_of(desk)
    assert client.get(address(Work, "change", own.pk)).status_code == 200
    assert client.post(address(Work, "change", own.pk), names_form(own, "the")).status_code == 403
    client.post(address(License, "add"), {"work": own.pk, "handle": ""})
    assert not License.objects.exists()


def test_an_operator_enters_works_and_holders(operator: User, desk: User) -> None:
    client = client_of(operator)
    member: dict[str, object] = {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 0}
    member |= {"memberships-0-user": desk.pk, "memberships-0-role": "licensor"}
    client.post(address(RightsHolder, "add"), {"name": "Comet House"} | member)
    holder = RightsHolder.objects.get(name="Comet House")
    assert (holder.status, list(holder.members.all())) == (HolderStatus.APPLIED, [desk])
    data = {"title": "Comet Girl", "kind": "character", "holder": holder.pk} | {
        "aliases-TOTAL_FORMS": 0,
        "aliases-INITIAL_FORMS": 0,
    }
    assert client.post(address(Work, "add"), data).status_code == 302
    assert Work.objects.get(title="Comet Girl").aliases.get().folded == "cometgirl"


def test_an_operator_suspends_a_house(operator: User, own: Work) -> None:
    data = {"action": "suspend", "_selected_action": [own.holder_id]}
    client_of(operator).post(address(RightsHolder, "changelist"), data)
    assert RightsHolder.objects.get().status == HolderStatus.SUSPENDED


@pytest.mark.parametrize("model", MODELS)
def test_longer_lists_are_not_more_questions(
    model: type, own: Work, desk: User, django_assert_max_num_queries: Any
) -> None:
    for letter in "ABCDEFGH":
        make_license(make_work(f"Nimbus Thing {letter}", holder="Nimbus Pictures"))
    client = client_of(desk)
    with django_assert_max_num_queries(14):
        assert client.get(address(model, "changelist")).status_code == 200
