"""The pages of feed, with scripts and without."""

import html
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import Block, User
from cameos.places import place
from feed.models import Like, NoticeKind, Notification, Post
from feed.services import notify
from generation.models import Clip, Job, JobState
from generation.orders import Order
from generation.services import submit_job
from tests.cameos.factories import make_being, make_cameo
from tests.clips import make_clip
from tests.feed.world import make_post
from tests.rights.factories import make_work

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def as_user() -> SignIn:
    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def test_a_visitor_is_asked_to_log_in_and_a_script_is_told_so(client: Client, alice: User) -> None:
    post = make_post(alice)
    for path in ("/", "/following/", "/latest/", f"/c/{post.clip_id}/", "/inbox/", "/@alice/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/login/"), path
    for path in ("/feed/page/?list=latest", f"/c/{post.clip_id}/fragment/"):
        assert client.get(path).status_code == 401


@pytest.mark.parametrize("path", ["/", "/following/", "/latest/"])
def test_a_list_shows_its_first_clips_and_where_it_goes_on(
    as_user: SignIn, alice: User, bob: User, path: str
) -> None:
    posts = [make_post(bob) for _ in range(12)]
    client = as_user(alice)
    page = client.get(path)
    assert [post.pk for post in page.context["posts"]] == [post.pk for post in posts[:-4:-1]]
    assert all(f'data-clip="{post.clip_id}"' in page.content.decode() for post in posts[:-4:-1])
    cursor = page.context["next_cursor"]
    name = page.context["list_name"]
    piece = client.get("/feed/page/", {"list": name, "after": cursor})
    assert piece.content.decode().count("<article") == 8
    last = client.get("/feed/page/", {"list": name, "after": piece["X-Next-Cursor"]})
    assert (last.content.decode().count("<article"), last["X-Next-Cursor"]) == (1, "")
    # Without scripts the same cursor leads on as a page.
    assert client.get(path, {"after": cursor}).content.decode().count("<article") == 8


def test_a_bad_cursor_is_the_beginning_of_the_page_and_an_error_for_a_script(
    as_user: SignIn, alice: User, bob: User
) -> None:
    post = make_post(bob)
    client = as_user(alice)
    assert [shown.pk for shown in client.get("/latest/", {"after": "x"}).context["posts"]] == [post.pk]
    assert client.get("/feed/page/", {"list": "latest", "after": "x"}).status_code == 400
    assert client.get("/feed/page/", {"list": "everything"}).status_code == 404


def test_a_clip_opens_by_its_address_before_the_rest_of_the_feed(
    as_user: SignIn, alice: User, bob: User
) -> None:
    old, *_ = [make_post(bob) for _ in range(5)]
    client = as_user(alice)
    page = client.get(f"/c/{old.clip_id}/")
    assert page.context["posts"][0] == old
    assert len({post.pk for post in page.context["posts"]}) == len(page.context["posts"]) == 4
    piece = client.get(f"/c/{old.clip_id}/", headers={"HX-Request": "true"}).content.decode()
    assert piece.count("<article") == 1
    assert "<html" not in piece
    assert client.get(f"/c/{old.clip_id}/fragment/").content.decode().count("<article") == 1


def test_what_may_not_be_seen_is_not_found(as_user: SignIn, alice: User, carol: User) -> None:
    hidden, draft = make_post(alice), make_clip(alice)
    Block.objects.create(blocker=alice, blocked=carol)
    client = as_user(carol)
    for clip in (hidden.clip_id, draft.pk, uuid4()):
        for part in ("", "fragment/"):
            assert client.get(f"/c/{clip}/{part}").status_code == 404
        assert client.post(f"/c/{clip}/like/", {"liked": "1"}).status_code == 404
        assert client.post(f"/c/{clip}/delete/").status_code == 404
        assert client.post(f"/drafts/{clip}/publish/").status_code == 404
    assert client.get("/@alice/").status_code == 404
    assert client.get("/@nobody/").status_code == 404
    assert Post.objects.filter(pk=hidden.pk).exists()


def test_liking_by_form_and_by_script(as_user: SignIn, alice: User, bob: User) -> None:
    post = make_post(alice)
    path = f"/c/{post.clip_id}/like/"
    client = as_user(bob)
    assert client.get(path).status_code == 405
    answer = client.post(path, {"liked": "1", "next": "/latest/"})
    assert (answer.status_code, answer["Location"]) == (302, "/latest/")
    for wanted in ("1", "1"):
        script = client.post(path, {"liked": wanted}, headers={"Accept": "application/json"})
        assert script.json() == {"liked": True, "count": 1}
    assert client.post(path, {"liked": "0"}, headers={"HX-Request": "true"}).json()["count"] == 0
    client.post(path)
    assert Like.objects.filter(user=bob, post=post).exists()
    client.post(path)
    assert not Like.objects.exists()


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_a_form_leads_nowhere_else(as_user: SignIn, alice: User, bob: User, address: str) -> None:
    post = make_post(alice)
    answer = as_user(bob).post(f"/c/{post.clip_id}/like/", {"liked": "1", "next": address})
    assert answer["Location"] == f"/c/{post.clip_id}/"


