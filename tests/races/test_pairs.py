"""The pairs of `make races`: what somebody does while somebody else ends what it rests on."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from cameos.models import ConsentGrant, Scope
from cameos.services import grant_consent
from feed.models import Post
from generation.models import Clip
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.races.pairs import PAIRS, Score, play
from tests.races.rounds import ROUNDS

pytestmark = [pytest.mark.verify, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("name", PAIRS)
def test_no_round_of_a_pair_is_a_violation(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    score = play(PAIRS[name](), ROUNDS, monkeypatch)
    _print(name, "as it is", score)
    waits = 0 if name == "expire/serve" else ROUNDS  # a reader waits for nobody
    assert score == Score(ROUNDS, violations=0, waits=waits)


@pytest.mark.parametrize("name", PAIRS)
def test_without_its_locks_every_round_is_one(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = PAIRS[name]()
    pair.without_locks(monkeypatch)
    score = play(pair, ROUNDS, monkeypatch)
    _print(name, "without its locks", score)
    assert score == Score(ROUNDS, violations=ROUNDS, waits=0)


def test_at_the_edge_of_the_second_no_read_comes_after_the_end(alice: User, bob: User, carol: User) -> None:
    """Reads as fast as they come, over the moment at which a grant ends. The database's clock judges."""
    cameo, reads = make_cameo(alice, scope=Scope.APPROVED), {True: 0, False: 0}
    for _ in range(max(1, ROUNDS // 10)):
        grant = grant_consent(cameo=cameo, grantee=bob, by=alice)
        clip = make_clip(bob, cast=[cameo], published=True)
        end = timezone.now() + timedelta(milliseconds=80)
        ConsentGrant.objects.filter(pk=grant.pk).update(expires_at=end)
        after = 0
        while after < 5:
            seen, late = _look(clip, carol, grant)
            assert not (seen and late)
            reads[seen] += 1
            after += late
    assert all(reads.values()), reads


def _look(clip: Clip, reader: User, grant: ConsentGrant) -> tuple[bool, bool]:
    """Is it seen, and is the grant over, both in one statement?"""
    seen = Post.objects.visible_to(reader).filter(clip=clip).values("pk")
    sql, params = seen.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT EXISTS ({sql}), now() >= expires_at FROM cameos_consentgrant WHERE id = %s",
            [*params, grant.pk],
        )
        seen_now, late = cursor.fetchone()
    return bool(seen_now), bool(late)


def _print(pair: str, how: str, score: Score) -> None:
    """A line of the table of `make races`."""
    print(f"\n{pair:22} {how:18} {score.rounds:6} {score.violations:10} {score.waits:6}", end=" ", flush=True)


@pytest.fixture(scope="module", autouse=True)
def _heading() -> None:
    print(f"\n{'pair':22} {'':18} {'rounds':>6} {'violations':>10} {'waits':>6}", end=" ")
