"""What the inbox is told, and that it is told once."""

from importlib import import_module

import pytest
from django.apps import apps

from accounts.models import User
from accounts.services import follow, unfollow
from cameos.models import Scope
from cameos.services import grant_consent
from feed.inbox import inbox_of, target_of
from feed.models import NoticeKind, Notification
from feed.services import mark_read, notify
from generation.models import Clip, Ground, Job, JobState
from generation.services import fail_job, restore_clip, withdraw_clip
from generation.signals import clip_made, job_changed
from tests.cameos.factories import make_being, make_cameo
from tests.clips import make_clip
from tests.doors import Door
from tests.races.actors import all_at_once

pytestmark = pytest.mark.django_db


def told(user: User, *kinds: NoticeKind) -> list[Notification]:
    lines = Notification.objects.of(user).order_by("pk")
    return list(lines.filter(kind__in=kinds) if kinds else lines)


def test_the_same_news_is_told_once(alice: User) -> None:
    lines = {notify(user=alice, kind=NoticeKind.CLIP_READY, key="ready:1").pk for _ in range(3)}
    assert len(lines) == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_news_from_five_workers_is_told_once(alice: User) -> None:
    answers = all_at_once([lambda: notify(user=alice, kind=NoticeKind.CLIP_READY, key="ready:1")] * 5)
    assert [error for error in answers if isinstance(error, BaseException)] == []
    assert len(told(alice, NoticeKind.CLIP_READY)) == 1


def test_everyone_in_a_clip_hears_of_it_when_it_is_made_though_it_is_a_draft(
    alice: User, bob: User, carol: User
) -> None:
    clip = make_clip(alice, cast=[make_cameo(person) for person in (alice, bob, carol)])
    for _ in range(2):
        clip_made.send(sender=Clip, clip=clip)
    for person in (bob, carol):
        [line] = told(person, NoticeKind.CAST)
        assert (line.actor, line.clip) == (alice, clip)
        assert target_of(line) == "/likeness/clips/"  # where they see every clip with them
    assert told(alice, NoticeKind.CAST) == []
    assert len(told(alice, NoticeKind.CLIP_READY)) == 1


def test_news_of_a_being_name_it_and_lead_to_its_clips(alice: User, bob: User) -> None:
    clip = make_clip(bob, cast=[make_being("rex", alice)])
    clip_made.send(sender=Clip, clip=clip)
    [line] = [it for it in inbox_of(alice).lines if it.kind == NoticeKind.CAST]
    assert (line.being, line.note, line.url) == ("rex", "", "/likeness/beings/rex/clips/")
    assert "made a clip with @rex" in Door(alice).reads("/inbox/")


@pytest.mark.parametrize(
    ("kind", "note", "being", "left"),
    [
        (NoticeKind.CAST, "@r.ex", "r.ex", ""),
        (NoticeKind.ALARM, "@rex: 3 clips within 24 hours.", "rex", "3 clips within 24 hours."),
        (
            NoticeKind.LIKENESS,
            "@rex: a moderator has taken it down. Why: it mocks.",
            "rex",
            "A moderator has taken it down. Why: it mocks.",
        ),
        (NoticeKind.LIKENESS, "@alice was not to be heard. Record again.", "", None),
        (NoticeKind.CAST_ASKED, "@rex", "", None),
    ],
)
def test_lines_from_before_beings_had_a_column_say_the_same(
    kind: NoticeKind, note: str, being: str, left: str | None, alice: User
) -> None:
    line = notify(user=alice, kind=kind, key="old", note=note)
    import_module("feed.migrations.0005_beings").write_apart(apps, None)
    line.refresh_from_db()
    assert (line.being, line.note) == (being, note if left is None else left)


def test_a_failed_job_is_told_with_its_cause_and_a_cancelled_one_is_not(alice: User) -> None:
    job = Job.objects.create(user=alice, prompt="a fox", engine="storyboard", seed=1, seconds=10, cost=0)
    for _ in range(2):
        fail_job(job=job, code="engine", message="The engine stopped.")
    [line] = told(alice, NoticeKind.CLIP_FAILED)
    assert line.note == "The engine stopped."
    other = Job(user=alice, state=JobState.CANCELLED)
    job_changed.send(sender=Job, job=other)
    assert len(told(alice, NoticeKind.CLIP_FAILED)) == 1


def test_each_withdrawal_and_each_return_is_told_to_the_maker(alice: User) -> None:
    clip = make_clip(alice, published=True)
    for _ in range(2):
        withdraw_clip(clip=clip, ground=Ground.MODERATION, source="case:3", note="It shows a work.")
        restore_clip(clip=clip, ground=Ground.MODERATION, source="case:3")
    kinds = [line.kind for line in told(alice, NoticeKind.WITHDRAWN, NoticeKind.RESTORED)]
    assert kinds == [NoticeKind.WITHDRAWN, NoticeKind.RESTORED] * 2
    [first, *_] = told(alice, NoticeKind.WITHDRAWN)
    assert (first.note, first.actor) == ("It shows a work.", None)
    assert "case" not in first.note


def test_the_makers_of_remixes_hear_that_the_clip_beneath_is_gone(alice: User, bob: User) -> None:
    parent = make_clip(alice, published=True)
    make_clip(bob, parent=parent, published=True)
    withdraw_clip(clip=parent, ground=Ground.MODERATION, source="case:3", note="It shows a work.")
    [line] = told(bob, NoticeKind.WITHDRAWN)
    assert line.note == "The clip that it remixes is no longer available."


def test_whoever_is_approved_hears_of_it(alice: User, bob: User) -> None:
    cameo = make_cameo(alice, scope=Scope.APPROVED)
    for _ in range(2):
        grant_consent(cameo=cameo, grantee=bob, by=alice)
    [line] = told(bob, NoticeKind.GRANTED)
    assert (line.actor, target_of(line)) == (alice, "/@alice/")


def test_following_again_is_no_news(alice: User, carol: User) -> None:
    for _ in range(2):
        follow(user=alice, by=carol)
        unfollow(user=alice, by=carol)
    assert [line.actor for line in told(alice, NoticeKind.FOLLOWED)] == [carol]


def test_reading_up_to_a_line_leaves_the_later_ones(alice: User, bob: User) -> None:
    Notification.objects.all().delete()
    lines = [notify(user=alice, kind=NoticeKind.CLIP_READY, key=f"ready:{n}") for n in range(3)]
    notify(user=bob, kind=NoticeKind.CLIP_READY, key="ready:0")
    mark_read(user=alice, up_to=lines[1].pk)
    assert list(Notification.objects.of(alice).unread()) == [lines[2]]
    assert Notification.objects.of(bob).unread().count() == 1


def test_the_inbox_goes_on_by_cursor(alice: User) -> None:
    there = {notify(user=alice, kind=NoticeKind.CLIP_READY, key=f"ready:{n}").pk for n in range(70)}
    seen: list[int] = []
    cursor = ""
    while True:
        page = inbox_of(alice, after=cursor)
        seen += [line.pk for line in page.lines]
        if not (cursor := page.next_cursor):
            break
    assert len(seen) == 70
    assert set(seen) == there
