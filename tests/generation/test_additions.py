"""What people want to be shown with reaches a clip while it waits; one drawn without it is not kept."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from cameos.models import Cameo, ConsentGrant, ConsentUse, Scope, UseState
from cameos.rules.compile import compile_rules
from cameos.services import change_pictures, change_scope, change_terms, grant_consent
from core.decisions import Refused
from generation import rendering
from generation.models import Clip, Job, JobState
from generation.orders import Order
from generation.services import begin_checks, claim_job, finish_job, submit_job
from tests.cameos.factories import make_being, make_cameo, picture
from tests.wallets import wallet_of

pytestmark = pytest.mark.django_db

HAT = "always wear a hat"


@pytest.fixture
def cameo(alice: User) -> Cameo:
    return make_cameo(alice, scope=Scope.EVERYONE)


def set_rules(cameo: Cameo, *lines: str) -> None:
    rules = [rule.as_json() for rule in compile_rules("\n".join(lines))]
    change_terms(cameo=cameo, terms={"rules": rules}, by=cameo.owner)


def rendered(by: User, meanwhile: Callable[[], Any], *, text: str = "@alice swims", key: str = "one") -> Clip:
    """What a worker does with a job of theirs, without the picture; `meanwhile` happens as it draws."""
    submit_job(order=Order(text, key, country="US"), by=by)
    job = claim_job()
    assert job
    assert rendering.cleared(job)
    meanwhile()
    begin_checks(job=job)
    film = SimpleNamespace(model="test", label="AI test", source_type="algorithmicMedia", undrawn=[])
    encoded = SimpleNamespace(sha256="0" * 64, seconds=1.0, width=180, height=320)
    stored = SimpleNamespace(clip_id=job.pk, video="a.mp4", poster="a.jpg", captions="")
    return finish_job(job=job, footage=cast(Any, film), encoded=cast(Any, encoded), stored=cast(Any, stored))


def test_what_was_there_before_is_drawn_and_kept(cameo: Cameo, bob: User) -> None:
    set_rules(cameo, HAT)
    assert rendered(bob, lambda: set_rules(cameo, HAT, "no clowns"))


@pytest.mark.parametrize("after", [(HAT, "always carry a cane"), ("always wear a red hat",), ()])
def test_what_was_drawn_with_other_words_is_refused(after: tuple[str, ...], cameo: Cameo, bob: User) -> None:
    set_rules(cameo, HAT)
    with pytest.raises(Refused) as refusal:
        rendered(bob, lambda: set_rules(cameo, *after))
    [reason] = refusal.value.decision.reasons
    assert (reason.code, reason.subject) == ("consent.additions", "@alice")
    assert not Clip.objects.exists()


def test_what_was_drawn_from_pictures_that_have_changed_is_refused(cameo: Cameo, bob: User) -> None:
    rex = make_being("alpha", bob, pictures=2)
    change_pictures(cameo=rex, by=bob, added=[picture(360, 320)])  # before: that is no matter

    def less() -> None:
        change_terms(cameo=rex, terms={"voice": False}, by=bob)
        if gone:
            change_pictures(cameo=rex, by=bob, removed=gone)

    gone: list[int] = []
    assert rendered(bob, less, text="@alpha runs", key="kept")
    gone = [rex.pictures.earliest("pk").pk]
    with pytest.raises(Refused, match=r"consent\.pictures"):
        rendered(bob, less, text="@alpha runs", key="changed")


def test_what_has_run_out_while_it_was_drawn_is_refused_too(cameo: Cameo, bob: User) -> None:
    change_scope(cameo=cameo, scope=Scope.APPROVED, by=cameo.owner)
    grant_consent(cameo=cameo, grantee=bob, by=cameo.owner, expires_at=timezone.now() + timedelta(hours=1))
    with pytest.raises(Refused, match=r"consent\.scope"):
        rendered(bob, lambda: ConsentGrant.objects.update(expires_at=Now()))


def test_its_maker_gets_their_credits_back_and_hears_why(
    cameo: Cameo, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draw(work: rendering.Work, folder: object) -> None:
        set_rules(cameo, HAT)
        begin_checks(job=work.job)
        encoded = SimpleNamespace(sha256="0" * 64)
        finish_job(job=work.job, footage=cast(Any, None), encoded=cast(Any, encoded), stored=cast(Any, None))

    monkeypatch.setattr(rendering, "make_clip", draw)
    submit_job(order=Order("@alice swims", "one", country="US"), by=bob)
    assert rendering.render_next()
    job = Job.objects.get()
    assert (job.state, job.failure_code) == (JobState.FAILED, "consent.additions")
    assert "@alice changed a rule" in job.failure_message
    assert wallet_of(bob).held == 0
    assert ConsentUse.objects.get().state == UseState.RELEASED
