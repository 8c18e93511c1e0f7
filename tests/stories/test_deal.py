"""A refused prompt becomes a request, the request a license, and the same order a clip."""

import pytest

from feed.models import Notification
from generation.models import Clip, WaitingOrder
from generation.rendering import render_next
from generation.services import send_order
from rights.models import LicenseRequest, LicenseUse, UseState
from rights.profile import Ending
from rights.services import Offer, ask_maker, offer_terms, revoke_license
from tests.rights.factories import make_holder, make_work
from tests.stories.members import Member
from tests.wallets import wallet_of

pytestmark = pytest.mark.django_db(transaction=True)

WISH = "Captain Nimbus waves from his ship"


def is_sent(order: WaitingOrder) -> WaitingOrder:
    """What the worker does when everybody has answered. Twice is once."""
    send_order(order=order)
    return send_order(order=WaitingOrder.objects.get(pk=order.pk))


@pytest.mark.verify
def test_from_a_refusal_to_a_license_to_a_clip_and_to_its_end(
    ann: Member, ben: Member, cat: Member, tiny_engine: None
) -> None:
    make_holder("Nimbus Pictures", member=cat.user)
    make_work("Captain Nimbus", holder="Nimbus Pictures")
    refused = ann.asks("/api/checks/", text=WISH).json()
    assert (refused["allowed"], refused["outcome"]) == (False, "block")
    assert [it["kind"] for it in refused["findings"][0]["actions"] if it["kind"] != "use"] == ["request"]

    asked = ann.asks("/api/orders/", text=WISH, works=["captain-nimbus"], note="For a birthday.")
    assert (asked.status_code, asked.json()["state"]) == (201, "waiting")
    assert ann.asks("/api/orders/", text=WISH, works=["captain-nimbus"]).json()["id"] == asked.json()["id"]
    assert "Waiting for Nimbus Pictures" in ann.reads("/drafts/")
    assert cat.was_told("wish") == [f"Captain Nimbus: {WISH}"]
    request = LicenseRequest.objects.get()

    ask_maker(request=request, by=cat.user, text="Whose birthday?")
    assert ann.was_told("wish_asked") == ["Captain Nimbus: Whose birthday?"]
    assert "Whose birthday?" in ann.reads("/drafts/")
    assert ann.asks(f"/api/requests/{request.pk}/reply/", text="My mother's.").status_code == 200
    assert "Captain Nimbus: My mother's." in cat.was_told("wish")

    terms = Offer(total=1, price=5, credit_line="© Nimbus Pictures", at_end=Ending.REMOVE)
    offer_terms(request=request, by=cat.user, offer=terms, answer="Happy birthday to her.")
    assert ann.was_told("wish_offered") == ["Captain Nimbus: Happy birthday to her."]
    assert "5 credits for each clip" in ann.reads("/drafts/")
    assert not ann.may_make(WISH), "what is offered opens nothing"
    assert ann.asks(f"/api/requests/{request.pk}/accept/").json()["state"] == "approved"

    order = is_sent(WaitingOrder.objects.get())
    assert order.job is not None
    assert (order.state, order.job.prompt, order.job.cost) == ("sent", WISH, 17)
    assert ann.was_told("order_sent") == [WISH]
    assert render_next()
    clip = Clip.objects.get(job=order.job)
    use = LicenseUse.objects.get()
    assert (use.state, use.clip_id, use.price) == (UseState.USED, clip.pk, 5)
    assert wallet_of(ann.user).held == 0

    assert ann.submits(f"/drafts/{clip.pk}/publish/").status_code == 302
    assert ben.sees(clip)
    assert not ann.may_make(WISH), "one clip was licensed, and one was made"

    license = LicenseRequest.objects.get().license
    assert license
    revoke_license(license=license, by=cat.user)
    assert not any(member.sees(clip) for member in (ann, ben, cat))
    assert len(ann.was_told("withdrawn")) == 1


def test_a_no_is_told_and_costs_nothing(ann: Member, cat: Member) -> None:
    make_holder("Nimbus Pictures", member=cat.user)
    make_work("Captain Nimbus", holder="Nimbus Pictures")
    order = ann.asks("/api/orders/", text=WISH, works=["captain-nimbus"]).json()
    [request] = order["requests"]
    gone = ann.asks(f"/api/requests/{request['id']}/withdraw/").json()
    assert gone["state"] == "withdrawn"
    kept = is_sent(WaitingOrder.objects.get())
    assert (kept.state, [reason["code"] for reason in kept.reasons]) == ("refused", ["rights.not_authorized"])
    assert ann.was_told("order_refused")
    assert wallet_of(ann.user).available == 120
    assert ann.submits(f"/orders/{kept.pk}/drop/").status_code == 302
    assert WISH not in ann.reads("/drafts/")


def test_nobody_else_hears_of_it(ann: Member, ben: Member, cat: Member) -> None:
    make_holder("Nimbus Pictures", member=cat.user)
    make_work("Captain Nimbus", holder="Nimbus Pictures")
    ann.asks("/api/orders/", text=WISH, works=["captain-nimbus"])
    assert not Notification.objects.of(ben.user).exclude(kind="followed").exists()
    assert "Captain Nimbus" not in ben.reads("/drafts/")
    assert ben.gets("/api/orders/").json() == []
