"""Who enrolls after a picture was brought: found in what waits, and in what is not posted yet."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from cameos.faces import FacesUnavailable
from cameos.models import Approval, ConsentUse, Scope
from cameos.services import change_scope, change_terms, pause_cameo, recognizing
from core.decisions import Refused
from feed.services import publish_clip
from generation import rendering
from generation.models import Clip, Job, JobState, Picture
from generation.orders import Order
from generation.policies import nobody_newer
from generation.services import claim_job, clips, searching, submit_job
from generation.services.blocking import block_pictures
from generation.services.leases import sweep_jobs
from generation.services.pictures import look_again
from tests.clips import make_clip
from tests.factories import make_user
from tests.generation.faces import Shows, bring, enroll, face_of
from tests.generation.faces import shows as shows  # noqa: PLC0414 (a fixture)
from tests.generation.test_pictures import TEXT, submit, why_not_made
from tests.wallets import wallet_of

pytestmark = pytest.mark.django_db


def made_from_picture(by: User) -> Clip:
    return made_from(bring(by), by, "one")


def made_from(start: Picture, by: User, key: str) -> Clip:
    clip = make_clip(by, prompt=TEXT)
    clip.job = submit(by, start, key)
    Job.objects.filter(pk=clip.job.pk).update(state=JobState.READY)  # the clip alone needs the picture now
    clip.save()
    return clip


def missing(image: object) -> list[object]:
    raise FacesUnavailable("it is not installed")


def test_who_enrolls_while_the_job_waits_and_lets_nobody_in_ends_it(
    alice: User, bob: User, shows: Shows
) -> None:
    start = bring(alice)
    submit(alice, start)
    enroll(bob)
    shows(face_of("bob"))
    assert why_not_made() == "picture.face"
    assert wallet_of(alice).held == 0
    assert not Picture.objects.ready().exists()


def test_who_enrolls_while_the_job_waits_and_lets_one_in_is_cast(
    alice: User, bob: User, shows: Shows
) -> None:
    job = submit(alice, bring(alice))
    cameo = enroll(bob, Scope.MUTUALS)
    shows(face_of("bob"))
    claimed = claim_job()
    assert claimed
    assert rendering.cleared(claimed)
    assert list(job.cast.all()) == [cameo]
    assert ConsentUse.objects.filter(job_id=job.pk, cameo=cameo).exists()
    pause_cameo(cameo=cameo, by=bob)
    assert Job.objects.get().failure_code == "consent.withdrawn"


def test_who_was_found_for_another_order_is_cast_too(
    alice: User, bob: User, shows: Shows, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = bring(alice)
    job = submit(alice, start)
    cameo = enroll(bob, Scope.MUTUALS)
    shows(face_of("bob"))
    submit(alice, start, "two")
    claimed = claim_job()
    assert claimed == job
    assert rendering.cleared(claimed)
    assert list(job.cast.all()) == [cameo]


@pytest.mark.parametrize("late", [-1, 1])
def test_whoever_comes_is_newer_whatever_the_clocks_of_the_machines_say(
    late: int, alice: User, bob: User, shows: Shows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine that looks at the picture is an hour ahead of the one that takes in the face, or behind."""
    now = timezone.now

    def go_by(hours: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(hours=hours))

    go_by(late)
    start = bring(alice)
    for who in (bob, make_user("dora"), bob):  # bob comes with another face
        go_by(0)
        enroll(who)
        assert not nobody_newer(start).allowed
        go_by(late)
        look_again(start, by=alice)
        assert nobody_newer(start).allowed


def test_who_wants_to_read_the_prompt_first_ends_it(alice: User, bob: User, shows: Shows) -> None:
    submit(alice, bring(alice))
    cameo = enroll(bob, Scope.MUTUALS)
    change_terms(cameo=cameo, terms={"approval": Approval.PROMPT}, by=bob)
    shows(face_of("bob"))
    assert why_not_made() == "consent.prompt"
    assert wallet_of(alice).held == 0


def test_more_people_than_a_clip_may_show_end_it(
    alice: User, bob: User, shows: Shows, settings: Settings
) -> None:
    settings.CAST_LIMIT = 1
    enroll(alice)
    submit(alice, bring(alice), cast=("alice",))
    enroll(bob, Scope.MUTUALS)
    shows(face_of("bob"))
    assert why_not_made() == "cast.many"


