"""What surely touches a topic is refused, with the passage; what perhaps does, the owner reads first."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Protocol
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from cameos.models import Cameo, ConsentUse, Scope, Topic, UseState
from cameos.queries import read_consents
from cameos.rules import detect
from cameos.rules.compile import compile_rule
from cameos.rules.meaning import Reading
from cameos.services import CastAnswer, answer_cast, change_terms, request_cast
from cameos.uses import Moment, Use
from core.decisions import Reason, Span
from core.sentences.encoders import EncoderMissing
from tests.cameos.factories import make_cameo

pytestmark = pytest.mark.django_db

WORDS = "@alice stands on a box. She tells them whom to throw out."


@pytest.fixture
def cameo(alice: User) -> Cameo:
    return make_cameo(alice, scope=Scope.EVERYONE)


class ReadAs(Protocol):
    def __call__(self, topic: Topic, *, sure: bool, words: str = "She tells them") -> None: ...


@pytest.fixture
def read_as(monkeypatch: pytest.MonkeyPatch) -> ReadAs:
    """The bands are tested with the models; here it matters what follows from one."""

    def read(topic: Topic, *, sure: bool, words: str = "She tells them") -> None:
        def readings(text: str) -> tuple[Reading, ...]:
            at = text.find(words)
            return (Reading(topic, Span(at, len(text)), sure),) if at >= 0 else ()

        monkeypatch.setattr(detect, "readings", readings)

    return read


def reasons(cameo: Cameo, by: User, text: str = WORDS, **more: Any) -> list[Reason]:
    return list(read_consents(cameos=[cameo], by=by, use=Use(text, **more)).decision.reasons)


def test_a_sure_reading_is_refused_with_its_passage(cameo: Cameo, bob: User, read_as: ReadAs) -> None:
    read_as(Topic.POLITICS, sure=True)
    [reason] = reasons(cameo, bob)
    assert reason.code == "consent.topic.politics"
    assert "“She tells them whom to throw out.” reads as politics." in reason.message
    assert reason.span == Span(WORDS.index("She"), len(WORDS))


def test_a_doubt_waits_for_the_owner_who_is_told_why(cameo: Cameo, bob: User, read_as: ReadAs) -> None:
    read_as(Topic.POLITICS, sure=False)
    [reason] = reasons(cameo, bob)
    assert reason.code == "consent.prompt"
    assert "may read as politics" in reason.message
    assert reason.span


def test_also_of_what_is_off_for_everyone(cameo: Cameo, bob: User, read_as: ReadAs) -> None:
    change_terms(cameo=cameo, terms={"forbidden": []}, by=cameo.owner)
    read_as(Topic.SEXUAL, sure=False)
    assert [it.code for it in reasons(cameo, bob)] == ["consent.prompt"]


def test_what_the_owner_allows_leaves_no_doubt(cameo: Cameo, bob: User, read_as: ReadAs) -> None:
    change_terms(cameo=cameo, terms={"forbidden": []}, by=cameo.owner)
    read_as(Topic.POLITICS, sure=False)
    assert reasons(cameo, bob) == []


def test_a_doubt_binds_nobody_to_ask_themselves(cameo: Cameo, alice: User, read_as: ReadAs) -> None:
    read_as(Topic.SEXUAL, sure=False)
    assert reasons(cameo, alice) == []


def test_a_rule_in_words_is_judged_by_the_same_reading(cameo: Cameo, bob: User, read_as: ReadAs) -> None:
    rule = compile_rule("don't put me in political commentary")
    change_terms(cameo=cameo, terms={"forbidden": [], "rules": [rule.as_json()]}, by=cameo.owner)
    read_as(Topic.POLITICS, sure=True)
    [reason] = reasons(cameo, bob)
    assert reason.code == "consent.rule"
    assert "reads as politics" in reason.message
    read_as(Topic.POLITICS, sure=False)
    assert [it.code for it in reasons(cameo, bob)] == ["consent.prompt"]


def test_the_owners_yes_settles_the_doubt_about_these_words(
    cameo: Cameo, alice: User, bob: User, read_as: ReadAs
) -> None:
    read_as(Topic.POLITICS, sure=False)
    for said in (CastAnswer.ONCE, CastAnswer.PERSON):
        words = f"{WORDS} {said}"
        request = request_cast(cameo=cameo, by=bob, use=Use(words))
        answer_cast(request=request, answer=said, by=alice)
        assert reasons(cameo, bob, words) == []
        assert [it.code for it in reasons(cameo, bob, f"{words} Again.")] == ["consent.prompt"]


def test_a_caption_in_doubt_is_refused_whatever_was_approved(
    cameo: Cameo, bob: User, read_as: ReadAs
) -> None:
    read_as(Topic.POLITICS, sure=False)
    job = uuid4()
    use = Use("@alice", caption=WORDS, moment=Moment.POSTING, job=job)
    ConsentUse.objects.create(
        cameo=cameo,
        user=bob,
        job_id=job,
        state=UseState.USED,
        policy_version=cameo.policy_version,
        asked_at=timezone.now(),
        answered_at=timezone.now(),
        approved_until=timezone.now() + timedelta(days=1),
    )
    [reason] = read_consents(cameos=[cameo], by=bob, use=use).decision.reasons
    assert (reason.code, reason.span) == ("consent.caption", None)
    assert "may read as politics" in reason.message
    assert read_consents(cameos=[cameo], by=bob, use=replace(use, caption="")).decision.allowed


def test_a_remix_inherits_what_its_parent_reads_as(cameo: Cameo, bob: User, read_as: ReadAs) -> None:
    read_as(Topic.POLITICS, sure=True)
    [reason] = reasons(cameo, bob, "@alice at night", inherited=(WORDS,))
    assert reason.code == "consent.topic.politics"
    assert reason.span is None


def test_certainty_anywhere_outweighs_a_doubt(cameo: Cameo, bob: User, read_as: ReadAs) -> None:
    read_as(Topic.POLITICS, sure=False)
    assert [it.code for it in reasons(cameo, bob, inherited=("an election",))] == ["consent.topic.politics"]


def test_without_a_model_nobody_is_judged_by_the_lists_alone(
    cameo: Cameo, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(text: str) -> tuple[Reading, ...]:
        raise EncoderMissing("no model")

    monkeypatch.setattr(detect, "readings", missing)
    for person in (alice, bob):
        assert [it.code for it in reasons(cameo, person, "@alice paints")] == ["consent.unavailable"]
