"""Which clips a holder may look at: what is posted, and what waits for them; never a private draft."""

from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from accounts.services import block, delete_account
from cameos.models import Scope
from cameos.services import withdraw_cameo
from generation.described import describe
from generation.holders import shown_to_holder
from generation.media.links import link
from generation.models import Clip, Ground
from generation.services import withdraw_clip
from rights.models import LicenseUse, UseState
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.doors import Door
from tests.rights.factories import make_holder, make_license, make_work

pytestmark = pytest.mark.django_db


def use(maker: User, holder: User, *, published: bool = False, **terms: Any) -> tuple[Clip, LicenseUse]:
    """A clip of bob's that rests on a license of the house of alice."""
    make_holder(member=holder)
    license = make_license(make_work("Captain Nimbus", holder="Nimbus Pictures"), **terms)
    clip = make_clip(maker, prompt="Captain Nimbus waves", published=published)
    row = LicenseUse.objects.create(
        license=license, user=maker, job_id=uuid4(), clip_id=clip.pk, state=UseState.USED
    )
    return clip, row


def seen(clip: Clip, row: LicenseUse, viewer: User) -> tuple[bool, bool, bool]:
    """Is it in their list with its words, with its picture, and does the file come?"""
    told = describe([row], viewer=viewer)[clip.pk]
    path = link(clip, "poster", viewer)
    return bool(told["prompt"]), bool(told["poster_url"]), Door(viewer).finds(path)


def test_a_private_draft_is_its_makers_alone(alice: User, bob: User) -> None:
    assert seen(*use(bob, alice), alice) == (False, False, False)


def test_a_draft_that_waits_for_the_holder_is_shown_to_them(alice: User, bob: User, carol: User) -> None:
    clip, row = use(bob, alice, approval="clip")
    assert seen(clip, row, alice) == (True, True, True)
    assert not shown_to_holder(carol).exists()
    assert not Door(carol).finds(link(clip, "poster", carol))


def test_a_posted_clip_is_shown_whoever_blocks_whom(alice: User, bob: User) -> None:
    clip, row = use(bob, alice, published=True)
    block(user=alice, by=bob)
    assert seen(clip, row, alice) == (True, True, True)


def test_a_clip_that_is_gone_shows_neither_words_nor_picture(alice: User, bob: User) -> None:
    clip, row = use(bob, alice, published=True)
    withdraw_clip(clip=clip, ground=Ground.MODERATION, source="case:1")
    assert seen(clip, row, alice) == (False, False, False)
    told = describe([row], viewer=alice)[clip.pk]
    assert (told["state"], told["maker"]) == ("withdrawn", "bob")


def test_words_about_somebody_end_with_their_likeness(alice: User, bob: User, carol: User) -> None:
    clip, row = use(bob, alice, published=True)
    cameo = make_cameo(carol, scope=Scope.EVERYONE)
    clip.cast.add(cameo)
    assert seen(clip, row, alice) == (True, True, True)
    withdraw_cameo(cameo=cameo, by=carol)
    assert seen(clip, row, alice) == (False, False, False)


def test_of_a_maker_who_has_left_the_holder_still_sees_the_use(alice: User, bob: User) -> None:
    clip, row = use(bob, alice, published=True)
    delete_account(by=bob)
    told = describe([row], viewer=alice)[clip.pk]
    assert (told["prompt"], told["maker"], told["state"]) == ("", "", "deleted")
    page = Door(alice).reads("/rights/console/uses/")
    assert "Captain Nimbus" in page
    assert "Deleted by its maker" in page
    assert "Captain Nimbus waves" not in page
    assert "@closed" not in page
