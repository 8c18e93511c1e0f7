"""One stranger makes many clips of one face."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.services import delete_account
from cameos.models import Cameo, Scope
from cameos.services import grant_consent
from core.models import AuditEvent
from feed.inbox import inbox_of
from feed.models import NoticeKind, Notification
from generation.models import Clip
from generation.signals import clip_made
from moderation.claiming import receive_claim
from moderation.models import Case, ReportReason
from moderation.services import report_clip
from tests.cameos.factories import make_being, make_cameo
from tests.clips import make_clip
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cameo(alice: User, settings: Any) -> Cameo:
    settings.LIKENESS_ALARM_CLIPS = 3
    return make_cameo(alice, scope=Scope.EVERYONE)


def film(maker: User, cameo: Cameo, times: int) -> None:
    for _ in range(times):
        clip_made.send(sender=Clip, clip=make_clip(maker, cast=[cameo]))


def alarms(user: User) -> int:
    return Notification.objects.of(user).filter(kind=NoticeKind.ALARM).count()


def test_the_owner_hears_of_it_and_a_moderator_looks_once(alice: User, carol: User, cameo: Cameo) -> None:
    film(carol, cameo, 2)
    assert (alarms(alice), Case.objects.count()) == (0, 0)
    film(carol, cameo, 3)
    assert (alarms(alice), Case.objects.count()) == (1, 1)
    [report] = Case.objects.get().reports.all()
    assert report.reporter is None
    assert "@carol has made 3 clips of @alice" in report.text


def test_no_report_of_the_makers_own_making_keeps_it_quiet(alice: User, carol: User, cameo: Cameo) -> None:
    """Anybody can file a claim without an account, and an account that is closed leaves its report behind."""
    film(carol, cameo, 1)
    said = {"name": "Dora", "email": "dora@example.org", "statement": "It is me.", "signature": "Dora"}
    receive_claim(links=str(Clip.objects.get().pk), **said)
    erin = make_user("erin")
    report_clip(clip=make_clip(carol, cast=[cameo], published=True), by=erin, reason=ReportReason.OTHER)
    delete_account(by=erin)
    film(carol, cameo, 4)
    assert alarms(alice) == 1


def test_two_faces_are_two_alarms(alice: User, bob: User, carol: User, cameo: Cameo) -> None:
    film(carol, cameo, 3)
    film(carol, make_cameo(bob, scope=Scope.EVERYONE), 3)
    assert (alarms(alice), alarms(bob)) == (1, 1)


def test_in_the_next_period_it_is_told_again(alice: User, carol: User, cameo: Cameo) -> None:
    film(carol, cameo, 3)
    AuditEvent.objects.update(at=timezone.now() - timedelta(hours=25))
    film(carol, cameo, 1)
    assert alarms(alice) == 2


def test_friends_and_the_owner_raise_none(alice: User, bob: User, carol: User, cameo: Cameo) -> None:
    grant_consent(cameo=cameo, grantee=carol, by=alice)
    for maker in (alice, bob, carol):
        film(maker, cameo, 5)
    assert (alarms(alice), Case.objects.count()) == (0, 0)


def test_each_stranger_counts_alone(alice: User, carol: User, cameo: Cameo, dave: User) -> None:
    film(carol, cameo, 2)
    film(dave, cameo, 2)
    assert alarms(alice) == 0


def test_of_a_being_it_names_the_being_and_leads_to_its_clips(alice: User, carol: User, cameo: Cameo) -> None:
    film(carol, make_being("rex", alice, scope=Scope.EVERYONE), 3)
    [line] = [it for it in inbox_of(alice).lines if it.kind == NoticeKind.ALARM]
    assert (line.being, line.url) == ("rex", "/likeness/beings/rex/clips/")
    assert "with you" not in line.note


@pytest.fixture
def dave(db: None) -> User:
    return make_user("dave")
