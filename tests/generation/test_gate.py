"""The gate hears everybody, says every reason at once, and keeps a record of each answer."""

from dataclasses import replace
from typing import Any

import pytest

from accounts.models import User
from cameos.models import Cameo, Scope
from cameos.rules.compile import compile_rules
from cameos.services import change_terms
from core.decisions import Refused
from generation import gate
from generation.models import Job, JobState, Screening
from generation.orders import Order, question_of
from generation.services import submit_job
from rights.models import WorkKind
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.rights.factories import make_work
from tests.wallets import wallet_of

pytestmark = pytest.mark.django_db


def order(text: str, **more: Any) -> Order:
    return Order(text=text, key=more.pop("key", "one"), country="US", **more)


def codes(text: str, *, by: User, **more: Any) -> list[str]:
    with pytest.raises(Refused) as refusal:
        submit_job(order=order(text, **more), by=by)
    return [reason.code for reason in refusal.value.decision.reasons]


def test_an_innocent_prompt_becomes_a_job_with_its_credits_set_aside(alice: User) -> None:
    job = submit_job(order=order("a fox in the snow"), by=alice)
    assert job.state == JobState.QUEUED
    assert wallet_of(alice).held == job.cost


def test_a_yes_is_kept_as_a_screening(alice: User) -> None:
    job = submit_job(order=order("a fox in the snow"), by=alice)
    screening = Screening.objects.get()
    assert (screening.allowed, screening.job_id) == (True, job.pk)


def test_a_no_is_kept_with_its_reasons_and_nothing_is_charged(alice: User) -> None:
    assert codes("a naked fox", by=alice) == ["safety.sexual"]
    screening = Screening.objects.get()
    assert (screening.allowed, screening.job_id) == (False, None)
    assert screening.reasons[0]["span"] == {"start": 2, "end": 7}
    assert wallet_of(alice).held == 0
    assert not Job.objects.exists()


def test_every_reason_is_told_at_once(alice: User) -> None:
    make_work("Captain Nimbus", holder="Nimbus Pictures")
    assert codes("Captain Nimbus naked with @nobody", by=alice) == [
        "consent.unknown",
        "rights.not_authorized",
        "safety.sexual",
    ]


def test_a_closed_region_refuses(alice: User) -> None:
    with pytest.raises(Refused) as refusal:
        submit_job(order=Order("a fox", "k", country="FR"), by=alice)
    assert [reason.code.partition(".")[0] for reason in refusal.value.decision.reasons] == ["region"]


def test_a_suspended_member_makes_nothing(alice: User) -> None:
    alice.suspended_at = alice.date_joined
    alice.save()
    assert codes("a fox", by=alice) == ["account.suspended"]


@pytest.mark.parametrize(
    ("scope", "who", "allowed"),
    [
        (Scope.ONLY_ME, "alice", True),
        (Scope.ONLY_ME, "bob", False),
        (Scope.MUTUALS, "bob", True),
        (Scope.MUTUALS, "carol", False),
        (Scope.EVERYONE, "carol", True),
    ],
)
def test_a_person_appears_only_as_their_scope_allows(
    scope: Scope, who: str, allowed: bool, alice: User, bob: User, carol: User
) -> None:
    make_cameo(alice, scope=scope)
    maker = {"alice": alice, "bob": bob, "carol": carol}[who]
    question = question_of(order("@alice on a horse"), by=maker, text="@alice on a horse")
    assert gate.advise(question).decision.allowed is allowed


def test_a_job_for_a_person_who_did_not_consent_is_refused_by_name(alice: User, carol: User) -> None:
    make_cameo(alice, scope=Scope.MUTUALS)
    with pytest.raises(Refused) as refusal:
        submit_job(order=order("@alice on a horse"), by=carol)
    [reason] = refusal.value.decision.reasons
    assert reason.code == "consent.scope"
    assert "@alice" in reason.message


