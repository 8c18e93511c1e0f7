"""Who may put whom into a clip: the whole table, in Python and in SQL, and what is said of a no."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.services import block, unfollow
from cameos.models import Cameo, Scope
from cameos.policies import may_depict, may_enroll
from cameos.queries import read_consents
from cameos.services import grant_consent, pause_cameo, withdraw_cameo
from tests.cameos.factories import make_cameo
from tests.factories import make_mutuals, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def dina(alice: User) -> User:
    """A stranger whom alice has approved."""
    return make_user("dina")


@pytest.fixture
def emil(alice: User) -> User:
    """A mutual of alice whom she has blocked, so that they are mutuals no more."""
    member = make_user("emil")
    make_mutuals(alice, member)
    block(user=member, by=alice)
    return member


@pytest.fixture
def people(alice: User, bob: User, carol: User, dina: User, emil: User) -> list[User]:
    return [alice, bob, carol, dina, emil]


def allowed(cameo: Cameo, by: User) -> bool:
    answer = may_depict(cameo=cameo, by=by).allowed
    assert Cameo.objects.castable_by(by).filter(pk=cameo.pk).exists() is answer
    return answer


@pytest.mark.parametrize(
    ("scope", "who"),
    [
        (Scope.ONLY_ME, "alice"),
        (Scope.APPROVED, "alice dina"),
        (Scope.MUTUALS, "alice dina bob"),
        (Scope.EVERYONE, "alice dina bob carol"),
    ],
)
def test_each_scope_lets_in_exactly_these(scope: Scope, who: str, people: list[User], dina: User) -> None:
    cameo = make_cameo(people[0], scope=scope)
    grant_consent(cameo=cameo, grantee=dina, by=people[0])
    assert {person.username for person in people if allowed(cameo, person)} == set(who.split())


@pytest.mark.parametrize("scope", Scope)
def test_during_a_pause_nobody_is_let_in(scope: Scope, alice: User, bob: User, carol: User) -> None:
    cameo = pause_cameo(cameo=make_cameo(alice, scope=scope), by=alice)
    assert not any(allowed(cameo, person) for person in (alice, bob, carol))


def test_after_a_withdrawal_nobody_is_let_in(alice: User, bob: User) -> None:
    cameo = withdraw_cameo(cameo=make_cameo(alice, scope=Scope.EVERYONE), by=alice)
    assert not any(allowed(cameo, person) for person in (alice, bob))


def test_a_follow_one_way_is_no_mutual(alice: User, bob: User) -> None:
    cameo = make_cameo(alice, scope=Scope.MUTUALS)
    unfollow(user=alice, by=bob)
    assert not allowed(cameo, bob)


@pytest.mark.parametrize(("seconds", "counts"), [(60, True), (-60, False)])
def test_a_grant_counts_until_its_end(seconds: int, counts: bool, alice: User, carol: User) -> None:
    cameo = make_cameo(alice, scope=Scope.APPROVED)
    cameo.grants.create(grantee=carol, expires_at=timezone.now() + timedelta(seconds=seconds))
    assert allowed(cameo, carol) is counts


def test_a_no_names_the_person_and_a_code(alice: User, carol: User) -> None:
    [reason] = may_depict(cameo=make_cameo(alice), by=carol).reasons
    assert (reason.code, reason.subject) == ("consent.scope", "@alice")
    assert "@alice" in reason.message


@pytest.mark.parametrize("scope", Scope)
def test_behind_a_block_one_hears_what_strangers_hear(scope: Scope, alice: User, emil: User) -> None:
    stranger = make_user("fran")
    heard_by_strangers = may_depict(cameo=make_cameo(alice), by=stranger)
    for blocked in (emil, _who_blocked(alice)):
        Cameo.objects.filter(owner=alice).update(scope=scope)
        assert may_depict(cameo=Cameo.objects.get(), by=blocked) == heard_by_strangers


def _who_blocked(alice: User) -> User:
    member = make_user("gita")
    block(user=alice, by=member)
    return member


def test_a_pause_is_told_to_those_who_could_use_it_and_to_nobody_else(
    alice: User, bob: User, carol: User
) -> None:
    cameo = pause_cameo(cameo=make_cameo(alice, scope=Scope.MUTUALS), by=alice)
    codes = [may_depict(cameo=cameo, by=person).reasons[0].code for person in (alice, bob, carol)]
    assert codes == ["consent.paused", "consent.paused", "consent.scope"]


def test_everyone_in_a_clip_is_asked_and_every_no_is_heard(alice: User, bob: User, carol: User) -> None:
    cameos = [make_cameo(alice), make_cameo(bob), make_cameo(carol)]
    consent = read_consents(cameos=cameos, by=carol)
    assert [reason.subject for reason in consent.decision.reasons] == ["@alice", "@bob"]
    assert consent.versions == {cameo.pk: cameo.policy_version for cameo in cameos}


@pytest.mark.parametrize(
    ("scope", "who", "ends"),
    [
        (Scope.APPROVED, "bob", True),
        (Scope.MUTUALS, "bob", False),
        (Scope.MUTUALS, "carol", True),
        (Scope.EVERYONE, "carol", False),
    ],
)
def test_a_consent_ends_with_the_grant_only_where_it_hangs_on_it(
    scope: Scope, who: str, ends: bool, alice: User, bob: User, carol: User
) -> None:
    cameo = make_cameo(alice, scope=scope)
    end = timezone.now() + timedelta(days=1)
    for grantee in (bob, carol):
        grant_consent(cameo=cameo, grantee=grantee, by=alice, expires_at=end)
    consent = read_consents(cameos=[cameo], by={"bob": bob, "carol": carol}[who])
    assert consent.decision.allowed
    assert consent.until == (end if ends else None)


@pytest.mark.parametrize(
    ("country", "code"), [("FR", "region.likeness"), ("", "region.likeness"), ("US", None)]
)
def test_one_enrolls_where_it_is_open(country: str, code: str | None, alice: User) -> None:
    answer = may_enroll(user=alice, country=country)
    assert [reason.code for reason in answer.reasons] == ([code] if code else [])


def test_children_do_not_enroll(alice: User) -> None:
    alice.birth_date = timezone.localdate() - timedelta(days=17 * 365)
    assert [reason.code for reason in may_enroll(user=alice, country="US").reasons] == ["age.too_young"]
