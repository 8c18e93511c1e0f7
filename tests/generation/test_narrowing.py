"""What a change of terms reads of the clips that are there: as little as it can, in as few questions."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from cameos.models import Cameo, Scope, Topic
from cameos.rules import detect
from cameos.rules.meaning import Reading
from cameos.services import change_terms
from core.decisions import Span
from core.sentences.encoders import EncoderMissing
from generation.models import Clip
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
