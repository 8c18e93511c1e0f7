"""A longer list is not more queries: every page and every answer of the API that lists something."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.services import follow
from cameos.models import Scope
from feed.models import Like, NoticeKind, Notification
from feed.services import notify
from generation.models import Clip, Ground, Job, JobState
from generation.services import withdraw_clip
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.doors import Door
from tests.factories import make_user

pytestmark = [pytest.mark.verify, pytest.mark.django_db]

More = Callable[[User, User], object]  # one more line for the first of the two


def make_job(user: User, state: JobState) -> Job:
    count = str(Job.objects.count())
    fields = {"prompt": "a fox", "engine": "storyboard", "seed": 1, "seconds": 10, "cost": 0}
    return Job.objects.create(user=user, state=state, idempotency_key=count, **fields)


def a_post(alice: User, bob: User) -> None:
    """With a likeness, a parent that is shown, and a like."""
    parent = make_clip(bob, published=True)
    clip = make_clip(alice, cast=[bob.cameos.get()], parent=parent, published=True)
    Like.objects.create(user=alice, post=clip.post)


def a_draft(alice: User, bob: User) -> None:
    """Three: a plain one of a job, a remix with somebody in it, and one that cannot be posted."""
    job = make_job(alice, JobState.READY)
    Clip.objects.filter(pk=make_clip(alice).pk).update(job=job)
    make_clip(alice, cast=[bob.cameos.get()], parent=make_clip(bob, published=True))
    withdraw_clip(clip=make_clip(alice), ground=Ground.CONSENT, source="cameo:1")


def a_job(alice: User, bob: User) -> None:
    for state in (JobState.QUEUED, JobState.FAILED, JobState.READY):
        job = make_job(alice, state)
        job.cast.add(bob.cameos.get())
    Clip.objects.filter(pk=make_clip(alice).pk).update(job=job)


def a_notice(alice: User, bob: User) -> None:
    """One of each kind, from somebody new, about a clip of its own."""
    actor = make_user(f"friend{User.objects.count()}")
    for kind in NoticeKind:
        clip = make_clip(alice, published=kind != NoticeKind.CLIP_READY)
        key = f"{kind}:{Notification.objects.count()}"
        notify(user=alice, kind=kind, key=key, actor=actor, clip=clip)


def somebody_to_cast(alice: User, bob: User) -> None:
    friend = make_user(f"friend{User.objects.count()}")
    make_cameo(friend, scope=Scope.EVERYONE)
    follow(user=friend, by=alice)


LISTS: dict[str, More] = {
    "/@alice/": a_post,
    "/latest/": a_post,
    "/feed/page/?list=latest": a_post,
    "/api/posts/?list=for_you": a_post,
    "/drafts/": a_draft,
    "/drafts/#jobs": a_job,
    "/api/jobs/": a_job,
    "/api/resync/": a_job,
    "/inbox/": a_notice,
    "/api/notifications/": a_notice,
    "/api/cast/": somebody_to_cast,
}


@pytest.mark.parametrize(("path", "more"), LISTS.items(), ids=LISTS)
def test_more_lines_are_no_more_queries(path: str, more: More, alice: User, bob: User) -> None:
    make_cameo(bob, scope=Scope.EVERYONE)
    door = Door(alice)

    def cost() -> int:
        door.gets(path)  # what a first look makes, such as a wallet, is there for the second
        with CaptureQueriesContext(connection) as queries:
            assert door.gets(path).status_code == 200
        return len(queries)

    more(alice, bob)
    more(alice, bob)
    few = cost()
    for _ in range(4):
        more(alice, bob)
    assert cost() <= few


def test_the_link_under_the_drafts_leads_to_those_that_are_left(alice: User) -> None:
    there = {make_clip(alice, prompt=f"draft number {n}.").prompt for n in range(15)}
    door = Door(alice)
    first = door.reads("/drafts/")
    [address] = {part.split('"')[0] for part in first.split('href="') if part.startswith("/drafts/?after=")}
    second = door.reads(address)
    shown = [{prompt for prompt in there if prompt in page} for page in (first, second)]
    assert (len(shown[0]), shown[1]) == (12, there - shown[0])


@pytest.mark.parametrize("after", ["x", "2026-01-01", "0001-01-01T00:00:00+23:59", "9999-12-31", "\x00"])
@pytest.mark.parametrize("path", ["/drafts/", "/likeness/clips/"])
def test_a_made_up_time_breaks_no_list(path: str, after: str, alice: User) -> None:
    make_cameo(alice)
    door = Door(alice)
    assert door.client.get(path, {"after": after}).status_code == 200


def test_drafts_after_a_time_are_those_before_it(alice: User) -> None:
    old, new = make_clip(alice, prompt="an old fox"), make_clip(alice, prompt="a new fox")
    day = timezone.now() - timedelta(days=2)
    Clip.objects.filter(pk=old.pk).update(created_at=day - timedelta(hours=1))
    page = Door(alice).client.get("/drafts/", {"after": day.isoformat()}).text
    assert (old.prompt in page, new.prompt in page) == (True, False)