def test_a_remix_needs_the_consent_that_its_ancestor_had(alice: User, bob: User, carol: User) -> None:
    cameo = make_cameo(alice, scope=Scope.MUTUALS)
    parent = make_clip(bob, prompt="@alice swims", cast=[cameo], published=True)
    assert codes("now at night", by=carol, parent=parent) == ["consent.scope"]


def test_a_remix_answers_for_the_words_of_its_ancestors(alice: User, bob: User) -> None:
    make_work("Captain Nimbus", holder="Nimbus Pictures")
    parent = make_clip(alice, prompt="Captain Nimbus waves", published=True)
    assert codes("the same at night", by=bob, parent=parent) == ["rights.not_authorized"]


def test_a_remix_shows_whom_its_ancestor_showed(alice: User, bob: User) -> None:
    cameo = make_cameo(alice, scope=Scope.MUTUALS)
    parent = make_clip(alice, cast=[cameo], published=True)
    job = submit_job(order=order("now at night", parent=parent), by=bob)
    assert list(job.cast.all()) == [cameo]


def test_what_cannot_be_checked_is_refused(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(gate, "clear", broken)
    assert codes("a fox in the snow", by=alice) == ["rights.unavailable"]
    assert not Screening.objects.get().allowed


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "prompt.empty"), ("\x00\u200b", "prompt.empty"), ("a" * 5_000, "prompt.long")],
)
def test_a_prompt_that_is_none_is_refused(text: str, code: str, alice: User) -> None:
    assert codes(text, by=alice) == [code]


def test_a_right_to_left_prompt_is_a_prompt(alice: User) -> None:
    assert submit_job(order=order("ثعلب في الثلج"), by=alice).prompt == "ثعلب في الثلج"


def test_at_most_three_people_are_in_a_clip(alice: User) -> None:
    people = [make_cameo(name, scope=Scope.EVERYONE) for name in ("dina", "emil", "fran", "gita")]
    handles = tuple(cameo.owner.username for cameo in people)
    assert codes("a party", by=alice, cast=handles) == ["cast.many"]


def test_the_clip_ends_with_the_first_permission_that_ends(alice: User, bob: User) -> None:
    cameo: Cameo = make_cameo(alice, scope=Scope.APPROVED)
    grant = cameo.grants.create(grantee=bob, expires_at="2100-01-01T00:00Z")
    grant.refresh_from_db()
    job = submit_job(order=order("@alice swims"), by=bob)
    assert job.rests_until == grant.expires_at


class TestHandles:
    """Somebody in the clip may have a handle that looks a little like a name that the registry protects."""

    @pytest.fixture(autouse=True)
    def protected(self) -> None:
        make_work("Mustafa Kemal Atatürk", kind=WorkKind.PERSON)
        make_work("Atatürk", kind=WorkKind.PERSON)
        make_work("Captain Nimbus", holder="Nimbus Pictures")

    def test_a_chance_resemblance_keeps_nobody_waiting(self, alice: User, bob: User) -> None:
        make_cameo("laturk", scope=Scope.EVERYONE)
        assert submit_job(order=order("@laturk swims"), by=bob).prompt == "@laturk swims"

    def test_nor_do_the_lines_that_come_to_the_prompt(self, bob: User) -> None:
        cameo = make_cameo("laturk", scope=Scope.EVERYONE)
        rules = [rule.as_json() for rule in compile_rules("always wear a hat")]
        change_terms(cameo=cameo, terms={"rules": rules}, by=cameo.owner)
        assert submit_job(order=order("@laturk swims"), by=bob).additions

    def test_the_same_letters_are_looked_at_in_every_other_place(self, bob: User) -> None:
        make_cameo("laturk", scope=Scope.EVERYONE)
        assert codes("laturk swims with @laturk", by=bob) == ["rights.review"]

    def test_the_handle_of_somebody_who_is_not_in_the_clip_excuses_nothing(
        self, alice: User, bob: User
    ) -> None:
        question = question_of(order("a fox"), by=bob, text="a fox")
        make_cameo("laturk", scope=Scope.EVERYONE)
        answer = gate.advise(replace(question, caption="@laturk laughed"))
        assert not answer.clearance.decision.allowed
