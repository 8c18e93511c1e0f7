"""Consent that ends at the worst moment: between two steps of a job, and under the clips of others."""

from collections.abc import Callable

import pytest
from django.core.files.storage import default_storage

from accounts.models import User
from accounts.services import block, delete_account
from cameos.models import Cameo, Scope
from cameos.services import change_scope, pause_cameo, withdraw_cameo
from core.decisions import Refused
from feed.services import publish_clip
from generation.models import Clip, Job, JobState
from generation.orders import Order
from generation.policies import may_remix
from generation.rendering import render_next
from generation.services import submit_job
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.quick_worker import work_quickly
from tests.wallets import wallet_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.verify]

End = Callable[[Cameo, User], object]

ENDS: dict[str, End] = {
    "narrowed": lambda cameo, maker: change_scope(cameo=cameo, scope=Scope.ONLY_ME, by=cameo.owner),
    "paused": lambda cameo, maker: pause_cameo(cameo=cameo, by=cameo.owner),
    "withdrawn": lambda cameo, maker: withdraw_cameo(cameo=cameo, by=cameo.owner),
    "blocked": lambda cameo, maker: block(user=maker, by=cameo.owner),
    "account deleted": lambda cameo, maker: delete_account(by=cameo.owner),
}


@pytest.fixture
def cameo(alice: User) -> Cameo:
    return make_cameo(alice, scope=Scope.EVERYONE)


@pytest.fixture
def job(cameo: Cameo, carol: User) -> Job:
    return submit_job(order=Order("@alice swims", "one", country="US"), by=carol)


def _nothing_is_left(job: Job) -> None:
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.failure_message
    assert (wallet_of(job.user).held, wallet_of(job.user).available) == (0, 120)
    assert not Clip.objects.of(job.user).exists()


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_between_submit_and_start_the_job_ends_and_credits_come_back(
    end: End, cameo: Cameo, job: Job, carol: User
) -> None:
    end(cameo, carol)
    assert not render_next()
    _nothing_is_left(job)


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_during_the_render_nothing_is_kept(
    end: End, cameo: Cameo, job: Job, carol: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _files()
    work_quickly(monkeypatch, meanwhile=lambda: end(cameo, carol))
    assert render_next()
    _nothing_is_left(job)
    assert _files() == before


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_between_render_and_post_the_draft_cannot_be_posted(
    end: End, cameo: Cameo, job: Job, carol: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    work_quickly(monkeypatch)
    assert render_next()
    draft = Clip.objects.get(job=job)
    end(cameo, carol)
    with pytest.raises(Refused):
        publish_clip(clip=draft, caption="", by=carol, country="US")
    assert not Clip.objects.watchable_by(carol).exists()


def test_an_account_that_is_deleted_mid_render_leaves_no_clip_and_no_hold(
    cameo: Cameo, job: Job, carol: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _files()
    work_quickly(monkeypatch, meanwhile=lambda: delete_account(by=carol))
    assert render_next()
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert wallet_of(carol).held == 0
    assert not Clip.objects.exists()
    assert _files() == before


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_clip_whose_subject_has_left_is_not_remixed_and_takes_its_remixes_along(
    end: End, cameo: Cameo, carol: User, bob: User
) -> None:
    clip = make_clip(carol, prompt="@alice swims", cast=[cameo], published=True)
    remix = make_clip(bob, cast=[cameo], parent=clip, published=True)
    assert may_remix(clip=clip, by=bob).allowed
    end(cameo, carol)
    assert [reason.code for reason in may_remix(clip=clip, by=bob).reasons] == ["remix.gone"]
    with pytest.raises(Refused):
        submit_job(order=Order("again", "two", parent=clip, country="US"), by=bob)
    assert not Clip.objects.available().filter(pk__in=[clip.pk, remix.pk]).exists()


def _files() -> set[str]:
    try:
        folders = default_storage.listdir("clips")[0]
    except FileNotFoundError:
        return set()
    return {f"{it}/{name}" for it in folders for name in default_storage.listdir(f"clips/{it}")[1]}
