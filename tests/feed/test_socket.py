"""The WebSocket of a tab: who may open it, what it hears, and what it never hears."""

from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from accounts.models import User
from accounts.services import block, follow, suspend_member, unfollow
from feed import consumers
from feed.models import Notification
from feed.services import mark_read, unpublish_clip
from feed.signals import post_published
from generation.models import Ground, Job
from generation.services import withdraw_clip
from generation.signals import job_changed
from tests.feed.tabs import Tab, story
from tests.feed.world import make_post

pytestmark = [pytest.mark.verify, pytest.mark.django_db(transaction=True)]


def make_job(user: User, **fields: Any) -> Job:
    values = {"engine": "storyboard", "seed": 1, "seconds": 10, "cost": 12, "idempotency_key": str(uuid4())}
    return Job.objects.create(user=user, prompt="a fox", **(values | fields))


@sync_to_async
def published(maker: User) -> Any:
    """A post, and the news of it."""
    post = make_post(maker)
    post_published.send(sender=type(post), post=post)
    return post


@story
async def test_a_visitor_is_let_go_with_4401() -> None:
    tab = Tab(None)
    assert await tab.open() == (True, None)
    assert await tab.close_code() == 4401


@story
async def test_a_suspended_member_is_let_go_with_4401(alice: User) -> None:
    alice.suspended_at = timezone.now()
    await alice.asave()
    tab = Tab(alice)
    await tab.open()
    assert await tab.close_code() == 4401


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "https://evil.example",
        "http://localhost.evil.example",
        "http://evil.localhost:1",
        "file://",
    ],
)
@story
async def test_a_page_of_another_origin_cannot_open_it(alice: User, origin: str | None) -> None:
    connected, _ = await Tab(alice, origin=origin).open()
    assert not connected


@pytest.mark.parametrize("frame", ["hello", "", '{"type": "shout"}'])
@story
async def test_a_frame_that_is_not_ours_ends_the_connection(alice: User, frame: str) -> None:
    tab = Tab(alice)
    await tab.open()
    await tab.socket.send_input({"type": "websocket.receive", "text": frame})
    assert await tab.close_code() == 4400


@story
async def test_bytes_end_the_connection(alice: User) -> None:
    tab = Tab(alice)
    await tab.open()
    await tab.socket.send_to(bytes_data=b'{"type": "ping"}')
    assert await tab.close_code() == 4400


@story
async def test_a_tab_that_talks_too_fast_is_let_go(alice: User) -> None:
    tab = Tab(alice)
    await tab.open()
    for _ in range(60):
        await tab.send({"type": "list", "name": None})
    assert await tab.close_code() == 4429


@story
async def test_a_tab_that_says_nothing_is_taken_for_gone(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "SILENCE", 0.2)
    tab = Tab(alice)
    await tab.open()
    assert await tab.close_code() == 4408


@story
async def test_a_job_is_told_to_its_owner_alone(alice: User, bob: User) -> None:
    job = await sync_to_async(make_job)(alice)
    async with Tab(alice) as hers, Tab(bob) as his:
        await sync_to_async(job_changed.send)(sender=Job, job=job)
        assert await hers.hear() == {
            "type": "job",
            "id": str(job.pk),
            "seq": 1,
            "state": "queued",
            "progress": 0,
            "stage": "Waiting",
            "note": "",
        }
        assert await his.hears_nothing()


@story
async def test_resume_tells_what_has_changed_of_my_own_jobs(alice: User, bob: User) -> None:
    behind, current = [await sync_to_async(make_job)(alice, sequence=7) for _ in range(2)]
    foreign = await sync_to_async(make_job)(bob, sequence=7)
    async with Tab(alice) as tab:
        seen = {str(behind.pk): 6, str(current.pk): 7, str(foreign.pk): 1, str(uuid4()): 0}
        answer = await tab.ask({"type": "resume", "jobs": seen})
        assert (answer["id"], answer["seq"]) == (str(behind.pk), 7)
        assert await tab.hears_nothing()


@story
async def test_a_removal_reaches_those_who_have_the_clip_on_screen_and_nobody_else(
    alice: User, bob: User, carol: User
) -> None:
    post = await sync_to_async(make_post)(alice)
    async with Tab(bob) as watching, Tab(bob) as elsewhere, Tab(carol) as left:
        await watching.watch(post.clip_id)
        await left.watch(post.clip_id)
        await left.send({"type": "unwatch", "clips": [str(post.clip_id)]})
        await sync_to_async(withdraw_clip)(
            clip=post.clip, ground=Ground.MODERATION, source="case:1", note="No."
        )
        assert await watching.hear() == {"type": "removed", "clip": str(post.clip_id)}
        assert await elsewhere.hears_nothing()
        assert await left.hears_nothing()


@story
async def test_a_post_that_its_maker_takes_down_leaves_the_screens(alice: User, bob: User) -> None:
    post = await sync_to_async(make_post)(alice)
    async with Tab(bob) as tab:
        await tab.watch(post.clip_id)
        await sync_to_async(unpublish_clip)(clip=post.clip, by=alice)
        assert await tab.hear() == {"type": "removed", "clip": str(post.clip_id)}


@story
async def test_what_i_cannot_see_i_cannot_watch_nor_learn_whether_it_exists(alice: User, carol: User) -> None:
    hidden = await sync_to_async(make_post)(alice)
    await sync_to_async(block)(user=carol, by=alice)
    async with Tab(carol) as tab:
        for clip in (hidden.clip_id, uuid4()):
            answer = await tab.ask({"type": "watch", "clips": [str(clip)]})
            assert answer == {"type": "removed", "clip": str(clip)}
        await sync_to_async(withdraw_clip)(clip=hidden.clip, ground=Ground.MODERATION, source="case:1")
        assert await tab.hears_nothing()


