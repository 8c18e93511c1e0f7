"""Addresses of files: for one person, one file, and a short time. Never for what may not be seen."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from generation.media.links import link
from generation.models import Clip, Ground
from generation.services import withdraw_clip
from tests.clips import VIDEO, make_clip

pytestmark = pytest.mark.django_db


@pytest.fixture
def clip(alice: User) -> Clip:
    return make_clip(alice, published=True)


def get(user: User, address: str, **headers: str) -> tuple[int, bytes]:
    client = Client(headers=headers or None)
    client.force_login(user)
    answer = client.get(address)
    return answer.status_code, b"".join(answer)


def test_a_fresh_address_gives_the_whole_file(clip: Clip, carol: User) -> None:
    assert get(carol, link(clip, "video", carol)) == (200, VIDEO)


def test_a_range_gives_that_part_with_206(clip: Clip, carol: User) -> None:
    assert get(carol, link(clip, "video", carol), range="bytes=2-5") == (206, VIDEO[2:6])


def test_an_old_address_is_403(clip: Clip, carol: User, settings: Any) -> None:
    with time_machine.travel("2026-01-01 12:00"):
        address = link(clip, "video", carol)
    with time_machine.travel("2026-01-01 12:06"):
        assert get(carol, address)[0] == 403


def test_the_address_of_a_withdrawn_clip_is_404_at_once(clip: Clip, alice: User, carol: User) -> None:
    address, own = link(clip, "video", carol), link(clip, "video", alice)
    withdraw_clip(clip=clip, ground=Ground.MODERATION, source="case:1")
    assert get(carol, address)[0] == 404
    assert get(alice, own)[0] == 404


def test_the_address_of_another_person_is_404(clip: Clip, bob: User, carol: User) -> None:
    assert get(carol, link(clip, "video", bob))[0] == 404


def test_a_draft_is_its_makers_alone(alice: User, bob: User) -> None:
    draft = make_clip(alice)
    assert get(alice, link(draft, "video", alice))[0] == 200
    assert get(bob, link(draft, "video", bob))[0] == 404


@pytest.mark.parametrize("change", [("end=", "end=9"), ("sign=", "sign=x"), ("/video", "/poster")])
def test_a_changed_address_is_404(clip: Clip, carol: User, change: tuple[str, str]) -> None:
    assert get(carol, link(clip, "video", carol).replace(*change))[0] == 404


@pytest.mark.parametrize("query", ["", "?end=&sign=", "?end=٣&sign=x", "?end=99999999999999999999&sign=x"])
def test_a_made_up_address_is_404(clip: Clip, carol: User, query: str) -> None:
    assert get(carol, f"/media/{clip.pk}/video{query}")[0] == 404
