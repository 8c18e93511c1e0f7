"""Following, mutuals, blocks."""

from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from accounts.models import Block, Follow, User
from accounts.policies import may_follow
from accounts.queries import are_mutuals, blocked_either_way, follows
from accounts.services import block, create_invite, delete_account, follow, suspend_member, unblock, unfollow
from accounts.signals import followed, tie_cut
from core.decisions import Refused


@pytest.fixture
def news() -> Any:
    """What accounts told the apps above."""
    heard: list[tuple[str, dict[str, Any]]] = []

    def hear_follow(sender: type, signal: Any, **what: Any) -> None:
        heard.append(("followed", what))

    def hear_cut(sender: type, signal: Any, **what: Any) -> None:
        heard.append(("tie_cut", what))

    followed.connect(hear_follow)
    tie_cut.connect(hear_cut)
    yield heard
    followed.disconnect(hear_follow)
    tie_cut.disconnect(hear_cut)


def test_two_who_follow_each_other_are_mutuals(alice: User, bob: User, carol: User) -> None:
    assert are_mutuals(alice, bob)
    follow(user=alice, by=carol)
    assert not are_mutuals(alice, carol)
    assert follows(carol, alice)
    assert not follows(alice, carol)


def test_following_twice_is_following_once(alice: User, carol: User, news: Any) -> None:
    follow(user=alice, by=carol)
    follow(user=alice, by=carol)
    assert news == [("followed", {"follower": carol, "followed": alice})]


def test_nobody_follows_themselves(alice: User) -> None:
    with pytest.raises(Refused, match=r"tie\.self"):
        follow(user=alice, by=alice)


@pytest.mark.django_db
def test_the_database_agrees_that_nobody_follows_themselves(alice: User) -> None:
    with pytest.raises(IntegrityError):
        Follow.objects.create(follower=alice, followed=alice)


def test_an_unfollow_cuts_the_tie_and_says_so(alice: User, bob: User, news: Any) -> None:
    unfollow(user=alice, by=bob)
    unfollow(user=alice, by=bob)
    assert not are_mutuals(alice, bob)
    assert news == [("tie_cut", {"one": bob, "other": alice, "blocked": False})]


def test_a_block_cuts_both_ways_and_stands(alice: User, bob: User, news: Any) -> None:
    block(user=bob, by=alice)
    assert not Follow.objects.between(alice, bob).exists()
    assert blocked_either_way(bob, alice)
    assert blocked_either_way(alice, bob)
    assert news == [("tie_cut", {"one": alice, "other": bob, "blocked": True})]


@pytest.mark.parametrize("who", ["blocker", "blocked"])
def test_neither_side_of_a_block_can_follow_the_other(alice: User, bob: User, who: str) -> None:
    block(user=bob, by=alice)
    user, by = (bob, alice) if who == "blocker" else (alice, bob)
    [reason] = may_follow(user=user, by=by).reasons
    assert reason.code == "tie.unavailable"
    with pytest.raises(Refused):
        follow(user=user, by=by)


def test_after_unblocking_people_start_as_strangers(alice: User, bob: User) -> None:
    block(user=bob, by=alice)
    unblock(user=bob, by=alice)
    assert not blocked_either_way(alice, bob)
    assert not follows(bob, alice)
    follow(user=alice, by=bob)


def test_only_the_blocker_lifts_a_block(alice: User, bob: User) -> None:
    block(user=bob, by=alice)
    unblock(user=alice, by=bob)
    assert Block.objects.filter(blocker=alice, blocked=bob).exists()


def test_a_suspended_member_follows_nobody(alice: User, carol: User) -> None:
    carol = suspend_member(user=carol, reason="spam", by=alice)
    with pytest.raises(Refused, match=r"account\.suspended"):
        follow(user=alice, by=carol)


def test_whoever_left_while_the_request_waited_makes_no_tie(alice: User, carol: User) -> None:
    """The request holds them as they were when it began."""
    delete_account(by=User.objects.get(pk=carol.pk))
    for act in (follow, block):
        with pytest.raises(Refused, match=r"account\.closed"):
            act(user=alice, by=carol)
    with pytest.raises(Refused, match=r"tie\.unavailable"):
        follow(user=carol, by=alice)
    with pytest.raises(Refused, match=r"account\.closed"):
        create_invite(by=carol)
    assert not Follow.objects.between(alice, carol).exists()


class TestThePages:
    def test_follow_and_back(self, client: Client, alice: User, carol: User) -> None:
        client.force_login(carol)
        response = client.post("/@Alice/follow/", {"next": "/settings/"})
        assert (response.status_code, response["Location"]) == (302, "/settings/")
        assert follows(carol, alice)

    def test_a_page_elsewhere_is_never_gone_back_to(self, client: Client, alice: User, carol: User) -> None:
        client.force_login(carol)
        response = client.post("/@alice/follow/", {"next": "https://elsewhere.example/"})
        assert response["Location"] == "/@alice/"

    def test_a_script_gets_json_and_htmx_the_button(self, client: Client, alice: User, carol: User) -> None:
        client.force_login(carol)
        assert client.post("/@alice/follow/", HTTP_ACCEPT="application/json").json() == {"following": True}
        button = client.post("/@alice/unfollow/", HTTP_HX_REQUEST="true").text
        assert "/@alice/follow/" in button
        assert "<html" not in button

    @pytest.mark.parametrize("act", ["follow", "unfollow", "block", "unblock"])
    def test_each_needs_a_post_a_log_in_and_somebody(self, client: Client, carol: User, act: str) -> None:
        assert client.post(f"/@carol/{act}/")["Location"].startswith("/login/")
        client.force_login(carol)
        assert client.get(f"/@carol/{act}/").status_code == 405
        assert client.post(f"/@nobody/{act}/").status_code == 404

    def test_whom_you_have_blocked_is_refused_with_a_reason(
        self, client: Client, alice: User, carol: User
    ) -> None:
        block(user=alice, by=carol)
        client.force_login(carol)
        response = client.post("/@alice/follow/")
        assert response.status_code == 403
        assert "You cannot follow @alice." in response.text

    @pytest.mark.parametrize("act", ["follow", "unfollow", "block", "unblock"])
    def test_whoever_blocked_you_answers_as_nobody_does(
        self, client: Client, alice: User, carol: User, act: str
    ) -> None:
        block(user=carol, by=alice)
        client.force_login(carol)
        assert client.post(f"/@alice/{act}/").status_code == client.post(f"/@nobody/{act}/").status_code