@story
async def test_the_oldest_of_too_many_watched_clips_drop_out(
    alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "CLIPS_LIMIT", 2)
    posts = [await sync_to_async(make_post)(alice) for _ in range(3)]
    async with Tab(bob) as tab:
        for post in posts:
            await tab.watch(post.clip_id)
        for post in posts:
            await sync_to_async(unpublish_clip)(clip=post.clip, by=alice)
        heard = [(await tab.hear())["clip"] for _ in range(2)]
        assert heard == [str(post.clip_id) for post in posts[1:]]
        assert await tab.hears_nothing()


@story
async def test_the_news_of_a_post_reaches_followers_and_whoever_reads_latest(
    alice: User, bob: User, carol: User
) -> None:
    await sync_to_async(unfollow)(user=alice, by=carol)
    async with (
        Tab(bob) as follower,
        Tab(bob) as for_you,
        Tab(carol) as latest,
        Tab(carol) as stranger,
        Tab(alice) as maker,
        Tab(bob) as without_list,
    ):
        await follower.show("following")
        await for_you.show("for_you")
        await latest.show("latest")
        await stranger.show("following")
        await maker.show("latest")
        post = await published(alice)
        for tab, name in ((follower, "following"), (for_you, "for_you"), (latest, "latest")):
            expected = {"type": "posts", "list": name, "count": 1, "newest": str(post.clip_id)}
            assert await tab.hear() == expected
        for tab in (stranger, maker, without_list, follower, for_you, latest):
            assert await tab.hears_nothing()


@story
async def test_nobody_behind_a_block_hears_of_a_post(alice: User, carol: User) -> None:
    async with Tab(carol) as tab:
        await tab.show("latest")
        await sync_to_async(block)(user=alice, by=carol)
        await published(alice)
        assert await tab.hears_nothing()


@story
async def test_who_has_left_a_list_hears_nothing_of_it(alice: User, bob: User) -> None:
    async with Tab(bob) as tab:
        await tab.show("following")
        await tab.show("latest")
        await tab.show(None)
        await published(alice)
        assert await tab.hears_nothing()


@story
async def test_a_post_that_is_withdrawn_before_the_worker_comes_is_not_announced(
    alice: User, bob: User
) -> None:
    post = await sync_to_async(make_post)(alice)
    async with Tab(bob) as tab:
        await tab.show("latest")
        await sync_to_async(withdraw_clip)(clip=post.clip, ground=Ground.MODERATION, source="case:1")
        await sync_to_async(post_published.send)(sender=type(post), post=post)
        assert await tab.hears_nothing()


@story
async def test_a_new_line_in_the_inbox_and_its_reading_are_told_to_every_tab(alice: User, bob: User) -> None:
    await sync_to_async(Notification.objects.all().delete)()
    await sync_to_async(unfollow)(user=alice, by=bob)
    async with Tab(alice) as one, Tab(alice) as other:
        await sync_to_async(follow)(user=alice, by=bob)
        for tab in (one, other):
            assert await tab.hear() == {"type": "notice", "unread": 1}
        await sync_to_async(mark_read)(user=alice)
        for tab in (one, other):
            assert await tab.hear() == {"type": "notice", "unread": 0}


@story
async def test_logging_out_closes_the_tabs_of_that_session_and_no_other(alice: User) -> None:
    async with Tab(alice) as other_device:
        tab = Tab(alice)
        await tab.open()
        await tab.ask({"type": "ping"})
        await sync_to_async(tab.client.logout)()
        assert await tab.close_code() == 4401
        assert await other_device.hears_nothing()


@story
async def test_a_new_password_closes_every_socket_at_the_next_ping(alice: User) -> None:
    tab = Tab(alice)
    await tab.open()
    await tab.ask({"type": "ping"})
    alice.set_password("another long password")
    await alice.asave()
    await tab.send({"type": "ping"})
    assert await tab.close_code() == 4401


@story
async def test_a_suspension_closes_the_socket_at_the_next_ping(alice: User) -> None:
    tab = Tab(alice)
    await tab.open()
    await tab.ask({"type": "ping"})
    alice.suspended_at = timezone.now()
    await alice.asave()
    await tab.send({"type": "ping"})
    assert await tab.close_code() == 4401


@story
async def test_a_suspension_closes_the_sockets_and_clears_the_screens_of_others(
    alice: User, bob: User, carol: User
) -> None:
    post = await sync_to_async(make_post)(alice)
    async with Tab(bob) as watching:
        await watching.watch(post.clip_id)
        tab = Tab(alice)
        await tab.open()
        await tab.ask({"type": "ping"})
        await sync_to_async(suspend_member)(user=alice, reason="spam", by=carol)
        assert await watching.hear() == {"type": "removed", "clip": str(post.clip_id)}
        assert await tab.close_code() == 4401


@story
async def test_a_block_clears_the_open_screens_of_both_and_of_nobody_else(
    alice: User, bob: User, carol: User
) -> None:
    hers = await sync_to_async(make_post)(alice)
    theirs = await sync_to_async(make_post)(carol)
    async with Tab(alice) as blocker, Tab(carol) as blocked, Tab(bob) as friend:
        for tab in (blocker, blocked, friend):
            await tab.watch(hers.clip_id, theirs.clip_id)
        await sync_to_async(block)(user=carol, by=alice)
        assert (await blocker.hear())["clip"] == str(theirs.clip_id)
        assert (await blocked.hear())["clip"] == str(hers.clip_id)
        assert await friend.hears_nothing()
