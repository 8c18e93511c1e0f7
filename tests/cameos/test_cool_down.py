"""Between choosing "everyone" and the first stranger lie some hours."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.services import unfollow
from cameos.models import Cameo, Scope
from cameos.policies import may_depict
from cameos.queries import read_consents
from cameos.services import change_scope, grant_consent
from generation.models import Clip, JobState
from generation.orders import Order
from generation.services import submit_job
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.doors import Door

pytestmark = pytest.mark.django_db


@pytest.fixture
def cameo(alice: User, settings: Any) -> Cameo:
    settings.LIKENESS_COOL_DOWN_HOURS = 24
    return make_cameo(alice, scope=Scope.EVERYONE)


def allows(maker: User) -> bool:
    """The policy, the rows for the picker, and the rows for readers: they say the same."""
    cameo = Cameo.objects.select_related("owner").get()
    clip = make_clip(maker, cast=[cameo])
    answers = {
        may_depict(cameo=cameo, by=maker).allowed,
        Cameo.objects.castable_by(maker).exists(),
        Clip.objects.consented().filter(pk=clip.pk).exists(),
    }
    [answer] = answers
    return answer


def test_strangers_wait_and_mutuals_do_not(cameo: Cameo, bob: User, carol: User) -> None:
    assert cameo.everyone_from is not None
    assert timedelta(hours=23) < cameo.everyone_from - timezone.now() <= timedelta(hours=24)
    assert allows(bob)
    assert not allows(carol)


def test_by_the_clock_of_the_database_it_begins(cameo: Cameo, carol: User) -> None:
    Cameo.objects.update(everyone_from=timezone.now())
    assert allows(carol)


def test_a_grant_counts_meanwhile_with_its_end(cameo: Cameo, alice: User, carol: User) -> None:
    end = timezone.now() + timedelta(days=1)
    grant_consent(cameo=cameo, grantee=carol, by=alice, expires_at=end)
    assert allows(carol)
    assert read_consents(cameos=[cameo], by=carol).until == end


def test_narrowing_takes_it_back_and_widening_waits_anew(cameo: Cameo, alice: User, carol: User) -> None:
    Cameo.objects.update(everyone_from=timezone.now())
    assert change_scope(cameo=cameo, scope=Scope.ONLY_ME, by=alice).everyone_from is None
    change_scope(cameo=cameo, scope=Scope.EVERYONE, by=alice)
    assert not allows(carol)


def test_the_page_says_so(cameo: Cameo, alice: User) -> None:
    page = Door(alice).reads("/likeness/")
    assert "on everyone here can put you in clips. Until then, mutuals can." in page
    assert "begins after 24 hours" in Door(alice).reads("/likeness/rules/")


def test_a_site_can_do_without(alice: User, carol: User) -> None:
    assert make_cameo(alice, scope=Scope.EVERYONE).everyone_from is None
    assert allows(carol)


def test_a_mutual_who_parts_meanwhile_makes_nothing_any_more(cameo: Cameo, alice: User, bob: User) -> None:
    job = submit_job(order=Order("@alice swims", "one", country="US"), by=bob)
    unfollow(user=bob, by=alice)
    job.refresh_from_db()
    assert (job.state, job.failure_code) == (JobState.FAILED, "consent.withdrawn")
