"""The demo world comes once, rests on the real rules, and its clips come one after the other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import authenticate
from django.db import transaction
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from accounts.models import Invite, User
from cameos.models import Cameo
from cameos.policies import may_depict
from feed.models import Post
from generation.gate import Question, advise
from generation.media.encode import encode
from generation.media.mark import Mark
from generation.models import Job, JobState
from generation.services import begin_checks, claim_job, fail_job, finish_job, store_files
from moderation.demo.clips import PLANS
from moderation.demo.filming import film_next
from moderation.demo.people import COUNTRY, EVERYONE
from moderation.demo.world import build_world
from moderation.models import Case
from moderation.policies import may_rule
from rights.models import RightsHolder, Work
from tests.generation.footage import moving, tone
from tests.moderation.test_pages import signed_in

pytestmark = pytest.mark.verify


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The world, built once for all tests of this file, each of which takes its own changes back."""
    with django_db_blocker.unblock(), transaction.atomic():
        build_world()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def world(built: None, db: Any) -> None:
    """The world as it was built."""


def person(handle: str) -> User:
    return User.objects.get(username=handle)


def objections(text: str, *, by: str) -> list[str]:
    answer = advise(Question(person(by), COUNTRY, text))
    return [reason.code for reason in answer.decision.reasons]


def render_next_quickly(folder: Path) -> None:
    """What a worker does, with a second of film that is drawn and encoded in no time."""
    job = claim_job()
    assert job is not None
    film = moving(sound=tone(1))
    mark = Mark(handle=job.user.username, site="Assent", label=film.label)
    encoded = encode(film, mark=mark, folder=folder, progress=lambda _: None, cancelled=lambda: False)
    begin_checks(job=job)
    finish_job(job=job, footage=film, encoded=encoded, stored=store_files(clip_id=uuid4(), encoded=encoded))


@pytest.mark.usefixtures("world")
def test_everybody_can_log_in_and_holds_the_role_they_have() -> None:
    for each in EVERYONE:
        assert authenticate(username=each.handle, password=each.password) == person(each.handle)
    assert [user.username for user in User.objects.order_by("pk") if may_rule(user).allowed] == [
        "ines",
        "keeper",
    ]
    assert [user.username for user in RightsHolder.objects.get(name="Nimbus Pictures").members.all()] == [
        "nimbus"
    ]


@pytest.mark.usefixtures("world")
def test_building_twice_changes_nothing() -> None:
    before = [model.objects.count() for model in (User, Invite, Cameo, RightsHolder)]
    build_world()
    assert [model.objects.count() for model in (User, Invite, Cameo, RightsHolder)] == before


@pytest.mark.usefixtures("world")
def test_one_work_of_the_holder_is_open_and_the_other_closed() -> None:
    assert objections("a penguin drinks a Northstar Cola", by="mika") == []
    assert objections("Captain Nimbus lands on a roof", by="mika") == ["rights.not_authorized"]
    assert objections("a cloud-caped pilot lands on a roof", by="mika") == []


@pytest.mark.usefixtures("world")
def test_the_holder_works_at_the_console_and_nowhere_else() -> None:
    desk = signed_in(person("nimbus"))
    page = desk.get(reverse("console:works")).text
    assert ["Captain Nimbus" in page, "Northstar Cola" in page] == [True, True]
    foreign = Work.objects.exclude(holder__name="Nimbus Pictures").first()
    assert foreign is not None
    assert desk.get(reverse("console:work", args=[foreign.pk])).status_code == 404
    for name in ("rights_work", "generation_job", "accounts_user", "moderation_case", "billing_wallet"):
        assert desk.get(reverse(f"admin:{name}_changelist")).status_code == 302
    assert desk.get(reverse("moderation:cases")).status_code == 404


@pytest.mark.usefixtures("world")
def test_the_console_is_not_empty() -> None:
    desk = signed_in(person("nimbus"))
    figures = desk.get(reverse("console:index")).context["figures"]
    assert (figures.works, figures.open_works, figures.requests, figures.blocked) == (2, 2, 2, 5)
    assert [license.work.title for license in figures.expiring] == ["Captain Nimbus"]
    assert len(desk.get(reverse("console:requests")).context["wishes"]) == 2


@pytest.mark.usefixtures("world")
def test_every_scope_of_consent_is_there_to_be_tried() -> None:
    cameos = {cameo.owner.username: cameo for cameo in Cameo.objects.select_related("owner")}
    assert may_depict(cameo=cameos["mika"], by=person("wren")).allowed
    assert may_depict(cameo=cameos["oda"], by=person("jonas")).allowed
    assert not may_depict(cameo=cameos["oda"], by=person("wren")).allowed
    assert may_depict(cameo=cameos["lucia"], by=person("priya")).allowed
    assert not may_depict(cameo=cameos["lucia"], by=person("takumi")).allowed
    assert not may_depict(cameo=cameos["takumi"], by=person("mika")).allowed


@pytest.mark.usefixtures("world")
def test_the_gate_has_nothing_against_any_demo_clip() -> None:
    for plan in PLANS:
        assert objections(plan.prompt, by=plan.maker) == [], plan.slug


@pytest.mark.usefixtures("world")
def test_clips_are_asked_for_one_after_the_other() -> None:
    assert film_next()
    assert film_next()
    assert Job.objects.get().idempotency_key == PLANS[0].key


@pytest.mark.usefixtures("world")
def test_all_clips_are_posted_liked_and_reported(tmp_path: Path) -> None:
    while film_next():
        render_next_quickly(tmp_path)
    for plan in PLANS:
        if plan.waits:
            assert not Post.objects.filter(clip__job__idempotency_key=plan.key).exists()
            continue
        post = Post.objects.get(clip__job__idempotency_key=plan.key)
        assert post.like_count == len(plan.liked_by)
        assert post.clip.parents.count() == bool(plan.remix_of)
        assert Case.objects.filter(clip=post.clip).exists() is bool(plan.complaints)
    assert not film_next()


@pytest.mark.usefixtures("world")
def test_a_clip_that_failed_does_not_hold_up_the_others() -> None:
    film_next()
    fail_job(job=Job.objects.get(), code="engine.error", message="broke")
    assert film_next()
    assert Job.objects.filter(state=JobState.QUEUED).get().idempotency_key == PLANS[1].key


@pytest.mark.usefixtures("world")
def test_people_who_have_left_make_no_clips() -> None:
    User.objects.filter(username=PLANS[0].maker).update(is_active=False)
    assert film_next()
    assert not Job.objects.filter(idempotency_key=PLANS[0].key).exists()
