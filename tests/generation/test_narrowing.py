"""What a change of terms reads of the clips that are there: as little as it can, in as few questions."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.services import block
from cameos.models import Cameo, Scope, Topic
from cameos.rules import detect, meaning
from cameos.rules.compile import compile_rule
from cameos.rules.meaning import Reading
from cameos.services import (
    change_scope,
    change_terms,
    deny_person,
    pause_cameo,
    resume_cameo,
    take_back_everything,
    withdraw_cameo,
)
from core.decisions import Conflict, Span
from core.sentences.encoders import DIMENSIONS, Encoder, EncoderMissing, Vectors
from generation import receivers, tasks
from generation.models import Clip, Job
from generation.orders import Order
from generation.services import submit_job, sweep_unread
from tests.cameos.factories import make_cameo
from tests.clips import make_clip

pytestmark = pytest.mark.django_db

TEXT = "@alice rows over a lake"


@pytest.fixture
def cameo(alice: User) -> Cameo:
    cameo = make_cameo(alice, scope=Scope.EVERYONE)
    return change_terms(cameo=cameo, terms={"forbidden": []}, by=alice)


def read_as(*topics: Topic) -> Callable[[str], tuple[Reading, ...]]:
    return lambda text: tuple(Reading(topic, Span(0, len(text)), True) for topic in topics)


def unreadable(text: str) -> tuple[Reading, ...]:
    raise EncoderMissing("no model")


def is_hidden(clip: Clip) -> bool:
    return Clip.objects.get(pk=clip.pk).withdrawn_at is not None


def test_ones_own_clips_are_left_alone(
    cameo: Cameo, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, others = (make_clip(maker, prompt=TEXT, cast=[cameo]) for maker in (alice, bob))
    monkeypatch.setattr(detect, "readings", read_as(Topic.SEXUAL))
    change_terms(cameo=cameo, terms={"forbidden": ["politics"]}, by=alice)
    assert (is_hidden(own), is_hidden(others)) == (False, True)


def test_where_no_words_are_concerned_none_are_read(
    cameo: Cameo, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent, spoken = (
        make_clip(bob, prompt=text, cast=[cameo]) for text in (TEXT, "@alice says: “Good night.”")
    )
    monkeypatch.setattr(detect, "readings", unreadable)
    change_terms(cameo=cameo, terms={"voice": False}, by=alice)
    assert (is_hidden(silent), is_hidden(spoken)) == (False, True)


def test_what_clips_remix_counts_too(
    cameo: Cameo, alice: User, bob: User, carol: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(detect, "readings", read_as())
    parent = make_clip(bob, prompt="an election")
    child = make_clip(carol, prompt=TEXT, cast=[cameo], parent=make_clip(bob, prompt="a sea", parent=parent))
    change_terms(cameo=cameo, terms={"forbidden": ["politics"]}, by=alice)
    assert is_hidden(child)


@pytest.mark.parametrize("terms", [{"voice": False}, {"forbidden": ["politics"]}])
def test_more_clips_are_no_more_questions(
    terms: dict[str, object],
    cameo: Cameo,
    alice: User,
    bob: User,
    carol: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(detect, "readings", read_as())
    other = make_cameo("dina", scope=Scope.EVERYONE)

    def questions() -> int:
        opened = {"voice": True, "forbidden": []}
        change_terms(cameo=cameo, terms=opened, by=alice)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            change_terms(cameo=cameo, terms=terms, by=alice)
        return len(captured)

    def make_two() -> None:
        for maker in (bob, carol):
            make_clip(maker, prompt=TEXT, cast=[cameo, other], parent=make_clip(maker, prompt="a sea"))

    make_two()
    few = questions()
    make_two()
    make_two()
    assert questions() == few


def test_a_change_that_cannot_be_checked_is_not_made(
    cameo: Cameo, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip, version = make_clip(bob, prompt=TEXT, cast=[cameo]), cameo.policy_version
    monkeypatch.setattr(detect, "readings", unreadable)
    with pytest.raises(Conflict, match="nothing has changed"):
        change_terms(cameo=cameo, terms={"forbidden": ["politics"]}, by=alice)
    assert Cameo.objects.get(pk=cameo.pk).policy_version == version
    assert not is_hidden(clip)


def test_nor_does_it_end_what_is_being_made(
    cameo: Cameo, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(detect, "readings", read_as())
    submit_job(order=Order(TEXT, "one", country="US"), by=bob)
    monkeypatch.setattr(detect, "readings", unreadable)
    with pytest.raises(Conflict, match="nothing has changed"):
        change_terms(cameo=cameo, terms={"forbidden": ["politics"]}, by=alice)
    assert Job.objects.open().exists()


Deed = Callable[[Cameo, User], object]
DEEDS: dict[str, Deed] = {
    "pause": lambda cameo, bob: pause_cameo(cameo=cameo, by=cameo.owner),
    "deny": lambda cameo, bob: deny_person(cameo=cameo, person=bob, by=cameo.owner),
    "clear": lambda cameo, bob: take_back_everything(cameo=cameo, by=cameo.owner),
    "delete": lambda cameo, bob: withdraw_cameo(cameo=cameo, by=cameo.owner),
    "block": lambda cameo, bob: block(user=bob, by=cameo.owner),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_what_closes_altogether_reads_nothing(
    deed: Deed, cameo: Cameo, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = make_clip(bob, prompt=TEXT, cast=[cameo])
    monkeypatch.setattr(detect, "readings", unreadable)
    deed(cameo, bob)
    assert is_hidden(clip)


def test_what_cannot_be_read_when_a_pause_ends_comes_back_as_soon_as_it_can(
    cameo: Cameo, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    politics = read_as(Topic.POLITICS)
    clips = [make_clip(bob, prompt=text, cast=[cameo]) for text in (TEXT, "@alice votes")]
    monkeypatch.setattr(detect, "readings", unreadable)
    pause_cameo(cameo=cameo, by=alice)
    change_terms(cameo=cameo, terms={"forbidden": ["politics"]}, by=alice)
    resume_cameo(cameo=cameo, by=alice)
    assert [is_hidden(clip) for clip in clips] == [True, True]
    assert sweep_unread() == 1
    assert [is_hidden(clip) for clip in clips] == [True, True]
    monkeypatch.setattr(detect, "readings", lambda text: politics(text) if "votes" in text else ())
    tasks.sweep_expired()
    assert [is_hidden(clip) for clip in clips] == [False, True]
    assert sweep_unread() == 0


@pytest.mark.parametrize("end", ["pause", "delete"])
def test_what_rests_again_is_not_tried(
    end: str, cameo: Cameo, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = make_clip(bob, prompt=TEXT, cast=[cameo])
    monkeypatch.setattr(detect, "readings", unreadable)
    pause_cameo(cameo=cameo, by=alice)
    change_terms(cameo=cameo, terms={"forbidden": ["politics"]}, by=alice)
    resume_cameo(cameo=cameo, by=alice)
    DEEDS[end](cameo, bob)
    monkeypatch.setattr(detect, "readings", read_as())
    assert sweep_unread() == 0
    assert is_hidden(clip)


class Model:
    """In the place of both models: whether each text that is new to them came in a transaction of its own."""

    def __init__(self) -> None:
        self.held: list[bool] = []
        self.both = tuple(Encoder(name, self._run(size)) for name, size in DIMENSIONS.items())

    def forget(self) -> None:
        """As if no process had read anything."""
        meaning.readings.cache_clear()
        for it in self.both:
            it.forget()
        self.held.clear()

    def _run(self, size: int) -> Callable[[Sequence[str]], Vectors]:
        def run(texts: Sequence[str]) -> Vectors:
            self.held += [bool(connection.savepoint_ids)] * len(texts)
            return np.zeros((len(texts), size), np.float32)

        return run


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    model = Model()
    monkeypatch.setattr(meaning, "encoders", lambda: model.both)
    meaning.readings.cache_clear()
    yield model
    meaning.readings.cache_clear()


def make_three(cameo: Cameo, bob: User) -> None:
    """A job, a clip and a remix."""
    submit_job(order=Order("@alice sails home alone", "one", country="US"), by=bob)
    make_clip(bob, prompt="@alice walks over a wide field", cast=[cameo])
    parent = make_clip(bob, prompt="a storm comes over the hills")
    make_clip(bob, prompt="@alice looks at it from a tower", cast=[cameo], parent=parent)


@pytest.mark.parametrize(
    "terms", [{"forbidden": ["politics"]}, {"rules": [compile_rule("Never say hello.").as_json()]}]
)
def test_words_are_read_before_anything_is_held(
    terms: dict[str, object], cameo: Cameo, alice: User, bob: User, model: Model
) -> None:
    make_three(cameo, bob)
    model.forget()
    change_terms(cameo=cameo, terms=terms, by=alice)
    assert model.held == [False] * 8  # four texts, by two models


def test_so_they_are_before_a_pause_ends(cameo: Cameo, alice: User, bob: User, model: Model) -> None:
    make_three(cameo, bob)
    cameo = pause_cameo(cameo=cameo, by=alice)
    cameo = change_terms(cameo=cameo, terms={"forbidden": ["politics"]}, by=alice)
    model.forget()
    resume_cameo(cameo=cameo, by=alice)
    assert model.held == [False] * 6  # the job has ended


def test_so_they_are_during_a_pause_and_only_by_what_changes_them(
    cameo: Cameo, alice: User, bob: User, model: Model
) -> None:
    make_three(cameo, bob)
    cameo = pause_cameo(cameo=cameo, by=alice)
    model.forget()
    cameo = change_terms(cameo=cameo, terms={"forbidden": ["politics"]}, by=alice)
    assert model.held == [False] * 6  # the job has ended
    model.forget()
    change_scope(cameo=cameo, scope=Scope.MUTUALS, by=alice)
    assert not model.held


def test_what_the_change_itself_keeps_out_is_not_read(
    cameo: Cameo, alice: User, bob: User, model: Model
) -> None:
    make_three(cameo, bob)
    model.forget()
    change_terms(cameo=cameo, terms={"scope": Scope.ONLY_ME, "forbidden": ["politics"]}, by=alice)
    assert not model.held


def test_what_comes_after_that_is_read_by_the_change_itself(
    cameo: Cameo, alice: User, bob: User, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(**_: object) -> None:
        make_clip(bob, prompt="@alice digs for old bones", cast=[cameo])

    monkeypatch.setattr(receivers, "read_before_change", late)
    change_terms(cameo=cameo, terms={"forbidden": ["politics"]}, by=alice)
    assert model.held == [True, True]
