"""What becomes of clips and jobs when a license ends, rests, or goes on."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from core.decisions import Refused
from feed.models import Post
from feed.services import publish_clip
from generation.models import Clip, Job, JobState
from generation.orders import Order
from generation.policies import may_remix
from generation.rendering import render_next
from generation.services import submit_job, sweep_expired
from generation.signals import clip_limited
from rights.models import HolderStatus, License, LicenseState, LicenseUse, UseState, Work
from rights.profile import Ending
from rights.services import (
    change_holder_status,
    pause_license,
    resume_license,
    revoke_license,
    transfer_work,
)
from tests.clips import make_clip
from tests.quick_worker import work_quickly
from tests.rights.factories import make_holder, make_license, make_work
from tests.wallets import wallet_of

pytestmark = pytest.mark.django_db

TEXT = "Captain Nimbus waves"


@pytest.fixture
def nimbus(carol: User) -> Work:
    make_holder("Nimbus Pictures", member=carol)
    return make_work("Captain Nimbus", holder="Nimbus Pictures")


def posted(by: User, text: str = TEXT, **how: Any) -> Clip:
    """A clip that was shown after the gate had said yes."""
    clip = make_clip(by, prompt=text, **how)
    publish_clip(clip=clip, caption="", by=by, country="US")
    return now(clip)


def draft(by: User, *licenses: License, text: str = TEXT) -> Clip:
    clip = make_clip(by, prompt=text)
    clip.licenses.set(licenses)
    return clip


def now(clip: Clip) -> Clip:
    return Clip.objects.get(pk=clip.pk)


def sees(viewer: User, clip: Clip) -> bool:
    return Post.objects.visible_to(viewer).filter(clip=clip).exists()


def lists(viewer: User, clip: Clip) -> bool:
    return Post.objects.visible_to(viewer).listed().filter(clip=clip).exists()


def available(clip: Clip) -> bool:
    return Clip.objects.available().filter(pk=clip.pk).exists()


def ask(by: User, key: str = "one") -> Job:
    return submit_job(order=Order(TEXT, key, country="US"), by=by)


@pytest.fixture
def left_lists() -> Any:
    heard: list[Clip] = []

    def hear(clip: Clip, **_: object) -> None:
        heard.append(clip)

    clip_limited.connect(hear)
    yield heard
    clip_limited.disconnect(hear)


class TestRevoked:
    def test_what_has_to_go_goes(self, nimbus: Work, alice: User, bob: User, carol: User) -> None:
        license = make_license(nimbus)
        clip, own = posted(alice), draft(alice, license)
        revoke_license(license=license, by=carol)
        assert not sees(bob, clip)
        assert not available(own)

    def test_what_may_stay_stays_but_nothing_new(
        self, nimbus: Work, alice: User, bob: User, carol: User
    ) -> None:
        license = make_license(nimbus, at_end=Ending.KEEP)
        clip, own = posted(alice), draft(alice, license)
        revoke_license(license=license, by=carol)
        assert lists(bob, clip)
        assert available(own)
        with pytest.raises(Refused, match=r"rights\.not_authorized"):
            publish_clip(clip=own, caption="", by=alice, country="US")
        with pytest.raises(Refused, match=r"rights\.not_authorized"):
            submit_job(order=Order("the same at night", "remix", parent=clip, country="US"), by=bob)

    def test_what_is_limited_leaves_lists_and_is_not_remixed(
        self, nimbus: Work, alice: User, bob: User, carol: User, left_lists: list[Clip]
    ) -> None:
        license = make_license(nimbus, at_end=Ending.LIMIT)
        clip = posted(alice)
        assert lists(bob, clip)
        revoke_license(license=license, by=carol)
        assert sees(bob, clip)
        assert not lists(bob, clip)
        assert left_lists == [clip]
        assert [reason.code for reason in may_remix(clip=clip, by=bob).reasons] == ["remix.limited"]

    @pytest.mark.parametrize("ending", list(Ending))
    def test_jobs_end_whatever_the_terms(
        self, ending: Ending, nimbus: Work, alice: User, carol: User
    ) -> None:
        license = make_license(nimbus, at_end=ending, price=3)
        job = ask(alice)
        assert wallet_of(alice).held == 15
        revoke_license(license=license, by=carol)
        job.refresh_from_db()
        assert (job.state, job.failure_code) == (JobState.FAILED, "rights.license_ended")
        assert wallet_of(alice).held == 0
        assert LicenseUse.objects.get().state == UseState.RELEASED

    def test_a_transfer_ends_the_former_holders_licenses(self, nimbus: Work, alice: User, bob: User) -> None:
        make_license(nimbus)
        clip = posted(alice)
        transfer_work(work=nimbus, holder=make_holder("Other House"), by=None)
        assert not sees(bob, clip)


class TestAnotherLicense:
    def test_carries_clips_and_jobs_and_counts_them(
        self, nimbus: Work, alice: User, bob: User, carol: User
    ) -> None:
        license = make_license(nimbus, ends_at=timezone.now() + timedelta(days=30))
        clip, job = posted(alice), ask(alice)
        soon = timezone.now() + timedelta(days=2)
        other = make_license(nimbus, grantee=alice, total=2, ends_at=soon)
        revoke_license(license=license, by=carol)
        job.refresh_from_db()
        assert job.state == JobState.QUEUED
        assert (list(job.licenses.all()), job.rests_until) == ([other], soon)
        assert sees(bob, clip)
        assert (list(clip.licenses.all()), now(clip).rests_until) == ([other], soon)
        assert LicenseUse.objects.exclude(state=UseState.RELEASED).filter(license=other).count() == 2

    def test_that_lasts_longer_lets_the_clip_last_longer(
        self, nimbus: Work, alice: User, carol: User
    ) -> None:
        license = make_license(nimbus, ends_at=timezone.now() + timedelta(days=1))
        clip = posted(alice)
        make_license(nimbus)
        revoke_license(license=license, by=carol)
        assert now(clip).rests_until is None

    @pytest.mark.parametrize(
        "terms",
        [
            {"total": 0},
            {"territory": ["JP"]},
            {"audience": "maker"},
            {"actions": ["remix"]},
            {"approval": "prompt"},
            {"approval": "clip"},
            {"price": 1},
            {"co_appearance": "no_works"},
            {"prohibited": ["depict"]},
        ],
        ids=str,
    )
    def test_that_does_not_carry_the_clip_keeps_nothing(
        self, terms: dict[str, Any], nimbus: Work, alice: User, bob: User, carol: User
    ) -> None:
        cola = make_work("Northstar Cola", holder="Nimbus Pictures")
        make_license(cola)
        license = make_license(nimbus)
        clip = posted(alice, "Captain Nimbus drinks Northstar Cola")
        other = make_license(nimbus, grantee=alice, **terms)
        revoke_license(license=license, by=carol)
        assert not sees(bob, clip)
        assert not LicenseUse.objects.filter(license=other).exists()

    def test_with_room_for_one_carries_one(self, nimbus: Work, alice: User, carol: User) -> None:
        license = make_license(nimbus)
        clips = [posted(alice) for _ in range(3)]
        other = make_license(nimbus, total=1)
        revoke_license(license=license, by=carol)
        assert sum(available(clip) for clip in clips) == 1
        assert LicenseUse.objects.exclude(state=UseState.RELEASED).filter(license=other).count() == 1


class TestResting:
    @pytest.mark.parametrize("ending", list(Ending))
    def test_a_pause_hides_and_its_end_brings_back(
        self, ending: Ending, nimbus: Work, alice: User, bob: User, carol: User
    ) -> None:
        license = make_license(nimbus, at_end=ending)
        clip, remix = posted(alice), None
        remix = posted(bob, "the same at night", parent=clip)
        pause_license(license=license, by=carol)
        assert not sees(bob, clip)
        assert not sees(alice, remix)
        resume_license(license=license, by=carol)
        assert sees(bob, clip)
        assert sees(alice, remix)

    def test_a_suspended_holder_hides_and_comes_back(self, nimbus: Work, alice: User, bob: User) -> None:
        license = make_license(nimbus)
        clip = posted(alice)
        assert nimbus.holder
        change_holder_status(holder=nimbus.holder, status=HolderStatus.SUSPENDED, by=None)
        assert not sees(bob, clip)
        change_holder_status(holder=nimbus.holder, status=HolderStatus.ACTIVE, by=None)
        assert sees(bob, clip)
        assert License.objects.get(pk=license.pk).state == LicenseState.ACTIVE

    def test_two_causes_have_to_end_both(self, nimbus: Work, alice: User, bob: User, carol: User) -> None:
        license = make_license(nimbus)
        clip = posted(alice)
        assert nimbus.holder
        pause_license(license=license, by=carol)
        change_holder_status(holder=nimbus.holder, status=HolderStatus.SUSPENDED, by=None)
        change_holder_status(holder=nimbus.holder, status=HolderStatus.ACTIVE, by=None)
        assert not sees(bob, clip)
        resume_license(license=license, by=carol)
        assert sees(bob, clip)

    @pytest.mark.parametrize(
        ("ending", "seen_and_listed"),
        [(Ending.KEEP, (True, True)), (Ending.LIMIT, (True, False)), (Ending.REMOVE, (False, False))],
    )
    def test_what_ends_while_it_rests_follows_its_terms(
        self, ending: Ending, seen_and_listed: object, nimbus: Work, alice: User, bob: User, carol: User
    ) -> None:
        license = make_license(nimbus, at_end=ending)
        clip = posted(alice)
        pause_license(license=license, by=carol)
        revoke_license(license=license, by=carol)
        assert (sees(bob, clip), lists(bob, clip)) == seen_and_listed

    @pytest.mark.parametrize(("ending", "seen"), [(Ending.KEEP, True), (Ending.REMOVE, False)])
    def test_what_runs_out_while_it_rests_follows_its_terms(
        self, ending: Ending, seen: bool, nimbus: Work, alice: User, bob: User, carol: User
    ) -> None:
        license = make_license(nimbus, at_end=ending, ends_at=timezone.now() + timedelta(days=1))
        clip = posted(alice)
        pause_license(license=license, by=carol)
        sweep_expired()
        assert not sees(bob, clip)
        _run_out(license)
        sweep_expired()
        assert sees(bob, clip) is seen

    def test_what_moved_to_another_license_does_not_rest(
        self, nimbus: Work, alice: User, bob: User, carol: User
    ) -> None:
        license = make_license(nimbus)
        clip = posted(alice)
        other = make_license(nimbus)
        pause_license(license=license, by=carol)
        assert sees(bob, clip)
        assert list(clip.licenses.all()) == [other]

    def test_jobs_do_not_wait_for_the_end_of_a_pause(self, nimbus: Work, alice: User, carol: User) -> None:
        license = make_license(nimbus)
        job = ask(alice)
        pause_license(license=license, by=carol)
        job.refresh_from_db()
        assert (job.state, wallet_of(alice).held) == (JobState.FAILED, 0)


def _run_out(*licenses: License) -> None:
    past = timezone.now() - timedelta(seconds=1)
    ids = [license.pk for license in licenses]
    License.objects.filter(pk__in=ids).update(starts_at=past - timedelta(days=1), ends_at=past)
    clips = Clip.objects.filter(licenses__in=ids)
    clips.exclude(rests_until=None).update(rests_until=past)
    clips.exclude(limited_from=None).update(limited_from=past)


class TestByTheClock:
    @pytest.fixture
    def soon(self) -> Any:
        return timezone.now() + timedelta(days=1)

    def test_the_columns_say_when(self, nimbus: Work, alice: User, soon: Any) -> None:
        for ending, column in ((Ending.REMOVE, "rests_until"), (Ending.LIMIT, "limited_from")):
            license = make_license(nimbus, at_end=ending, ends_at=soon)
            clip = posted(alice)
            assert getattr(clip, column) == soon
            License.objects.filter(pk=license.pk).update(state=LicenseState.REVOKED)

    def test_what_has_to_go_goes_at_once_and_is_swept(
        self, nimbus: Work, alice: User, bob: User, soon: Any
    ) -> None:
        license = make_license(nimbus, ends_at=soon)
        clip = posted(alice)
        _run_out(license)
        assert not sees(bob, clip)
        assert sweep_expired() == 1
        assert now(clip).withdrawn_at

    def test_what_is_limited_leaves_lists_at_once_and_screens_with_the_sweep(
        self, nimbus: Work, alice: User, bob: User, soon: Any, left_lists: list[Clip]
    ) -> None:
        license = make_license(nimbus, at_end=Ending.LIMIT, ends_at=soon)
        clip = posted(alice)
        _run_out(license)
        assert (sees(bob, clip), lists(bob, clip)) == (True, False)
        sweep_expired()
        assert left_lists == [clip]

    def test_another_license_keeps_it(self, nimbus: Work, alice: User, bob: User, soon: Any) -> None:
        license = make_license(nimbus, ends_at=soon)
        clip = posted(alice)
        other = make_license(nimbus)
        _run_out(license)
        sweep_expired()
        assert sees(bob, clip)
        assert list(clip.licenses.all()) == [other]

    def test_one_of_two_works_is_not_enough(self, nimbus: Work, alice: User, bob: User, soon: Any) -> None:
        cola = make_work("Northstar Cola", holder="Nimbus Pictures")
        licenses = [make_license(work, ends_at=soon) for work in (nimbus, cola)]
        clip = posted(alice, "Captain Nimbus drinks Northstar Cola")
        make_license(nimbus)
        _run_out(*licenses)
        sweep_expired()
        assert not sees(bob, clip)


@pytest.mark.django_db(transaction=True)
class TestBetweenSubmitAndStart:
    @pytest.fixture
    def job(self, nimbus: Work, alice: User) -> Job:
        make_license(nimbus, at_end=Ending.LIMIT, ends_at=timezone.now() + timedelta(days=1), total=1)
        return ask(alice)

    @pytest.fixture(autouse=True)
    def _quickly(self, monkeypatch: pytest.MonkeyPatch) -> None:
        work_quickly(monkeypatch)

    def test_a_license_that_has_run_out_fails_the_job_with_refund(self, job: Job, alice: User) -> None:
        _run_out(*job.licenses.all())
        render_next()
        job.refresh_from_db()
        assert (job.state, job.failure_code) == (JobState.FAILED, "rights.not_authorized")
        assert wallet_of(alice).held == 0
        assert LicenseUse.objects.get().state == UseState.RELEASED

    def test_it_goes_on_under_another_one(self, job: Job, nimbus: Work, alice: User) -> None:
        until = timezone.now() + timedelta(days=2)
        other = make_license(nimbus, at_end=Ending.LIMIT, ends_at=until)
        _run_out(*job.licenses.all())
        render_next()
        clip = Clip.objects.get(job=job)
        assert (list(clip.licenses.all()), clip.limited_from) == ([other], until)
        used = LicenseUse.objects.get(state=UseState.USED)
        assert (used.license, used.clip_id) == (other, clip.pk)
        assert LicenseUse.objects.get(state=UseState.RELEASED).license != other

    def test_one_that_costs_more_than_was_set_aside_does_not_carry_it(
        self, job: Job, nimbus: Work, alice: User
    ) -> None:
        make_license(nimbus, price=1)
        _run_out(*job.licenses.all())
        render_next()
        job.refresh_from_db()
        assert (job.failure_code, wallet_of(alice).held) == ("rights.price", 0)

    def test_a_use_is_spent_once(self, job: Job, alice: User) -> None:
        assert LicenseUse.objects.get().state == UseState.RESERVED
        render_next()
        clip = Clip.objects.get(job=job)
        publish_clip(clip=clip, caption="", by=alice, country="US")
        use = LicenseUse.objects.get()
        assert (use.state, use.clip_id) == (UseState.USED, clip.pk)
