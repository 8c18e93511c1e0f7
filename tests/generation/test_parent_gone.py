"""A remix whose parent goes while it is rendered: nobody pays for a draft that could never be posted."""

from collections.abc import Callable

import pytest
from django.core.files.storage import default_storage

from accounts.models import User
from accounts.services import delete_account
from generation.models import Clip, Ground, Job, JobState
from generation.orders import Order
from generation.rendering import render_next
from generation.services import clips, delete_draft, submit_job, withdraw_clip
from generation.signals import clip_made
from tests.clips import make_clip
from tests.quick_worker import work_quickly
from tests.races.actors import Gate
from tests.wallets import wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def parent(alice: User) -> Clip:
    return make_clip(alice, published=True)


@pytest.fixture
def job(parent: Clip, bob: User) -> Job:
    return submit_job(order=Order("the same at night", "one", parent=parent, country="US"), by=bob)


def withdraw(parent: Clip) -> None:
    withdraw_clip(clip=parent, ground=Ground.MODERATION, source="case:1")


def take_down_and_delete(parent: Clip) -> None:
    Clip.objects.filter(pk=parent.pk).update(published_at=None)
    delete_draft(clip=parent, by=parent.maker)


def leave(parent: Clip) -> None:
    delete_account(by=parent.maker)


ENDS = [withdraw, take_down_and_delete, leave]


@pytest.mark.parametrize("end", ENDS)
def test_the_job_fails_and_its_credits_come_back(
    end: Callable[[Clip], None], parent: Clip, job: Job, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    work_quickly(monkeypatch, meanwhile=lambda: end(parent))
    assert render_next()
    job.refresh_from_db()
    assert (job.state, job.failure_code) == (JobState.FAILED, "remix.gone")
    assert (wallet_of(bob).held, wallet_of(bob).available) == (0, 120)
    assert not Clip.objects.of(bob).exists()


def test_it_fails_for_a_grandparent_too(job: Job, parent: Clip, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_clip(parent.maker, published=True)
    parent.parent_links.create(parent=first)
    work_quickly(monkeypatch, meanwhile=lambda: withdraw(first))
    assert render_next()
    assert Job.objects.get(pk=job.pk).state == JobState.FAILED


def test_no_file_stays_behind(job: Job, parent: Clip, monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(default_storage.listdir("clips")[0])
    work_quickly(monkeypatch, meanwhile=lambda: withdraw(parent))
    assert render_next()
    for folder in set(default_storage.listdir("clips")[0]) - before:
        assert default_storage.listdir(f"clips/{folder}") == ([], [])


def end_while_it_is_kept(parent: Clip, monkeypatch: pytest.MonkeyPatch) -> bool:
    """The parent goes between the last look at it and the commit. Whether its end had to wait."""
    race = Gate()
    send = clip_made.send

    def wait_and_tell(**news: object) -> object:
        race.hold()
        return send(**news)

    work_quickly(monkeypatch)
    with monkeypatch.context() as patch:
        patch.setattr(clip_made, "send", wait_and_tell)
        assert race.run(render_next, lambda: withdraw(parent)) == [None, None]
    return race.second_waited


def test_a_parent_that_goes_a_moment_later_takes_the_draft_along(
    job: Job, parent: Clip, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert end_while_it_is_kept(parent, monkeypatch)
    assert Clip.objects.of(bob).get().withdrawn_at is not None


def test_without_the_lock_the_draft_stays_and_cannot_be_posted(
    job: Job, parent: Clip, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clips, "lock_for_share", list)
    assert not end_while_it_is_kept(parent, monkeypatch)
    assert Clip.objects.of(bob).get().withdrawn_at is None
