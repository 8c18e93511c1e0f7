"""The gate with descriptions: refused, doubted, licensed; and refused altogether while a model is missing."""

from collections.abc import Iterator

import pytest

from accounts.models import User
from core.sentences import encoders
from core.sentences.encoders import EncoderMissing
from rights import registry
from rights.catalogue import CatalogueEntry, entries
from rights.matching.semantic.index import SemanticIndex
from rights.models import Calibration, Description, Work
from rights.outcomes import Outcome
from rights.services import clear, load_catalogue
from tests.rights.factories import make_holder, make_license, make_work

pytestmark = pytest.mark.verify

MOUSE = "a cartoon mouse with round black ears, red shorts, white gloves and yellow shoes"


def of(*slugs: str) -> list[CatalogueEntry]:
    return [it for it in entries() if it.slug in slugs]


@pytest.fixture
def mouse(db: None) -> Work:
    load_catalogue(entries=of("mickey-mouse"))
    return Work.objects.get()


def test_a_described_work_is_refused_with_the_reason_of_a_named_one(mouse: Work, alice: User) -> None:
    answer = clear([MOUSE], by=alice, hold=False)
    assert answer.outcome == Outcome.BLOCK
    [reason] = answer.decision.reasons
    assert (reason.code, reason.subject) == ("rights.not_authorized", "Mickey Mouse")
    assert [it["stage"] for it in answer.evidence()] == ["described"]


def test_what_is_named_where_it_is_described_is_told_once(mouse: Work, alice: User) -> None:
    assert [it.hit.stage for it in clear([f"Mickey Mouse, {MOUSE}"], by=alice, hold=False).findings] == [
        "exact"
    ]


def test_a_license_opens_what_is_described_too(mouse: Work, alice: User) -> None:
    Work.objects.update(holder=make_holder("Ours"))
    make_license(Work.objects.get())
    assert clear([MOUSE], by=alice, hold=False).outcome == Outcome.LICENSED


def test_an_ancestor_that_describes_a_work_stops_a_remix(mouse: Work, alice: User) -> None:
    answer = clear(["the same at night", MOUSE], by=alice, hold=False)
    assert answer.outcome == Outcome.BLOCK
    assert answer.decision.reasons[0].span is None


@pytest.fixture
def without_models(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """As if a wheel were not installed, in a process that has not loaded it yet."""
    encoders._english.cache_clear()
    monkeypatch.setattr(encoders, "find_spec", lambda name: None)
    yield monkeypatch
    monkeypatch.undo()


def test_without_a_model_everything_is_refused_until_it_is_back(
    mouse: Work, alice: User, without_models: pytest.MonkeyPatch
) -> None:
    answer = clear(["a dog in the rain"], by=alice, hold=False)
    assert [reason.code for reason in answer.decision.reasons] == ["rights.unavailable"]
    assert answer.outcome == Outcome.BLOCK
    without_models.undo()
    assert clear(["a dog in the rain"], by=alice, hold=False).outcome == Outcome.ALLOW


def test_a_model_that_was_exchanged_does_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(encoders._DIGESTS, "model.onnx", "0" * 64)
    encoders._english.cache_clear()
    with pytest.raises(EncoderMissing, match="another one"):
        encoders.encoders()
    monkeypatch.undo()
    assert encoders.encoders()


def test_a_description_of_a_holders_own_raises_doubts_until_it_is_calibrated(db: None, alice: User) -> None:
    work = make_work("Captain Nimbus")
    Work.objects.update(traits=[["cloud cape"], ["copper goggles"], ["kite board"], ["silver pigeon"]])
    Description.objects.create(
        work=work,
        text="A pilot in a cape of cloud and copper goggles rides a kite board with a silver pigeon.",
    )
    registry.bump()
    prompt = "a pilot with copper goggles and a cloud cape on a kite board, a silver pigeon beside her"
    assert clear([prompt], by=alice, hold=False).outcome == Outcome.REVIEW


def test_loading_brings_bands_and_leaves_what_a_holder_wrote(mouse: Work) -> None:
    assert Calibration.objects.count() == 4
    Work.objects.update(holder=make_holder("Ours"))
    Description.objects.update(text="something else altogether")
    Calibration.objects.all().delete()
    assert load_catalogue(entries=of("mickey-mouse")).descriptions == 0
    assert Description.objects.get().text == "something else altogether"


def test_bands_of_a_text_that_has_changed_do_not_count(mouse: Work, alice: User) -> None:
    assert clear([MOUSE], by=alice, hold=False).outcome == Outcome.BLOCK
    Description.objects.update(text=Description.objects.get().text + " He smiles.")
    registry.bump()
    assert clear([MOUSE], by=alice, hold=False).outcome == Outcome.REVIEW


def test_an_edition_builds_its_index_without_a_model(mouse: Work, without_models: pytest.MonkeyPatch) -> None:
    registry.bump()
    assert isinstance(registry.current().semantic, SemanticIndex)
