"""Operators look after the registry in the admin. Whoever is none finds nothing of it there."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.models import User
from rights import replay
from rights.models import (
    Alias,
    Claim,
    ClaimState,
    HolderStatus,
    License,
    MatchMode,
    Membership,
    OpenTo,
    RightsHolder,
    Role,
    Work,
)
from rights.services import add_alias, draft_claim, submit_claim
from tests.factories import make_user
from tests.rights.factories import make_holder, make_license, make_work

pytestmark = [pytest.mark.verify, pytest.mark.django_db]

MODELS = (Work, Alias, License, RightsHolder, Claim)


def client_of(user: User) -> Client:
    client = Client(REMOTE_ADDR="127.0.0.1")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def own(bob: User) -> Work:
    make_holder("Nimbus Pictures", member=bob)
    return make_work("Captain Nimbus", holder="Nimbus Pictures")


@pytest.fixture
def operator(carol: User) -> User:
    """Staff, with this one permission."""
    carol.is_staff = True
    carol.save()
    carol.user_permissions.add(Permission.objects.get(codename="operate_registry"))
    return User.objects.get(pk=carol.pk)


def address(model: type, page: str, *args: Any) -> str:
    return reverse(f"admin:rights_{model._meta.model_name}_{page}", args=args)  # type: ignore[attr-defined]


@pytest.fixture
def claim(own: Work) -> Claim:
    owner = make_user("comet_owner")
    holder = make_holder("Comet House")
    Membership.objects.create(holder=holder, user=owner, role=Role.OWNER)
    draft = draft_claim(work=make_work("Old Song"), holder=holder, by=owner, statement="Ours.")
    return submit_claim(claim=draft, by=owner)


@pytest.mark.parametrize("model", MODELS)
def test_an_operator_sees_all(model: type, own: Work, operator: User, claim: Claim) -> None:
    make_license(own)
    client = client_of(operator)
    page = client.get(address(model, "changelist"))
    assert page.status_code == 200
    row = model._default_manager.order_by("pk").first()  # type: ignore[attr-defined]
    assert str(getattr(row, "work", row)) in page.text
    assert client.get(address(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("page", ["changelist", "add", "change", "history", "delete"])
def test_staff_who_are_no_operators_find_nothing(
    model: type, page: str, own: Work, bob: User, claim: Claim
) -> None:
    """Not even what their own house holds, and not with the permissions that the framework makes."""
    make_license(own)
    bob.is_staff = True
    bob.save()
    bob.user_permissions.set(Permission.objects.filter(content_type__app_label="rights").exclude(
        codename="operate_registry"
    ))  # fmt: skip
    row = model._default_manager.order_by("pk").first()  # type: ignore[attr-defined]
    args = [row.pk] if page in ("change", "history", "delete") else []
    answer = client_of(bob).get(address(model, page, *args))
    assert answer.status_code == 403
    assert "Nimbus" not in answer.text


def test_holders_are_sent_to_their_own_door(own: Work, bob: User) -> None:
    answer = client_of(bob).get(address(Work, "changelist"))
    assert answer.status_code == 302


@pytest.mark.parametrize("term", ["", "nim", "com"])
def test_nobody_else_completes_names(term: str, own: Work, bob: User) -> None:
    bob.is_staff = True
    bob.save()
    query = {"app_label": "rights", "model_name": "license", "field_name": "work", "term": term}
    assert client_of(bob).get(reverse("admin:autocomplete"), query).status_code == 403


def test_an_operator_opens_a_work_to_a_member(own: Work, operator: User, alice: User) -> None:
    data = {
        "work": own.pk,
        "handle": "@Alice",
        "credit_line": "With thanks",
        "ends_at_0": "",
        "ends_at_1": "",
    }
    assert client_of(operator).post(address(License, "add"), data).status_code == 302
    license = License.objects.get()
    assert ([*license.grantees.all()], license.credit_line, license.work) == ([alice], "With thanks", own)


def test_a_license_to_nobody_in_particular_is_for_everyone(own: Work, operator: User) -> None:
    client_of(operator).post(address(License, "add"), {"work": own.pk, "handle": ""})
    assert License.objects.get().open_to == OpenTo.EVERYONE


def test_a_handle_that_nobody_has_is_said(own: Work, operator: User) -> None:
    response = client_of(operator).post(address(License, "add"), {"work": own.pk, "handle": "nobody"})
    assert "There is no member of this handle." in response.text
    assert not License.objects.exists()


def test_an_operator_revokes_a_license(own: Work, operator: User) -> None:
    license = make_license(own)
    data = {"action": "revoke", "_selected_action": [license.pk]}
    assert client_of(operator).post(address(License, "changelist"), data).status_code == 302
    license.refresh_from_db()
    assert license.revoked_at


def test_a_license_is_looked_at_and_not_rewritten(own: Work, operator: User) -> None:
    license = make_license(own)
    response = client_of(operator).post(address(License, "change", license.pk), {"credit_line": "Mine"})
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


def test_an_operator_names_a_work_on_its_page(own: Work, operator: User) -> None:
    data = names_form(own, "Cloud Pilot") | {"aliases-0-text": "Captain  Nimbus II"}
    response = client_of(operator).post(address(Work, "change", own.pk), data)
    assert response.status_code == 302
    assert list(own.aliases.order_by("pk").values_list("text", "folded")) == [
        ("Captain Nimbus II", "captainnimbusii"),
        ("Cloud Pilot", "cloudpilot"),
    ]
    own.refresh_from_db()
    assert own.alternative == "a pilot"


def test_a_name_that_cannot_be_one_is_said(own: Work, operator: User) -> None:
    response = client_of(operator).post(address(Work, "change", own.pk), names_form(own, "🔥"))
    assert "There is nothing to read in" in response.text


def test_an_operator_forgets_a_name_on_its_page(own: Work, operator: User) -> None:
    add_alias(work=own, text="Cloud Pilot", by=None)
    data = names_form(own) | {"aliases-1-DELETE": "on"}
    client_of(operator).post(address(Work, "change", own.pk), data)
    assert own.aliases.count() == 1


@pytest.mark.parametrize(("act", "mode"), [("raise_it", "strong"), ("leave_it", "context")])
def test_an_operator_decides_about_a_name_that_stops_innocents(
    act: str, mode: str, own: Work, bob: User, operator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "innocent_prompts", lambda: ("old cars rust",))
    alias = add_alias(work=own, text="Cars", by=bob)
    data = {"action": act, "_selected_action": [alias.pk]}
    client_of(operator).post(address(Alias, "changelist"), data)
    alias.refresh_from_db()
    assert (alias.mode, alias.wanted) == (mode, "")


def test_an_operator_enters_works_and_holders(operator: User, alice: User) -> None:
    operator.is_superuser = True  # to choose a member by hand
    operator.save()
    client = client_of(operator)
    member = {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 0}
    who = {"memberships-0-user": str(alice.pk), "memberships-0-role": "licensor"}
    client.post(address(RightsHolder, "add"), {"name": "Comet House"} | member | who)
    holder = RightsHolder.objects.get(name="Comet House")
    assert (holder.status, list(holder.members.all())) == (HolderStatus.APPLIED, [alice])
    none = {"aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0}
    data = {"title": "Comet Girl", "kind": "character", "holder": holder.pk} | none
    assert client.post(address(Work, "add"), data).status_code == 302
    assert Work.objects.get(title="Comet Girl").aliases.get().folded == "cometgirl"


def test_an_operator_suspends_a_house(operator: User, own: Work) -> None:
    data = {"action": "suspend", "_selected_action": [own.holder_id]}
    client_of(operator).post(address(RightsHolder, "changelist"), data)
    assert RightsHolder.objects.get().status == HolderStatus.SUSPENDED


def test_an_operator_takes_a_claim_to_its_end(operator: User, claim: Claim) -> None:
    for act, state in (("verify", ClaimState.VERIFIED), ("put_in_force", ClaimState.LIVE)):
        data = {"action": act, "_selected_action": [claim.pk]}
        client_of(operator).post(address(Claim, "changelist"), data)
        claim = Claim.objects.get(pk=claim.pk)
        assert claim.state == state
    assert claim.work.holder == claim.holder


def test_what_does_not_fit_a_claim_is_said(operator: User, claim: Claim) -> None:
    data = {"action": "settle", "_selected_action": [claim.pk]}
    page = client_of(operator).post(address(Claim, "changelist"), data, follow=True)
    assert "This claim is: distinctiveness tested." in page.text


@pytest.mark.parametrize("model", [Work, Alias, License, RightsHolder])
def test_longer_lists_are_not_more_questions(
    model: type, own: Work, operator: User, django_assert_max_num_queries: Any
) -> None:
    for letter in "ABCDEFGH":
        make_license(make_work(f"Nimbus Thing {letter}", holder="Nimbus Pictures"))
    client = client_of(operator)
    with django_assert_max_num_queries(14):
        assert client.get(address(model, "changelist")).status_code == 200