def test_posting_a_draft_and_taking_it_back(as_user: SignIn, alice: User, bob: User) -> None:
    clip = make_clip(alice)
    client = as_user(alice)
    answer = client.post(f"/drafts/{clip.pk}/publish/", {"caption": "Snow"})
    assert answer["Location"] == f"/c/{clip.pk}/"
    assert Post.objects.visible_to(bob).get().caption == "Snow"
    script = client.post(f"/c/{clip.pk}/delete/", headers={"HX-Request": "true"})
    assert script["HX-Redirect"] == "/drafts/"
    assert not Post.objects.exists()


def test_a_refused_post_is_answered_with_the_reasons(as_user: SignIn, alice: User) -> None:
    clip = make_clip(alice)
    answer = as_user(alice).post(f"/drafts/{clip.pk}/publish/", {"caption": "x" * 301})
    assert answer.status_code == 403
    assert "A caption has at most 300 characters" in answer.content.decode()


def test_a_refused_caption_is_there_to_be_worded_anew(as_user: SignIn, alice: User) -> None:
    make_work("Captain Nimbus", holder="Nimbus Pictures")
    job = submit_job(order=Order("a fox in the snow", "one", country="US"), by=alice)
    Job.objects.filter(pk=job.pk).update(state=JobState.READY)
    clip = make_clip(alice)
    Clip.objects.filter(pk=clip.pk).update(job=job)
    words = "Captain Nimbus says <hello> to my friends"
    answer = as_user(alice).post(f"/drafts/{clip.pk}/publish/", {"caption": words})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'action="/drafts/{clip.pk}/publish/"' in page
    assert "Captain Nimbus says &lt;hello&gt; to my friends</textarea>" in page
    assert "Nimbus Pictures" in page, "why not"
    assert "This cannot be posted as it is" in page
    assert not Post.objects.exists()
    again = as_user(alice).post(f"/drafts/{clip.pk}/publish/", {"caption": "Hello"})
    assert again["Location"] == f"/c/{clip.pk}/"


def test_the_inbox_is_grouped_by_day_and_opening_it_is_reading_it(
    as_user: SignIn, alice: User, bob: User
) -> None:
    Notification.objects.all().delete()
    line = notify(user=alice, kind=NoticeKind.FOLLOWED, key="followed:1", actor=bob)
    older = notify(user=alice, kind=NoticeKind.CLIP_READY, key="ready:1")
    Notification.objects.filter(pk=line.pk).update(created_at="2026-01-02T10:00Z")
    Notification.objects.filter(pk=older.pk).update(created_at="2026-01-01T10:00Z")
    page = as_user(alice).get("/inbox/")
    assert [str(day.date) for day in page.context["days"]] == ["2026-01-01", "2026-01-02"]
    assert [line.read_at for line in page.context["notices"]] == [None, None]
    assert not Notification.objects.of(alice).unread().exists()


def test_a_profile_shows_what_the_viewer_may_see(as_user: SignIn, alice: User, bob: User) -> None:
    post = make_post(alice)
    make_clip(alice)
    page = as_user(bob).get("/@Alice/")
    shown = page.context["profile"]
    assert [shown.post_count, shown.follower_count, shown.following_count] == [1, 1, 1]
    assert [one.pk for one in page.context["posts"]] == [post.pk]
    ties = (shown.is_self, shown.is_followed, shown.follows_you, shown.is_blocked)
    assert ties == (False, True, True, False)
    assert as_user(alice).get("/@alice/").context["profile"].is_self


def test_before_a_block_a_member_sees_what_it_would_touch(as_user: SignIn, alice: User, bob: User) -> None:
    client, touched = as_user(bob), "/likeness/change/?change=block&amp;to=alice"
    page = client.get("/@alice/").content.decode()
    assert "your clips or your likeness, and you will not see theirs" in page
    assert touched not in page, "nobody is in clips without a likeness"
    of_rex = f"{place('generation:change', make_being('rex', bob))}?change=block&amp;to=alice"
    assert of_rex in client.get("/@alice/").content.decode()
    make_cameo(bob)
    assert touched in client.get("/@alice/").content.decode()
    assert "Your own clips with them are hidden, too." in client.get(html.unescape(touched)).content.decode()


def test_a_profile_goes_on_by_its_cursor(as_user: SignIn, alice: User, bob: User) -> None:
    there = {make_post(alice).pk for _ in range(30)}
    client = as_user(bob)
    first = client.get("/@alice/").context
    second = client.get("/@alice/", {"after": first["next_cursor"]}).context
    assert {post.pk for post in (*first["posts"], *second["posts"])} == there
    assert (len(first["posts"]), second["next_cursor"]) == (24, "")
    assert client.get("/@bob/", {"after": first["next_cursor"]}).context["posts"] == []
