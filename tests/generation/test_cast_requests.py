"""People ask to put somebody into a clip; the clip waits for the answer, and rests on it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.services import block, delete_account, unblock
from cameos.models import Approval, Cameo, CastRequest, CastState, ConsentUse, Kind, Scope
from cameos.services import (
    CastAnswer,
    Looks,
    answer_cast,
    change_scope,
    change_terms,
    deny_person,
    lift_denial,
    redescribe_being,
    revoke_cast,
    spend_consents,
    take_back_everything,
    withdraw_cameo,
    withdraw_cast,
)
from core.decisions import Conflict, Refused
from feed.models import NoticeKind
from feed.services import publish_clip
from generation import rendering
from generation.checks import check
from generation.models import Clip, Job, JobState, WaitingOrder, WaitingState
from generation.orders import Order
from generation.services import (
    claim_job,
    give_back,
    request_and_wait,
    send_order,
    submit_job,
    sweep_orders,
)
from tests.cameos.factories import REX, make_being, make_cameo
from tests.clips import make_clip
from tests.doors import Door
from tests.generation.asking import TEXT, answer, ask, expire, order, told
from tests.generation.faces import make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def cameo(alice: User) -> Cameo:
    return make_cameo(alice, scope=Scope.APPROVED)


def test_the_check_offers_to_ask_whoever_can_be_asked(cameo: Cameo, carol: User) -> None:
    found = check(order(), by=carol)
    [card] = [it for it in found.findings if it.title == "@alice"]
    assert [(it.kind, it.person) for it in card.actions] == [("cast", "alice")]
    assert found.can_ask


@pytest.mark.parametrize("closed", ["only_me", "blocked", "denied", "declined"])
def test_nobody_is_asked_who_is_closed_to_this_person(
    closed: str, cameo: Cameo, alice: User, carol: User
) -> None:
    if closed == "only_me":
        change_terms(cameo=cameo, terms={"scope": Scope.ONLY_ME}, by=alice)
    elif closed == "blocked":
        block(user=carol, by=alice)
    elif closed == "denied":
        deny_person(cameo=cameo, person=carol, by=alice)
    else:
        answer(ask(carol), CastAnswer.NO)
        sweep_orders()
    assert not check(order(), by=carol).can_ask
    with pytest.raises(Refused, match=r"consent\.scope"):
        request_and_wait(order=order(), by=carol, people=["alice"])


def test_no_answer_removes_a_rule(cameo: Cameo, carol: User) -> None:
    change_terms(cameo=cameo, terms={"scope": Scope.EVERYONE}, by=cameo.owner)
    with pytest.raises(Refused, match=r"consent\.topic"):
        request_and_wait(order=order("@alice at an election rally"), by=carol, people=["alice"])


def test_a_clip_that_is_allowed_once_goes_on_by_itself(cameo: Cameo, carol: User) -> None:
    request = ask(carol)
    assert told(cameo.owner, NoticeKind.CAST_ASKED) == 1
    waiting = WaitingOrder.objects.get()
    assert waiting.awaited == ["@alice"]
    assert not WaitingOrder.objects.answered().exists()
    answer(request)
    assert told(carol, NoticeKind.CAST_ALLOWED) == 1
    assert send_order(order=waiting).state == WaitingState.SENT
    assert Job.objects.get().state == JobState.QUEUED
    assert ConsentUse.objects.get().request == request


def test_once_is_once_and_for_these_words(cameo: Cameo, carol: User) -> None:
    answer(ask(carol))
    with pytest.raises(Refused, match=r"consent\.scope"):
        submit_job(order=Order("@alice drowns", "x", country="US"), by=carol)
    submit_job(order=Order(f"  {TEXT.replace(' ', '  ')} ", "y", country="US"), by=carol)
    with pytest.raises(Refused, match=r"consent\.scope"):
        submit_job(order=Order(TEXT, "z", country="US"), by=carol)


def test_once_is_for_this_company(cameo: Cameo, carol: User) -> None:
    make_being("rex", carol)
    answer(ask(carol))
    with pytest.raises(Refused, match=r"consent\.scope"):
        submit_job(order=Order(TEXT, "x", ("rex",), country="US"), by=carol)


def test_once_is_for_what_the_others_look_like(cameo: Cameo, carol: User, client: Client) -> None:
    rex = make_being("rex", carol)
    wish = Order(TEXT, "x", ("rex",), country="US")
    request = request_and_wait(order=wish, by=carol, people=["alice"]).cast_requests.get()
    client.force_login(cameo.owner)
    page = client.get(reverse("generation:cast_requests")).content.decode()
    assert all(words in page for words in ("With @rex", rex.looks))
    answer(request)
    redescribe_being(cameo=rex, looks=Looks(Kind.PET, "Rex", "a black wolf"), by=carol)
    with pytest.raises(Refused, match=r"consent\.scope"):
        submit_job(order=wish, by=carol)
    redescribe_being(cameo=rex, looks=REX, by=carol)
    assert submit_job(order=wish, by=carol)


def test_once_is_for_this_picture_and_it_is_shown(cameo: Cameo, bob: User, carol: User) -> None:
    asked_with, other = make_picture(carol), make_picture(carol)
    wish = Order(TEXT, "x", picture=asked_with, country="US")
    request = request_and_wait(order=wish, by=carol, people=["alice"]).cast_requests.get()
    address = reverse("generation:picture", args=[asked_with.pk])
    assert address in Door(cameo.owner).reads(reverse("generation:cast_requests"))
    seen = {who.username: Door(who).client.get(address).status_code for who in (cameo.owner, bob, carol)}
    assert seen == {"alice": 200, "bob": 404, "carol": 200}
    assert Door(cameo.owner).client.get(reverse("generation:picture", args=[other.pk])).status_code == 404
    answer(request)
    for start in (None, other):
        with pytest.raises(Refused, match=r"consent\.scope"):
            submit_job(order=Order(TEXT, "y", picture=start, country="US"), by=carol)
    assert submit_job(order=wish, by=carol)


def test_a_permission_for_one_clip_is_nobody_elses(cameo: Cameo, bob: User, carol: User) -> None:
    answer(ask(carol))
    with pytest.raises(Refused, match=r"consent\.scope"):
        submit_job(order=order(), by=bob)


def test_a_permission_that_nobody_used_ends(cameo: Cameo, carol: User) -> None:
    expire(answer(ask(carol)))
    with pytest.raises(Refused, match=r"consent\.scope"):
        submit_job(order=order(), by=carol)


def test_a_question_that_nobody_answers_ends_and_the_order_with_it(cameo: Cameo, carol: User) -> None:
    request = ask(carol)
    expire(request)
    sweep_orders()
    assert WaitingOrder.objects.get().state == WaitingState.REFUSED
    with pytest.raises(Conflict):
        answer(request)


def test_a_no_refuses_the_order(cameo: Cameo, carol: User) -> None:
    answer(ask(carol), CastAnswer.NO)
    sweep_orders()
    assert WaitingOrder.objects.get().state == WaitingState.REFUSED
    assert told(carol, NoticeKind.CAST_REFUSED) == 1


def test_a_person_who_is_approved_makes_what_they_like(cameo: Cameo, carol: User) -> None:
    request = answer(ask(carol), CastAnswer.PERSON)
    assert request.state == CastState.GRANTED
    assert submit_job(order=Order("@alice rides", "k", country="US"), by=carol)


def test_what_was_allowed_once_can_be_taken_back(cameo: Cameo, alice: User, carol: User) -> None:
    request = answer(ask(carol))
    job = submit_job(order=order(), by=carol)
    revoke_cast(request=request, by=alice)
    job.refresh_from_db()
    assert (job.state, job.failure_code) == (JobState.FAILED, "consent.withdrawn")


def test_a_clip_that_was_made_with_permission_outlives_the_day_of_the_permission(
    cameo: Cameo, alice: User, carol: User
) -> None:
    request = answer(ask(carol))
    job = submit_job(order=order(), by=carol)
    clip = make_clip(carol, prompt=TEXT, cast=[cameo])
    Clip.objects.filter(pk=clip.pk).update(job=job)
    clip.refresh_from_db()
    spend_consents(job_id=job.pk, clip_id=clip.pk)
    expire(request)
    publish_clip(clip=clip, caption="", by=carol, country="US")
    change_terms(cameo=cameo, terms={"per_day": 1}, by=alice)
    assert Clip.objects.shown_to(carol).filter(pk=clip.pk).exists()
    revoke_cast(request=request, by=alice)
    assert not Clip.objects.shown_to(carol).filter(pk=clip.pk).exists()


def test_a_job_that_was_allowed_once_ends_with_the_day_until_which_it_had_to_begin(
    cameo: Cameo, carol: User
) -> None:
    request = answer(ask(carol))
    job = submit_job(order=order(), by=carol)
    assert job.rests_until == request.expires_at
    expire(request)
    claimed = claim_job()
    assert claimed
    assert not rendering.cleared(claimed)
    assert Job.objects.get().state == JobState.FAILED
    assert carol.wallet.held == 0


def test_once_it_has_begun_in_time_that_day_is_no_end_of_the_clip(cameo: Cameo, carol: User) -> None:
    request = answer(ask(carol))
    submit_job(order=order(), by=carol)
    claimed = claim_job()
    assert claimed
    assert rendering.cleared(claimed)
    assert Job.objects.get().rests_until is None
    expire(request)
    change_terms(cameo=cameo, terms={"voice": False}, by=cameo.owner)
    give_back(job=claimed)
    again = claim_job()
    assert again
    assert rendering.cleared(again), "a worker was lost, and that is not the maker's fault"


def test_a_clip_goes_with_the_permission_that_is_taken_back_also_from_a_friend(
    cameo: Cameo, alice: User, bob: User
) -> None:
    change_terms(cameo=cameo, terms={"scope": Scope.MUTUALS, "approval": Approval.PROMPT}, by=alice)
    request = answer(ask(bob))
    job = submit_job(order=order(), by=bob)
    clip = make_clip(bob, prompt=TEXT, cast=[cameo], published=True)
    Clip.objects.filter(pk=clip.pk).update(job=job)
    spend_consents(job_id=job.pk, clip_id=clip.pk)
    revoke_cast(request=request, by=alice)
    assert not Clip.objects.available().filter(pk=clip.pk).exists()


def test_who_reads_each_prompt_reads_that_of_a_friend_too(cameo: Cameo, alice: User, bob: User) -> None:
    change_terms(cameo=cameo, terms={"scope": Scope.MUTUALS, "approval": Approval.PROMPT}, by=alice)
    [card] = [it for it in check(order(), by=bob).findings if it.title == "@alice"]
    assert (card.state, card.tag) == ("ask", "Reads it first")
    answer(ask(bob), CastAnswer.PERSON)
    assert submit_job(order=order(), by=bob)
    with pytest.raises(Refused, match=r"consent\.prompt"):
        submit_job(order=Order("@alice sings", "k", country="US"), by=bob)


def test_whoever_asked_may_take_it_back(cameo: Cameo, bob: User, carol: User) -> None:
    request = ask(carol)
    with pytest.raises(CastRequest.DoesNotExist):
        withdraw_cast(request=request, by=bob)
    assert withdraw_cast(request=request, by=carol).state == CastState.WITHDRAWN


@pytest.mark.parametrize("said", [CastAnswer.ONCE, CastAnswer.PERSON])
def test_whoever_is_kept_out_is_told_no_yes(
    said: CastAnswer, cameo: Cameo, carol: User, client: Client
) -> None:
    request = ask(carol)
    deny_person(cameo=cameo, person=carol, by=cameo.owner)
    client.force_login(cameo.owner)
    assert TEXT not in client.get(reverse("generation:cast_requests")).content.decode()
    with pytest.raises(Conflict, match=r"keep .* out by name"):
        answer(request, said)
    assert CastRequest.objects.get().state == CastState.OPEN
    lift_denial(cameo=cameo, person=carol, by=cameo.owner)
    assert TEXT in client.get(reverse("generation:cast_requests")).content.decode()
    assert answer(request, said).state != CastState.OPEN


def test_who_leaves_keeps_nobody_waiting(cameo: Cameo, alice: User, carol: User) -> None:
    ask(carol)
    withdraw_cameo(cameo=cameo, by=alice)
    sweep_orders()
    assert CastRequest.objects.get().state == CastState.WITHDRAWN
    assert WaitingOrder.objects.get().state == WaitingState.REFUSED


def test_whoever_leaves_asks_nothing_any_more(cameo: Cameo, carol: User) -> None:
    ask(carol)
    delete_account(by=carol)
    assert CastRequest.objects.get().state == CastState.WITHDRAWN


def parted(cameo: Cameo, person: User) -> None:
    block(user=person, by=cameo.owner)
    unblock(user=person, by=cameo.owner)


def shut_out(cameo: Cameo, person: User) -> None:
    deny_person(cameo=cameo, person=person, by=cameo.owner)
    lift_denial(cameo=cameo, person=person, by=cameo.owner)


def cleared(cameo: Cameo, person: User) -> None:
    take_back_everything(cameo=cameo, by=cameo.owner)
    change_scope(cameo=cameo, scope=Scope.APPROVED, by=cameo.owner)


def begun_anew(cameo: Cameo, person: User) -> None:
    withdraw_cameo(cameo=cameo, by=cameo.owner)
    make_cameo(cameo.owner, scope=Scope.APPROVED)


@pytest.mark.parametrize("end", [parted, shut_out, cleared, begun_anew])
def test_what_was_allowed_once_does_not_come_back(
    end: Callable[[Cameo, User], None], cameo: Cameo, carol: User
) -> None:
    request = answer(ask(carol))
    WaitingOrder.objects.all().delete()
    end(cameo, carol)
    request.refresh_from_db()
    assert request.state == CastState.REVOKED
    with pytest.raises(Refused):
        submit_job(order=order(), by=carol)
    assert told(carol, NoticeKind.CAST_REFUSED) == 0, "a block is nobody's business"


def test_a_block_ends_the_question_and_the_order_with_it(
    cameo: Cameo, carol: User, django_capture_on_commit_callbacks: Any
) -> None:
    request = ask(carol)
    with django_capture_on_commit_callbacks(execute=True):
        block(user=carol, by=cameo.owner)
    request.refresh_from_db()
    assert request.state == CastState.WITHDRAWN
    sweep_orders()
    assert WaitingOrder.objects.get().state == WaitingState.REFUSED


def test_whoever_is_not_in_standing_allows_nothing(cameo: Cameo, alice: User, carol: User) -> None:
    request = ask(carol)
    User.objects.filter(pk=alice.pk).update(suspended_at=timezone.now())
    with pytest.raises(Refused):
        answer_cast(request=request, answer=CastAnswer.ONCE, by=User.objects.get(pk=alice.pk))