def test_a_detector_that_is_away_costs_no_try(
    alice: User, bob: User, shows: Shows, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.JOB_ATTEMPTS = 1

    job = submit(alice, bring(alice))
    enroll(bob)
    monkeypatch.setattr(recognizing, "search_faces", missing)
    for _ in range(3):
        claimed = claim_job()
        assert claimed
        assert not rendering.cleared(claimed)
        assert not claim_job()  # it comes again after the lease, not at once
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        assert sweep_jobs() == 1
    shows()
    claimed = claim_job()
    assert claimed == job
    assert rendering.cleared(claimed)


def test_who_enrolls_while_the_worker_asks_makes_it_wait(
    alice: User, bob: User, shows: Shows, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(alice, bring(alice))
    monkeypatch.setattr(rendering, "look_again", lambda picture, by: enroll(bob))
    claimed = claim_job()
    assert claimed
    assert not rendering.cleared(claimed)
    assert Job.objects.get().state == JobState.RENDERING


def test_a_job_is_searched_again_only_for_who_came_since(
    alice: User, bob: User, shows: Shows, monkeypatch: pytest.MonkeyPatch
) -> None:
    enroll(bob)
    submit(alice, bring(alice))
    monkeypatch.setattr(searching, "recognize", None)  # nobody asks it
    claimed = claim_job()
    assert claimed
    assert rendering.cleared(claimed)


@pytest.mark.parametrize("scope", [Scope.ONLY_ME, Scope.MUTUALS])
def test_who_enrolls_after_the_clip_was_made_keeps_it_a_draft(
    scope: Scope, alice: User, bob: User, shows: Shows
) -> None:
    clip = made_from_picture(alice)
    enroll(bob, scope)
    shows(face_of("bob"))
    code = "picture.face" if scope == Scope.ONLY_ME else "picture.newcomer"
    for _ in range(2):
        with pytest.raises(Refused) as error:
            publish_clip(clip=clip, caption="", by=alice, country="US")
        assert [reason.code for reason in error.value.decision.reasons] == [code]


def test_who_enrolls_while_it_is_posted_keeps_it_a_draft(
    alice: User, bob: User, shows: Shows, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = made_from_picture(alice)
    monkeypatch.setattr(clips, "look_again", lambda picture, by: enroll(bob))
    with pytest.raises(Refused, match=r"picture\.unavailable"):
        publish_clip(clip=clip, caption="", by=alice, country="US")


def test_who_is_in_it_and_not_in_the_picture_keeps_nothing_back(alice: User, bob: User, shows: Shows) -> None:
    clip = made_from_picture(alice)
    enroll(bob)
    publish_clip(clip=clip, caption="", by=alice, country="US")
    enroll(make_user("dora"))
    shows(face_of("dora"))
    clip.refresh_from_db()
    publish_clip(clip=clip, caption="", by=alice, country="US")  # twice is once


def test_who_was_in_it_before_is_asked_by_the_gate_and_is_no_stranger(
    alice: User, bob: User, shows: Shows
) -> None:
    """They may have allowed this one clip since: the picture does not say no in their place."""
    cameo = enroll(bob, Scope.MUTUALS)
    shows(face_of("bob"))
    start = bring(alice)
    change_scope(cameo=cameo, scope=Scope.ONLY_ME, by=bob)
    enroll(make_user("dora"))
    look_again(start, by=alice)
    assert list(start.likenesses.all()) == [cameo]
    with pytest.raises(Refused, match=r"consent\.scope"):
        submit(alice, start)


def test_what_waits_for_checks_leaves_room_for_others(
    alice: User, bob: User, shows: Shows, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(alice, bring(alice))
    other = submit_job(order=Order(TEXT, "other", country="US"), by=bob)
    enroll(make_user("dora"))
    monkeypatch.setattr(recognizing, "search_faces", missing)
    claimed = claim_job()
    assert claimed
    rendering.cleared(claimed)
    Job.objects.filter(pk=claimed.pk).update(
        lease_until=F("lease_until") - timedelta(seconds=settings.JOB_LEASE_SECONDS * 2)
    )
    sweep_jobs()
    assert claim_job() == other


def test_what_could_not_be_checked_for_a_day_ends_and_costs_nothing(
    alice: User, bob: User, shows: Shows, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(alice, bring(alice))
    enroll(bob)
    monkeypatch.setattr(recognizing, "search_faces", missing)
    Job.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    assert why_not_made() == "picture.unavailable"
    assert wallet_of(alice).held == 0


def test_a_caption_that_is_too_long_is_told_before_anything_is_searched(
    alice: User, bob: User, shows: Shows, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = made_from_picture(alice)
    enroll(bob)
    monkeypatch.setattr(searching, "recognize", None)  # nobody asks it
    with pytest.raises(Refused, match=r"caption\.long"):
        publish_clip(clip=clip, caption="long " * 100, by=alice, country="US")


def test_another_draft_from_a_picture_that_was_taken_down_stays_a_draft(alice: User, shows: Shows) -> None:
    """Somebody without an account has said of one of the two that it is them."""
    start = bring(alice)
    one, other = made_from(start, alice, "one"), made_from(start, alice, "two")
    block_pictures(clips=Clip.objects.filter(pk=one.pk), source="claim")
    with pytest.raises(Refused, match=r"picture\.gone"):
        publish_clip(clip=other, caption="", by=alice, country="US")
