"""What nobody of the staff decides comes to an end by itself, as the consent promises."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as project
from django.core.files.storage import default_storage
from django.db import connections, transaction
from django.db.models.functions import Now
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from cameos import services
from cameos.models import Cameo, Enrolment, EnrolmentState
from cameos.services.retention import expire_undecided
from core.decisions import Conflict
from feed.models import Notification
from moderation.models import Case, CaseState
from moderation.services import allow_prompt
from tests.cameos.enrolment.test_results import judge as judge  # noqa: PLC0414 (a fixture)
from tests.cameos.enrolment.tries import FILM, Said, Unsure, checked, named
from tests.doors import Door

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _unsure(settings: Settings) -> None:
    settings.LIVENESS = named(Unsure)


def waited(days: int) -> None:
    """By the clock of the database."""
    Enrolment.objects.update(waiting_since=Now() - timedelta(days=days))


def test_an_end_is_promised_and_kept(alice: User, django_capture_on_commit_callbacks: Any) -> None:
    own = checked(alice)
    assert f"no decision after {project.RECORDING_DAYS} days" in own.consent_text
    names = [part.name for part in own.parts.all()]
    waited(project.RECORDING_DAYS - 1)
    assert expire_undecided() == 0
    waited(project.RECORDING_DAYS)
    with django_capture_on_commit_callbacks(execute=True):
        assert expire_undecided() == 1
    own.refresh_from_db()
    assert (own.state, own.parts.count()) == (EnrolmentState.EXPIRED, 0)
    assert (own.sealed_portrait, own.sealed_face, own.findings) == (None, None, [])
    assert not any(default_storage.exists(name) for name in names)
    assert expire_undecided() == 0


def test_they_are_told_and_can_record_again(alice: User) -> None:
    own = checked(alice)
    waited(project.RECORDING_DAYS)
    expire_undecided()
    assert Notification.objects.filter(user=alice, note__contains="Record again").exists()
    page = Door(alice).client.get(reverse("cameos:enrolment", args=[own.pk])).content.decode()
    assert "Nobody decided within 30 days" in page
    assert reverse("cameos:enroll") in page
    assert checked(alice, FILM + b"again").state == EnrolmentState.REVIEW


def test_its_case_is_closed(alice: User, judge: User) -> None:
    checked(alice)
    case = Case.objects.get()
    waited(project.RECORDING_DAYS)
    expire_undecided()
    case.refresh_from_db()
    assert case.state == CaseState.LAPSED
    door = Door(judge).client
    assert "Likeness of @alice" not in door.get(reverse("moderation:cases")).content.decode()
    assert "Not decided" in door.get(reverse("moderation:case", args=[case.pk])).content.decode()
    with pytest.raises(Conflict):
        allow_prompt(case=case, by=judge, reason="It is her.")


def test_a_likeness_that_programs_let_in_stays_its_owners(alice: User, settings: Settings) -> None:
    settings.LIVENESS = named(Said)
    checked(alice)
    services.ask_for_review(by=alice)
    waited(project.RECORDING_DAYS)
    assert expire_undecided() == 1
    assert Cameo.objects.kept().get().owner == alice


@pytest.mark.verify
@pytest.mark.django_db(transaction=True)
def test_who_decides_at_this_moment_goes_first(alice: User) -> None:
    checked(alice)
    waited(project.RECORDING_DAYS)
    other = connections.create_connection("default")
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM moderation_case FOR NO KEY UPDATE")
        with transaction.atomic():
            assert expire_undecided() == 0
        assert Enrolment.objects.get().state == EnrolmentState.REVIEW
        other.rollback()
        assert expire_undecided() == 1
    finally:
        other.close()
