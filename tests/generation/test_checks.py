"""What the composer is told: outcomes, prices, and ways out that the gate would let through."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from rights.models import WorkKind
from rights.profile import Approval, Purpose
from tests.doors import Door
from tests.rights.factories import make_holder, make_license, make_work

pytestmark = pytest.mark.django_db

WISH = "Captain Nimbus waves from his ship"


@pytest.fixture
def ann(alice: User) -> Door:
    return Door(alice)


@pytest.fixture
def nimbus(db: None) -> Any:
    return make_work("Captain Nimbus", holder="Nimbus Pictures", alternative="a cloud-caped pilot")


def check(door: Door, text: str = WISH, **more: Any) -> Any:
    answer = door.asks("/api/checks/", text=text, **more)
    assert answer.status_code == 200
    return answer.json()


def actions(found: Any, kind: str) -> list[str]:
    return [it["text"] for it in found["actions"] if it["kind"] == kind]


def test_a_license_tells_its_price_its_end_its_credit_and_what_is_left(ann: Door, nimbus: Any) -> None:
    end = timezone.now() + timedelta(days=30)
    make_license(nimbus, ends_at=end, price=5, per_day=3, total=20, credit_line="© Nimbus Pictures")
    said = check(ann)
    [found] = said["findings"]
    assert (said["allowed"], said["outcome"], said["cost"], said["price"]) == (True, "licensed", 17, 5)
    assert (found["state"], found["left"], found["price"]) == ("ok", 3, 5)
    assert found["credit_line"] == "© Nimbus Pictures"
    assert f"until {end:%-d %B %Y}" in found["reason"]
    assert "3 clips left." in found["reason"]


def test_a_holder_who_sees_each_prompt_is_asked(ann: Door, nimbus: Any) -> None:
    make_license(nimbus, approval=Approval.PROMPT)
    said = check(ann)
    [found] = said["findings"]
    assert (said["allowed"], said["outcome"], found["state"]) == (False, "ask", "ask")
    assert actions(found, "request") == ["Ask Nimbus Pictures"]


def test_a_holder_who_sees_each_clip_stops_nothing_yet(ann: Door, nimbus: Any) -> None:
    make_license(nimbus, approval=Approval.CLIP)
    said = check(ann)
    assert (said["allowed"], said["outcome"]) == (True, "licensed")
    assert said["findings"][0]["state"] == "ask"


def test_terms_that_do_not_cover_it_are_named_and_another_purpose_is_another_answer(
    ann: Door, nimbus: Any
) -> None:
    make_license(nimbus, purposes=[Purpose.EDUCATION])
    [found] = check(ann)["findings"]
    assert (found["tag"], found["reason"]) == ("Not covered", "The license is only for: education.")
    assert check(ann, purpose="education")["allowed"]
    assert ann.asks("/api/checks/", text="a fox", purpose="revenge").status_code == 400


def test_the_own_alternative_comes_first_then_the_request_then_other_works_and_words(
    ann: Door, nimbus: Any
) -> None:
    make_license(make_work("Duke Drizzle", holder="Rainy Films"), price=2)
    make_license(make_work("Baron Breeze", holder="Rainy Films"))
    make_license(make_work("Northstar Cola", holder="Rainy Films", kind=WorkKind.BRAND))
    make_work("Lady Lightning", holder="Rainy Films")
    [found] = check(ann, f"It rains. {WISH}. Then it stops.")["findings"]
    assert [(it["text"], it["work"], it["note"]) for it in found["actions"]] == [
        ("a cloud-caped pilot", "", ""),
        ("Request a license", "captain-nimbus", ""),
        ("Baron Breeze", "baron-breeze", "licensed"),
        ("Duke Drizzle", "duke-drizzle", "licensed, 2 credits"),
        ("An invented character waves from his ship.", "", ""),
    ]
    assert found["alternatives"] == ["a cloud-caped pilot", "Baron Breeze", "Duke Drizzle"]


def test_what_the_gate_would_refuse_is_not_offered(ann: Door) -> None:
    make_work("Captain Nimbus", holder="Nimbus Pictures", alternative="Lady Lightning")
    make_work("Lady Lightning", holder="Rainy Films")
    opened = make_work("Duke Drizzle", holder="Rainy Films")
    make_license(opened, purposes=[Purpose.EDUCATION])
    [found] = check(ann)["findings"]
    assert found["alternatives"] == []


def test_one_tap_changes_a_sentence_with_two_closed_works(ann: Door, nimbus: Any) -> None:
    make_work("Northstar Cola", holder="Rainy Films", kind=WorkKind.BRAND)
    text = "The Captain Nimbus shares a Northstar Cola."
    for found in check(ann, text)["findings"]:
        assert "An invented character shares a product without a brand." in actions(found, "use")


def test_a_work_whose_holder_is_not_here_cannot_be_asked_for(ann: Door) -> None:
    make_work("Captain Nimbus")
    [found] = check(ann)["findings"]
    assert actions(found, "request") == []
    answer = ann.asks("/api/orders/", text=WISH, works=["captain-nimbus"])
    assert (answer.status_code, answer.json()["reasons"][0]["code"]) == (403, "request.nobody")


def test_every_holder_has_to_be_asked_at_once(ann: Door, nimbus: Any) -> None:
    make_work("Duke Drizzle", holder="Rainy Films")
    both = "Captain Nimbus meets Duke Drizzle"
    assert ann.asks("/api/orders/", text=both, works=["captain-nimbus"]).status_code == 403
    order = ann.asks("/api/orders/", text=both, works=["captain-nimbus", "duke-drizzle"]).json()
    assert [it["holder"] for it in order["requests"]] == ["Nimbus Pictures", "Rainy Films"]


def test_what_nobody_could_allow_is_not_asked_for(ann: Door, nimbus: Any) -> None:
    answer = ann.asks("/api/orders/", text="@nobody meets Captain Nimbus", works=["captain-nimbus"])
    assert "consent.unknown" in [reason["code"] for reason in answer.json()["reasons"]]
    assert ann.gets("/api/orders/").json() == []


def test_a_day_that_has_passed_is_no_end(ann: Door, nimbus: Any) -> None:
    answer = ann.asks("/api/orders/", text=WISH, works=["captain-nimbus"], until="2020-01-01")
    assert answer.status_code == 400


def test_an_order_is_read_and_dropped(ann: Door, nimbus: Any) -> None:
    order = ann.asks("/api/orders/", text=WISH, works=["captain-nimbus"]).json()
    address = f"/api/orders/{order['id']}/"
    assert ann.gets(address).json()["state"] == "waiting"
    assert ann.client.delete(address).json()["state"] == "dropped"
    assert ann.client.delete(address).status_code == 409


def test_nothing_tells_the_alias_or_the_stage(ann: Door, nimbus: Any) -> None:
    from rights.services import add_alias  # noqa: PLC0415

    add_alias(work=nimbus, text="Cloudy McCape", by=None)
    said = ann.asks("/api/checks/", text="C l o u d y  M c C a p e waves").text
    assert "Captain Nimbus" in said
    assert "Cloudy" not in said
    assert "stage" not in said


def test_the_form_without_scripts_shows_the_same_findings_and_a_form_to_ask(ann: Door, nimbus: Any) -> None:
    make_holder("Nimbus Pictures")
    page = ann.submits("/create/", text=WISH)
    assert page.status_code == 422
    assert "hasn&#x27;t opened Captain Nimbus" in page.text
    assert 'name="works" value="captain-nimbus"' in page.text
    asked = ann.submits("/create/wait/", text=WISH, works="captain-nimbus", reach="site", until="", note="")
    assert asked.status_code == 302
    assert "Waiting for Nimbus Pictures" in ann.reads("/drafts/")
