"""Feed for programs: the same answers as the pages, and nothing of what is not one's own."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import Block, User
from feed.models import NoticeKind, Notification, Post
from feed.services import notify
from generation.models import Job
from tests.clips import make_clip
from tests.feed.world import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


SignIn = Callable[[User], Client]


def send(client: Client, path: str, **body: Any) -> Any:
    return client.post(path, body, content_type="application/json")


def test_a_visitor_gets_nothing(client: Client, alice: User) -> None:
    post = make_post(alice)
    for path in (
        "/api/posts/",
        f"/api/posts/{post.clip_id}/",
        f"/api/posts/{post.clip_id}/like/",
        "/api/notifications/",
        "/api/resync/",
    ):
        assert client.get(path).status_code == 403, path


def test_a_post_as_a_program_sees_it(as_user: SignIn, alice: User, bob: User) -> None:
    post = make_post(alice)
    body = as_user(bob).get(f"/api/posts/{post.clip_id}/").json()
    assert body["id"] == str(post.clip_id)
    assert body["maker"] == {"handle": "alice", "name": "alice"}
    assert (body["liked"], body["like_count"], body["cast"], body["parent"]) == (False, 0, [], None)
    assert body["video_url"].startswith(f"/media/{post.clip_id}/video?")
    assert body["captions_url"] == ""
    assert "prompt" not in body


@pytest.mark.parametrize("name", ["for_you", "following", "latest"])
def test_a_list_goes_on_by_its_cursor(as_user: SignIn, alice: User, bob: User, name: str) -> None:
    there = {str(make_post(bob).clip_id) for _ in range(11)}
    client = as_user(alice)
    first = client.get("/api/posts/", {"list": name}).json()
    second = client.get("/api/posts/", {"list": name, "after": first["next"]}).json()
    assert [len(first["results"]), len(second["results"]), second["next"]] == [8, 3, ""]
    assert {post["id"] for post in first["results"] + second["results"]} == there


@pytest.mark.parametrize(
    "query", [{"after": "x"}, {"list": "everything"}, {"after": "a" * 9000}, {"list": "\0nothing"}]
)
def test_nonsense_is_answered_with_400(as_user: SignIn, alice: User, query: dict[str, str]) -> None:
    assert as_user(alice).get("/api/posts/", query).status_code == 400


def test_posting_liking_and_taking_back(as_user: SignIn, alice: User, bob: User) -> None:
    clip = make_clip(alice)
    maker, friend = as_user(alice), as_user(bob)
    made = send(maker, "/api/posts/", clip=str(clip.pk), caption="Snow")
    assert (made.status_code, made.json()["caption"]) == (201, "Snow")
    path = f"/api/posts/{clip.pk}/"
    assert send(friend, f"{path}like/").json() == {"liked": True, "like_count": 1}
    assert friend.get(path).json()["liked"] is True
    assert friend.delete(f"{path}like/").json() == {"liked": False, "like_count": 0}
    assert friend.delete(path).status_code == 404
    assert maker.delete(path).status_code == 204
    assert friend.get(path).status_code == 404


def test_what_is_not_mine_does_not_exist(as_user: SignIn, alice: User, carol: User) -> None:
    draft, post = make_clip(alice), make_post(alice)
    Block.objects.create(blocker=alice, blocked=carol)
    client = as_user(carol)
    assert send(client, "/api/posts/", clip=str(draft.pk)).status_code == 404
    for clip in (draft.pk, post.clip_id, uuid4()):
        path = f"/api/posts/{clip}/"
        assert client.get(path).status_code == 404
        assert client.delete(path).status_code == 404
        assert send(client, f"{path}like/").status_code == 404
        assert client.delete(f"{path}like/").status_code == 404
    assert Post.objects.filter(pk=post.pk).exists()


def test_a_refusal_names_its_reasons(as_user: SignIn, alice: User) -> None:
    clip = make_clip(alice, prompt="")
    answer = send(as_user(alice), "/api/posts/", clip=str(clip.pk))
    assert answer.status_code == 403
    assert [reason["code"] for reason in answer.json()["reasons"]] == ["prompt.empty"]


def test_the_inbox_is_ones_own_and_reading_it_is_said(as_user: SignIn, alice: User, bob: User) -> None:
    Notification.objects.all().delete()
    mine = notify(user=alice, kind=NoticeKind.FOLLOWED, key="followed:1", actor=bob)
    notify(user=bob, kind=NoticeKind.CLIP_READY, key="ready:1")
    client = as_user(alice)
    body = client.get("/api/notifications/").json()
    assert ([line["id"] for line in body["results"]], body["unread"]) == ([mine.pk], 1)
    assert body["results"][0]["url"] == "/@bob/"
    assert send(client, "/api/notifications/read/").json() == {"unread": 0}
    assert Notification.objects.of(bob).unread().count() == 1


def test_resync_says_what_lost_hints_would_have_said(as_user: SignIn, alice: User, bob: User) -> None:
    Notification.objects.all().delete()
    fields = {"prompt": "a fox", "engine": "storyboard", "seed": 1, "seconds": 10, "cost": 0}
    job = Job.objects.create(user=alice, sequence=4, progress=0, idempotency_key="1", **fields)
    Job.objects.create(user=bob, idempotency_key="1", **fields)
    older, newest = make_post(bob), make_post(alice)
    body = as_user(alice).get("/api/resync/").json()
    assert body["unread"] == 0
    assert [(hint["id"], hint["seq"], hint["state"]) for hint in body["jobs"]] == [(str(job.pk), 4, "queued")]
    assert body["newest"] == {
        "for_you": str(newest.clip_id),
        "following": str(older.clip_id),
        "latest": str(newest.clip_id),
    }


def test_writing_needs_the_token_against_forgery(alice: User, bob: User) -> None:
    post = make_post(alice)
    client = Client(enforce_csrf_checks=True)
    client.force_login(bob, backend="django.contrib.auth.backends.ModelBackend")
    assert send(client, f"/api/posts/{post.clip_id}/like/").status_code == 403
    assert client.post(f"/c/{post.clip_id}/like/", {"liked": "1"}).status_code == 403
