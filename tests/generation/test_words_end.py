"""When a likeness ends, so does what others keep of its words and its name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.models import User
from accounts.services import delete_account
from cameos.models import Cameo, CastRequest, Scope
from cameos.services import pause_cameo, withdraw_cameo
from feed.models import Notification
from generation.models import Clip, Job, JobState, Withdrawal
from generation.orders import Order
from generation.services import fail_job, request_and_wait, submit_job
from tests.cameos.factories import make_being, make_cameo
from tests.clips import make_clip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(settings: Settings) -> None:
    settings.LIKENESS_COOL_DOWN_HOURS = 0


@pytest.fixture
def rex(alice: User) -> Cameo:
    return make_being("rex", alice, scope=Scope.EVERYONE)


def order(by: User, text: str, key: str = "one", parent: Clip | None = None) -> Job:
    return submit_job(order=Order(text, key, country="US", parent=parent), by=by)


def looks_in(job: Job) -> bool:
    return "one white ear" in str(Job.objects.get(pk=job.pk).additions)


def test_jobs_forget_what_a_being_looked_like(rex: Cameo, alice: User, bob: User) -> None:
    waiting, failed = order(alice, "@rex swims"), order(bob, "@rex runs")
    fail_job(job=failed, code="engine", message="It broke.")
    assert (looks_in(waiting), looks_in(failed)) == (True, True)
    pause_cameo(cameo=rex, by=alice)
    assert looks_in(failed), "a pause erases nothing"
    withdraw_cameo(cameo=rex, by=alice)
    assert (looks_in(waiting), looks_in(failed)) == (False, False)


def test_so_do_those_of_remixes_and_other_jobs_keep_their_own(rex: Cameo, alice: User, bob: User) -> None:
    make_being("bowl", bob, scope=Scope.EVERYONE)
    apart = order(bob, "@bowl shines")
    remix = order(bob, "the same at night", "two", parent=make_clip(bob, cast=[rex], published=True))
    assert looks_in(remix)
    withdraw_cameo(cameo=rex, by=alice)
    assert not looks_in(remix)
    assert looks_in(apart)


def test_questions_to_others_forget_it_too(rex: Cameo, bob: User, carol: User) -> None:
    make_cameo(carol, scope=Scope.APPROVED)
    make_being("bowl", carol, scope=Scope.EVERYONE)
    for number, being in enumerate(("rex", "bowl")):
        wish = Order(f"@carol swims with @{being}", str(number), country="US")
        request_and_wait(order=wish, by=bob, people=["carol"])
    told = {str(asked.company): bool(asked.lines) for asked in CastRequest.objects.all()}
    assert told == {"['rex']": True, "['bowl']": True}
    withdraw_cameo(cameo=rex, by=rex.owner)
    told = {str(asked.company): bool(asked.lines) for asked in CastRequest.objects.all()}
    assert told == {"['rex']": False, "['bowl']": True}


def test_whoever_closes_their_account_takes_it_all_along(rex: Cameo, alice: User, bob: User) -> None:
    make_cameo(alice, scope=Scope.EVERYONE)
    job = order(bob, "@rex swims with @alice")
    carol = make_cameo("carol", scope=Scope.APPROVED).owner
    wish = Order("@carol swims with @rex", "two", country="US")
    request_and_wait(order=wish, by=bob, people=[carol.username])
    assert CastRequest.objects.get().lines
    delete_account(by=alice)
    assert not Job.objects.get(pk=job.pk).additions
    assert not CastRequest.objects.get().lines


def test_nobody_is_named_by_the_end_of_their_account(rex: Cameo, alice: User, bob: User) -> None:
    face = make_cameo(alice, scope=Scope.EVERYONE)
    clip = make_clip(bob, cast=[face, rex], published=True)
    job = submit_job(order=Order("a walk", "one", cast=("alice", "rex"), country="US"), by=bob)
    delete_account(by=alice)
    job = Job.objects.get(pk=job.pk)
    gone = "One of those in it is no longer here."
    assert (job.state, job.failure_message) == (JobState.FAILED, gone)
    assert set(Withdrawal.objects.filter(clip=clip).values_list("note", flat=True)) == {gone}
    notes = Notification.objects.of(bob).values_list("note", flat=True)
    assert gone in notes
    assert not [note for note in notes if "alice" in note or "rex" in note or "gone-" in note]


def test_a_pause_still_says_whose(alice: User, bob: User) -> None:
    cameo = make_cameo(alice, scope=Scope.EVERYONE)
    make_clip(bob, cast=[cameo], published=True)
    pause_cameo(cameo=cameo, by=alice)
    assert Withdrawal.objects.get().note == "@alice has paused all uses."


def test_many_jobs_take_no_more_questions(alice: User, bob: User) -> None:
    def questions(handle: str, jobs: int) -> int:
        cameo = make_being(handle, alice, scope=Scope.EVERYONE)
        for number in range(jobs):
            job = order(bob, f"@{handle} swims", f"{handle} {number}")
            fail_job(job=job, code="engine", message="It broke.")
        with CaptureQueriesContext(connection) as asked:
            withdraw_cameo(cameo=cameo, by=alice)
        return len(asked)

    assert questions("rex", 1) == questions("bowl", 4)
