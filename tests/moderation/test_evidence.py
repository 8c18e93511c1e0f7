"""A reported clip stays before the moderators' eyes until they have decided, whatever its maker does."""

from collections.abc import Callable

import pytest
from django.core.files.storage import default_storage

from accounts.models import User
from accounts.services import delete_account
from core.decisions import Conflict, Refused
from feed.models import Post
from feed.services import unpublish_clip
from generation.media.links import link
from generation.models import Clip
from generation.services import delete_draft, discard_if_deleted
from moderation import services
from moderation.models import Case, Report, ReportReason
from moderation.policies import may_report_again_today
from moderation.services import keep_clip, remove_clip, report_clip, restore_clip, take_up_clip
from tests.clips import make_clip
from tests.doors import Door
from tests.races.actors import Gate

pytestmark = [pytest.mark.verify, pytest.mark.django_db(transaction=True)]


def delete(clip: Clip) -> None:
    unpublish_clip(clip=clip, by=clip.maker)
    delete_draft(clip=clip, by=clip.maker)


def leave(clip: Clip) -> None:
    delete_account(by=clip.maker)


ENDS = [delete, leave]
End = Callable[[Clip], None]


def files_left(clip: Clip) -> int:
    return sum(default_storage.exists(str(file.name)) for file in (clip.video, clip.poster, clip.captions))


def plays(clip: Clip, viewer: User) -> bool:
    return Door(viewer).finds(link(clip, "video", viewer))


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("decide", [keep_clip, remove_clip])
def test_a_reported_clip_can_be_looked_at_until_somebody_has_decided(
    end: End, decide: Callable[..., object], case: Case, clip: Clip, bob: User, moderator: User
) -> None:
    end(clip)
    assert files_left(clip) == 3
    assert plays(clip, moderator)
    assert not plays(clip, bob)
    assert f"/media/{clip.pk}/video" in Door(moderator).reads(f"/moderation/{case.pk}/")
    decide(case=case, by=moderator, reason="I have seen it.")
    assert files_left(clip) == 0
    assert not plays(clip, moderator)
    assert "has deleted" in Door(moderator).reads(f"/moderation/{case.pk}/")


@pytest.mark.parametrize("end", ENDS)
def test_what_nobody_reported_goes_at_once(end: End, clip: Clip) -> None:
    end(clip)
    assert files_left(clip) == 0


def test_what_was_decided_goes_at_once(case: Case, clip: Clip, moderator: User) -> None:
    keep_clip(case=case, by=moderator, reason="satire")
    assert files_left(clip) == 3
    delete(clip)
    assert files_left(clip) == 0


def test_a_deleted_clip_is_nobodys_new_case(clip: Clip, bob: User, moderator: User) -> None:
    delete(clip)
    with pytest.raises(Refused):
        report_clip(clip=clip, by=bob, reason=ReportReason.HATE)
    with pytest.raises(Conflict):
        take_up_clip(clip=clip, by=moderator)


def test_what_remixes_a_deleted_clip_does_not_come_back_with_its_restoration(
    case: Case, clip: Clip, bob: User, moderator: User
) -> None:
    remix = make_clip(bob, parent=clip, published=True)
    remove_clip(case=case, by=moderator, reason="an insult")
    leave(clip)
    restore_clip(case=case, by=moderator, reason="a mistake")
    assert not Post.objects.visible_to(bob).filter(clip=remix).exists()


def report_against(end: End, clip: Clip, by: User, monkeypatch: pytest.MonkeyPatch) -> bool:
    """The maker acts when the report has looked for the last time. Whether they had to wait."""
    race = Gate()
    check = may_report_again_today

    def check_and_wait(by: User) -> object:
        answer = check(by)
        race.hold()
        return answer

    monkeypatch.setattr(services, "may_report_again_today", check_and_wait)
    failures = race.run(lambda: report_clip(clip=clip, by=by, reason=ReportReason.HATE), lambda: end(clip))
    assert failures == [None, None]
    assert Report.objects.count() == 1
    return race.second_waited


@pytest.mark.parametrize("end", ENDS)
def test_a_report_that_came_first_keeps_the_picture(
    end: End, clip: Clip, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert report_against(end, clip, bob, monkeypatch)
    assert files_left(clip) == 3


@pytest.mark.parametrize("end", ENDS)
def test_without_the_lock_there_is_a_case_without_a_picture(
    end: End, clip: Clip, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "_hold_clip", lambda clip: clip)
    assert not report_against(end, clip, bob, monkeypatch)
    assert files_left(clip) == 0


@pytest.mark.parametrize("decide", [keep_clip, remove_clip])
def test_of_a_decision_and_a_deletion_at_once_the_second_clears_away(
    decide: Callable[..., object], case: Case, clip: Clip, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpublish_clip(clip=clip, by=clip.maker)
    race = Gate()
    discard = discard_if_deleted

    def discard_and_wait(*, clip: Clip) -> None:
        discard(clip=clip)
        race.hold()

    monkeypatch.setattr(services, "discard_if_deleted", discard_and_wait)
    failures = race.run(
        lambda: decide(case=case, by=moderator, reason="I have seen it."),
        lambda: delete_draft(clip=clip, by=clip.maker),
    )
    assert failures == [None, None]
    assert race.second_waited
    assert files_left(clip) == 0
