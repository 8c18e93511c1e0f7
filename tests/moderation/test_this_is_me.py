"""Somebody without an account finds themselves in a clip."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from core.decisions import Conflict, Refused
from generation.models import BlockedMedia, Clip, Picture
from generation.orders import Order
from generation.policies import may_start_from
from generation.services import may_come, submit_job
from moderation import queries
from moderation.claiming import hide_at_once, receive_claim, reject_claim, uphold_claim
from moderation.likeness_claims import LikenessClaim
from moderation.models import Case, CaseState
from moderation.queries import claims_page
from tests.clips import make_clip
from tests.doors import Door
from tests.generation.faces import Shows, bring, make_picture
from tests.generation.faces import shows as shows  # noqa: PLC0414 (a fixture)

pytestmark = pytest.mark.django_db

SAID = {
    "name": "Dora Doe",
    "email": "dora@example.org",
    "statement": "I am the one in the red coat.",
    "signature": "dora doe",
    "good_faith": "on",
}


@pytest.fixture(autouse=True)
def _nobody_was_here() -> None:
    """The limit counts what other tests have sent from the same address."""
    cache.clear()


@pytest.fixture
def claim(clip: Clip) -> LikenessClaim:
    words = {name: SAID[name] for name in ("name", "email", "statement", "signature")}
    return receive_claim(links=f"https://example.org/c/{clip.pk}/", **words)


def seen(clip: Clip) -> bool:
    return Clip.objects.available().filter(pk=clip.pk).exists()


def test_a_visitor_sends_it_and_gets_a_number(clip: Clip, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = Client().post("/this-is-me/", SAID | {"links": f"see http://localhost/c/{clip.pk}/ please"})
    claim = LikenessClaim.objects.get()
    assert claim.receipt in answer.text
    assert list(claim.clips.all()) == [clip]
    assert timedelta(hours=47) < claim.due_at - timezone.now() <= timedelta(hours=48)
    [letter] = mail.outbox
    assert letter.to == ["dora@example.org"]
    assert claim.receipt in letter.body
    case = Case.objects.get(clip=clip)
    assert case.state == CaseState.OPEN
    assert claim.receipt in case.reports.get().text


@pytest.mark.parametrize(("field", "value"), [("good_faith", ""), ("signature", "Somebody"), ("email", "x")])
def test_what_the_law_asks_for_cannot_be_left_out(field: str, value: str, clip: Clip) -> None:
    answer = Client().post("/this-is-me/", SAID | {"links": str(clip.pk)} | {field: value})
    assert answer.status_code == 422
    assert not LikenessClaim.objects.exists()


def test_a_flood_from_one_address_is_stopped(db: None) -> None:
    sent = [Client().post("/this-is-me/", SAID | {"links": "somewhere"}).status_code for _ in range(7)]
    assert sent == [200] * 5 + [429] * 2


def test_whoever_is_stopped_keeps_every_word_and_hears_when_to_try_again(db: None) -> None:
    said = SAID | {"links": "https://example.org/c/1/"}
    for _ in range(6):
        answer = Client().post("/this-is-me/", said)
    assert answer.status_code == 429
    for kept in ("Dora Doe", "dora@example.org", "the one in the red coat", "https://example.org/c/1/"):
        assert kept in answer.text, kept
    assert re.search(r'name="good_faith"[^>]* checked', answer.text)
    assert "again in an hour" in answer.text
    assert LikenessClaim.objects.count() == 5


def test_links_of_nothing_of_ours_are_kept_as_words(db: None) -> None:
    Client().post("/this-is-me/", SAID | {"links": "https://elsewhere.example/v/1"})
    assert "elsewhere" in LikenessClaim.objects.get().links
    assert not Case.objects.exists()


def test_a_moderator_hides_at_once_and_shows_again(claim: LikenessClaim, clip: Clip, moderator: User) -> None:
    hide_at_once(claim=claim, by=moderator)
    assert not seen(clip)
    reject_claim(claim=claim, by=moderator, answer="It is a drawing of nobody.")
    assert seen(clip)
    with pytest.raises(Conflict):
        uphold_claim(claim=claim, by=moderator, answer="After all.")


def test_an_upheld_claim_takes_the_copies_too_and_keeps_the_file_away(
    claim: LikenessClaim, clip: Clip, bob: User, moderator: User, django_capture_on_commit_callbacks: Any
) -> None:
    copy = make_clip(bob, published=True)
    assert copy.sha256 == clip.sha256
    hide_at_once(claim=claim, by=moderator)
    with django_capture_on_commit_callbacks(execute=True):
        uphold_claim(claim=claim, by=moderator, answer="Removed, with one copy.")
    assert not seen(clip)
    assert not seen(copy)
    assert BlockedMedia.objects.filter(pk=clip.sha256).exists()
    assert not may_come(clip.sha256).allowed
    assert may_come("0" * 64).allowed
    assert "Removed, with one copy." in mail.outbox[-1].body


def test_an_upheld_claim_takes_what_the_clip_started_from(
    claim: LikenessClaim, clip: Clip, alice: User, bob: User, moderator: User, shows: Shows
) -> None:
    start, other = bring(alice), make_picture(alice)
    clip.job = submit_job(order=Order("a walk", "one", country="US", picture=start), by=alice)
    clip.save()
    twin = bring(bob)
    assert twin.sha256 == start.sha256
    uphold_claim(claim=claim, by=moderator, answer="Removed.")
    assert list(Picture.objects.ready()) == [other]
    with pytest.raises(Refused, match=r"media\.blocked"):
        bring(alice)


def test_nothing_starts_from_a_picture_that_came_at_that_moment(alice: User) -> None:
    start = make_picture(alice)
    assert may_start_from(picture=start, by=alice).allowed
    BlockedMedia.objects.create(sha256=start.sha256, source="claim:1")
    [reason] = may_start_from(picture=start, by=alice).reasons
    assert reason.code == "media.blocked"


def test_nobody_but_a_moderator_answers(claim: LikenessClaim, bob: User) -> None:
    for verb in (uphold_claim, reject_claim):
        with pytest.raises(Refused):
            verb(claim=claim, by=bob, answer="no")
    assert not Door(bob).finds("/moderation/claims/")
    assert not Door(bob).finds(f"/moderation/claims/{claim.pk}/")


@pytest.mark.parametrize("act", ["hide", "uphold", "reject"])
def test_a_moderator_answers_no_claim_about_a_clip_of_their_own(
    act: str, second_moderator: User, moderator: User
) -> None:
    words = {name: SAID[name] for name in ("name", "email", "statement", "signature")}
    claim = receive_claim(links=str(make_clip(moderator, published=True).pk), **words)
    where = f"/moderation/claims/{claim.pk}/"
    answer = Door(moderator).submits(where, act=act, answer="It is nobody.")
    claim.refresh_from_db()
    assert (answer.status_code, claim.state, claim.hidden_at) == (403, "open", None)
    assert Door(second_moderator).submits(where, act=act, answer="It is nobody.").status_code == 302


def test_nor_do_they_read_what_it_says(second_moderator: User, moderator: User) -> None:
    words = {name: SAID[name] for name in ("name", "email", "statement", "signature")}
    claim = receive_claim(links=str(make_clip(moderator, published=True).pk), **words)
    where = f"/moderation/claims/{claim.pk}/"
    for page in (where, "/moderation/claims/"):
        assert SAID["statement"] in Door(second_moderator).reads(page)
        own = Door(moderator).reads(page)
        assert "Another moderator" in own or "another moderator" in own
        assert not any(word in own for word in (SAID["statement"], SAID["name"], 'name="act"'))
    reject_claim(claim=claim, by=second_moderator, answer="Dora, you are not in it.")
    assert "Dora" not in Door(moderator).reads(where)


def test_where_no_address_is_a_clip_nothing_can_be_removed_and_nothing_is_said_to_be_left(
    claim: LikenessClaim, moderator: User, django_capture_on_commit_callbacks: Any
) -> None:
    words = {name: SAID[name] for name in ("name", "email", "statement", "signature")}
    nowhere = receive_claim(links="https://elsewhere.example/1", **words)
    page = Door(moderator)
    assert 'value="uphold"' in page.reads(f"/moderation/claims/{claim.pk}/")
    assert 'value="uphold"' not in page.reads(f"/moderation/claims/{nowhere.pk}/")
    with django_capture_on_commit_callbacks(execute=True):
        page.submits(f"/moderation/claims/{nowhere.pk}/", act="reject", answer="Ask there.")
    said = mail.outbox[-1].body
    assert "none of the addresses in it is a clip of this site" in said
    assert "Ask there." in said
    assert "leave them as they are" not in said


def test_the_list_shows_what_is_late_first(claim: LikenessClaim, moderator: User) -> None:
    page = Door(moderator)
    assert "left" in page.reads("/moderation/claims/")
    LikenessClaim.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    assert "Late" in page.reads("/moderation/claims/")
    page.submits(f"/moderation/claims/{claim.pk}/", act="hide")
    page.submits(f"/moderation/claims/{claim.pk}/", act="uphold", answer="Gone.")
    assert "Every claim has been answered" in page.reads("/moderation/claims/")
    assert "Gone." in page.reads(f"/moderation/claims/{claim.pk}/")


@pytest.mark.verify
def test_the_list_goes_on_and_asks_no_more_for_it(
    moderator: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "CLAIMS", 2)
    page, words = Door(moderator), {name: SAID[name] for name in ("name", "email", "statement", "signature")}

    def claims(many: int) -> list[str]:
        return [receive_claim(links="somewhere", **words).receipt for _ in range(many)]

    def shown(where: str) -> list[str]:
        return re.findall(r">(L-\d+)</a>", page.reads(where))

    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            page.reads("/moderation/claims/")
        return len(captured)

    made = claims(3)
    LikenessClaim.objects.update(due_at=timezone.now())  # at one moment: told apart by their numbers
    few = questions()
    made += claims(2)
    assert questions() == few
    seen, where = [], "/moderation/claims/"
    while where:
        seen.append(shown(where))
        further = re.search(r'hx-get="([^"]+)"', page.reads(where))
        where = further[1] if further else ""
    assert seen == [made[:2], made[2:4], made[4:]]
    mark = claims_page(viewer=bob).cursor
    assert not page.finds(f"/moderation/claims/?after={mark}"), "it is another moderator's"
