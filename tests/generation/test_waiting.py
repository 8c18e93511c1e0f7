"""An order that waits for others goes on by itself when they have answered, or is refused with reasons."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from core.decisions import Conflict, Refused
from generation import receivers
from generation.models import Ground, Job, JobState, ReviewState, Screening, WaitingOrder, WaitingState
from generation.orders import Order
from generation.services import (
    cancel_job,
    close_review,
    drop_order,
    request_and_wait,
    send_order,
    submit_job,
    sweep_orders,
    waiting,
    withdraw_clip,
)
from rights.models import HolderStatus, License, LicenseRequest, RequestState, Work
from rights.services import (
    Offer,
    accept_terms,
    approve_request,
    ask_maker,
    change_holder_status,
    decline_request,
    offer_terms,
    reply_to_holder,
    rule_on_texts,
    withdraw_request,
)
from tests.answers import Arrive
from tests.clips import make_clip
from tests.rights.doubts import doubt
from tests.rights.factories import make_holder, make_license, make_work
from tests.wallets import wallet_of

pytestmark = pytest.mark.django_db

TEXT = "Captain Nimbus waves"
CAPE = "a pilot with a cape of clouds"


@pytest.fixture
def nimbus(carol: User) -> Work:
    make_holder("Nimbus Pictures", member=carol)
    return make_work("Captain Nimbus", holder="Nimbus Pictures")


def wait(by: User, *works: Work, text: str = TEXT, **more: Any) -> WaitingOrder:
    return request_and_wait(order=Order(text, "unused", country="US", **more), by=by, works=works)


def now(order: WaitingOrder) -> WaitingOrder:
    return WaitingOrder.objects.get(pk=order.pk)


def codes(order: WaitingOrder) -> list[str]:
    return [reason["code"] for reason in now(order).reasons]


class TestTheHolderAnswers:
    def test_yes_and_it_goes_on_by_itself(
        self, alice: User, carol: User, nimbus: Work, arrive: Arrive
    ) -> None:
        order = wait(alice, nimbus)
        request = order.requests.get()
        assert (request.prompt, request.state, order.review) == (TEXT, RequestState.OPEN, ReviewState.NONE)
        with arrive():
            ask_maker(request=request, by=carol, text="What for?")
            reply_to_holder(request=request, by=alice, text="My own feed.")
        assert now(order).state == WaitingState.WAITING
        with arrive():
            approve_request(request=request, by=carol, answer="Have fun.")
        assert now(order).state == WaitingState.SENT
        job = Job.objects.get()
        assert (now(order).job, job.prompt, job.state) == (job, TEXT, JobState.QUEUED)
        assert [license.work for license in job.licenses.all()] == [nimbus]

    def test_a_yes_is_for_one_clip_of_this_prompt(
        self, alice: User, carol: User, nimbus: Work, arrive: Arrive
    ) -> None:
        with arrive():
            approve_request(request=wait(alice, nimbus).requests.get(), by=carol)
        with pytest.raises(Refused, match=r"rights\.terms"):
            submit_job(order=Order(TEXT, "once more", country="US"), by=alice)
        cancel_job(job=Job.objects.get(), by=alice)  # what it had set aside is free again
        with pytest.raises(Refused, match=r"rights\.ask"):
            submit_job(order=Order("Captain Nimbus sleeps", "another", country="US"), by=alice)
        submit_job(order=Order(TEXT, "once more", country="US"), by=alice)

    def test_terms_count_once_they_are_accepted(
        self, alice: User, carol: User, nimbus: Work, arrive: Arrive
    ) -> None:
        order = wait(alice, nimbus)
        request = order.requests.get()
        with arrive():
            offer_terms(request=request, by=carol, offer=Offer(price=5))
        assert now(order).state == WaitingState.WAITING
        with pytest.raises(Refused, match=r"rights\.not_authorized"):
            submit_job(order=Order(TEXT, "impatient", country="US"), by=alice)
        with arrive():
            accept_terms(request=request, by=alice)
        assert now(order).state == WaitingState.SENT
        assert wallet_of(alice).held == Job.objects.get().cost == 12 + 5

    @pytest.mark.parametrize("answer", ["decline", "withdraw", "wrong terms"])
    def test_anything_else_and_it_is_refused_with_the_reason(
        self, answer: str, alice: User, carol: User, nimbus: Work, arrive: Arrive
    ) -> None:
        order = wait(alice, nimbus)
        request = order.requests.get()
        with arrive():
            if answer == "decline":
                decline_request(request=request, by=carol, answer="Not in this house.")
            elif answer == "withdraw":
                withdraw_request(request=request, by=alice)
            else:
                offer_terms(request=request, by=carol, offer=Offer(territory=["JP"]))
                accept_terms(request=request, by=alice)
        assert now(order).state == WaitingState.REFUSED
        assert codes(order) == ["rights.terms" if answer == "wrong terms" else "rights.not_authorized"]
        assert not Job.objects.exists()
        assert not Screening.objects.latest("pk").allowed

    def test_the_last_of_several_answers_lets_it_go(
        self, alice: User, bob: User, carol: User, nimbus: Work, arrive: Arrive
    ) -> None:
        make_holder("Northstar", member=bob)
        cola = make_work("Northstar Cola", holder="Northstar")
        order = wait(alice, nimbus, cola, text="Captain Nimbus drinks Northstar Cola")
        with arrive():
            approve_request(request=order.requests.get(work=nimbus), by=carol)
        assert now(order).state == WaitingState.WAITING
        with arrive():
            approve_request(request=order.requests.get(work=cola), by=bob)
        assert now(order).state == WaitingState.SENT

    def test_a_license_that_wants_to_see_the_prompt_carries_it_once_approved(
        self, alice: User, carol: User, nimbus: Work, arrive: Arrive
    ) -> None:
        make_license(nimbus, grantee=alice, approval="prompt", total=0)
        standing = make_license(nimbus, approval="prompt")
        request = wait(alice, nimbus).requests.get()
        assert request.license == standing, "the one that is used up asks nobody"
        with arrive():
            approve_request(request=request, by=carol)
        assert Job.objects.get().licenses.get() == standing

    def test_a_license_that_rests_when_they_say_yes_is_replaced(
        self, alice: User, carol: User, nimbus: Work, arrive: Arrive
    ) -> None:
        standing = make_license(nimbus, approval="prompt")
        request = wait(alice, nimbus).requests.get()
        License.objects.filter(pk=standing.pk).update(ends_at=timezone.now())
        with arrive():
            approve_request(request=request, by=carol)
        assert Job.objects.get().licenses.get() != standing


class TestBeforeItWaits:
    def test_there_has_to_be_something_to_ask(self, alice: User, nimbus: Work) -> None:
        with pytest.raises(Refused, match=r"order\.nothing_to_ask"):
            wait(alice, nimbus, text="a fox in the snow")

    def test_what_nobody_can_allow_is_refused_at_once(self, alice: User, nimbus: Work) -> None:
        with pytest.raises(Refused, match=r"safety\.sexual"):
            wait(alice, nimbus, text="naked Captain Nimbus")
        assert not LicenseRequest.objects.exists()

    def test_it_does_not_wait_in_vain_for_one_of_two(self, alice: User, nimbus: Work) -> None:
        make_work("Northstar Cola", holder="Northstar")
        with pytest.raises(Refused) as refusal:
            wait(alice, nimbus, text="Captain Nimbus drinks Northstar Cola")
        first = refusal.value.decision.reasons[0]
        assert (first.code, first.subject) == ("order.unasked", "Northstar Cola")
        assert not LicenseRequest.objects.exists()

    @pytest.mark.parametrize("nobody", ["unclaimed", "suspended", "disputed"])
    def test_somebody_has_to_be_there_to_answer(self, nobody: str, alice: User, nimbus: Work) -> None:
        if nobody == "unclaimed":
            nimbus = make_work("The Old Lighthouse")
        elif nobody == "suspended":
            assert nimbus.holder
            change_holder_status(holder=nimbus.holder, status=HolderStatus.SUSPENDED, by=None)
        else:
            Work.objects.filter(pk=nimbus.pk).update(disputed_at=timezone.now())
        code = r"rights\.disputed" if nobody == "disputed" else r"request\.nobody"
        with pytest.raises(Refused, match=code):
            wait(alice, nimbus, text=f"{nimbus.title} at night")
        assert not WaitingOrder.objects.exists()

    def test_the_number_of_requests_has_an_end_and_nothing_is_kept_halfway(
        self, alice: User, nimbus: Work, settings: Any
    ) -> None:
        settings.REQUESTS_AT_ONCE = 1
        cola = make_work("Northstar Cola", holder="Nimbus Pictures")
        with pytest.raises(Refused, match=r"request\.many"):
            wait(alice, nimbus, cola, text="Captain Nimbus drinks Northstar Cola")
        assert not LicenseRequest.objects.exists()
        wait(alice, nimbus)
        with pytest.raises(Refused, match=r"request\.many"):
            wait(alice, cola, text="Northstar Cola")

    def test_one_question_about_a_work_at_a_time(self, alice: User, nimbus: Work) -> None:
        assert wait(alice, nimbus).requests.get() == wait(alice, nimbus).requests.get()
        with pytest.raises(Refused, match=r"request\.waiting"):
            wait(alice, nimbus, text="Captain Nimbus sleeps")


class TestAModeratorLooks:
    @pytest.fixture(autouse=True)
    def _doubt(self, nimbus: Work, monkeypatch: pytest.MonkeyPatch) -> None:
        doubt(monkeypatch, CAPE, nimbus)

    def test_a_doubt_waits_with_what_the_gate_read_and_saw(self, alice: User, nimbus: Work) -> None:
        parent = make_clip(alice, prompt=f"{CAPE} lands")
        order = wait(alice, text=f"{CAPE} flies", parent=parent)
        assert order.review == ReviewState.WAITING
        assert order.texts == [f"{CAPE} flies", f"{CAPE} lands"]
        assert order.in_doubt == ["captain-nimbus"]
        assert [(it["text"], it["score"]) for it in order.evidence] == [(0, 0.81), (1, 0.81)]

    def test_once_allowed_it_goes_on(self, alice: User, bob: User, nimbus: Work, arrive: Arrive) -> None:
        order = wait(alice, text=CAPE)
        assert sweep_orders() == 0
        with arrive():
            rule_on_texts(texts=order.texts, works=[nimbus], allowed=True, by=bob, reason="ordinary")
            close_review(order=order)
        assert now(order).state == WaitingState.SENT
        with pytest.raises(Conflict):
            close_review(order=order)

    def test_once_refused_it_ends_with_the_reason_and_is_not_asked_again(
        self, alice: User, bob: User, nimbus: Work, arrive: Arrive
    ) -> None:
        order = wait(alice, text=CAPE)
        with arrive():
            rule_on_texts(texts=order.texts, works=[nimbus], allowed=False, by=bob, reason="that is his cape")
            close_review(order=order)
        assert (now(order).state, codes(order)) == (WaitingState.REFUSED, ["rights.ruled"])
        assert "that is his cape" in now(order).reasons[0]["message"]
        with pytest.raises(Refused, match=r"rights\.ruled"):
            wait(alice, text=CAPE)

    def test_what_was_refused_can_be_asked_of_its_holder(
        self, alice: User, bob: User, carol: User, nimbus: Work, arrive: Arrive
    ) -> None:
        rule_on_texts(texts=[CAPE], works=[nimbus], allowed=False, by=bob, reason="that is his cape")
        order = wait(alice, nimbus, text=CAPE)
        with arrive():
            approve_request(request=order.requests.get(), by=carol)
        assert now(order).state == WaitingState.SENT

    def test_who_asks_the_holder_needs_no_moderator(self, alice: User, nimbus: Work) -> None:
        assert wait(alice, nimbus, text=CAPE).review == ReviewState.NONE


class TestGoingOn:
    @pytest.fixture
    def answered(
        self, alice: User, carol: User, nimbus: Work, monkeypatch: pytest.MonkeyPatch
    ) -> WaitingOrder:
        """The holder has said yes, and the wake-up was lost."""
        monkeypatch.setattr(receivers, "_send_later", lambda order: None)
        order = wait(alice, nimbus)
        approve_request(request=order.requests.get(), by=carol)
        return now(order)

    def test_a_lost_wake_up_is_found_by_the_sweep(self, answered: WaitingOrder) -> None:
        assert sweep_orders() == 1
        assert now(answered).state == WaitingState.SENT
        assert sweep_orders() == 0

    def test_twice_is_once(self, answered: WaitingOrder, alice: User) -> None:
        first, stale = send_order(order=answered), send_order(order=answered)
        assert first.job == Job.objects.get()
        assert stale.state in (WaitingState.WAITING, WaitingState.SENT)
        assert wallet_of(alice).held == Job.objects.get().cost

    def test_what_broke_between_job_and_order_is_mended(
        self, answered: WaitingOrder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(waiting, "_send", lambda *_: 1 / 0)
            sweep_orders()
        assert Job.objects.count() == 1
        assert now(answered).state == WaitingState.WAITING
        with pytest.raises(Conflict, match="on its way"):
            drop_order(order=answered, by=answered.user)
        sweep_orders()
        assert now(answered).job == Job.objects.get()

    def test_who_drops_it_at_that_moment_gets_no_job(
        self, answered: WaitingOrder, alice: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        send = waiting._send

        def drop_first(order: WaitingOrder, job: Job) -> WaitingOrder:
            WaitingOrder.objects.filter(pk=order.pk).update(state=WaitingState.DROPPED)
            return send(order, job)

        monkeypatch.setattr(waiting, "_send", drop_first)
        send_order(order=answered)
        assert Job.objects.get().state == JobState.CANCELLED
        assert wallet_of(alice).held == 0

    def test_it_waits_for_room_in_the_queue(self, answered: WaitingOrder, alice: User, settings: Any) -> None:
        settings.JOBS_AT_ONCE = 1
        busy = submit_job(order=Order("a fox", "one", country="US"), by=alice)
        sweep_orders()
        assert now(answered).state == WaitingState.WAITING
        cancel_job(job=busy, by=alice)
        sweep_orders()
        assert now(answered).state == WaitingState.SENT

    def test_a_registry_out_of_reach_is_waited_for(
        self, answered: WaitingOrder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patch:
            patch.setattr("rights.registry.current", lambda: 1 / 0)
            sweep_orders()
        assert now(answered).state == WaitingState.WAITING
        sweep_orders()
        assert now(answered).state == WaitingState.SENT

    def test_one_that_breaks_keeps_no_other_waiting(
        self, answered: WaitingOrder, bob: User, nimbus: Work, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        send = submit_job

        def break_for_bob(*, order: Order, by: User) -> Job:
            return send(order=order, by=by) if by != bob else 1 / 0  # type: ignore[return-value]

        assert nimbus.holder
        broken = wait(bob, nimbus)
        approve_request(request=broken.requests.get(), by=nimbus.holder.members.get())
        monkeypatch.setattr(waiting, "submit_job", break_for_bob)
        assert sweep_orders() == 2
        assert (now(answered).state, now(broken).state) == (WaitingState.SENT, WaitingState.WAITING)

    def test_without_its_parent_it_does_not_become_a_plain_clip(
        self, alice: User, bob: User, carol: User, nimbus: Work, arrive: Arrive
    ) -> None:
        parent = make_clip(bob, published=True)
        order = wait(alice, nimbus, parent=parent)
        withdraw_clip(clip=parent, ground=Ground.MODERATION, source="case:1")
        with arrive():
            approve_request(request=order.requests.get(), by=carol)
        assert codes(order) == ["remix.gone"]
        WaitingOrder.objects.filter(pk=order.pk).update(state=WaitingState.WAITING, parent=None)
        send_order(order=now(order))
        assert codes(order) == ["remix.gone"]

    def test_a_license_that_ends_meanwhile_refuses_it(self, answered: WaitingOrder, alice: User) -> None:
        License.objects.update(starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now())
        sweep_orders()
        assert codes(answered) == ["rights.not_authorized"]


class TestDropping:
    def test_a_dropped_order_does_not_go_on(
        self, alice: User, carol: User, nimbus: Work, arrive: Arrive
    ) -> None:
        order = wait(alice, nimbus)
        drop_order(order=order, by=alice)
        with arrive():
            approve_request(request=order.requests.get(), by=carol)
        assert now(order).state == WaitingState.DROPPED
        assert not Job.objects.exists()
        with pytest.raises(Conflict):
            drop_order(order=order, by=alice)

    def test_others_drop_nothing(self, alice: User, bob: User, nimbus: Work) -> None:
        order = wait(alice, nimbus)
        with pytest.raises(WaitingOrder.DoesNotExist):
            drop_order(order=order, by=bob)
