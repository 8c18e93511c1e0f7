"""What calibration has written fits the descriptions; the corpora are well-formed and kept apart."""

import json
from collections import Counter
from pathlib import Path

import pytest

from core.sentences.encoders import MULTILINGUAL, encoders
from rights import corpus
from rights.calibrating import entries_of, near_duplicates
from rights.catalogue.looks import LOOKS, digest_of, known_vectors, looks, thresholds, write_thresholds
from rights.matching.folding import fold
from rights.matching.semantic.calibration import FLOORS, calibrate, typical
from rights.matching.semantic.entries import SCALES, TOGETHER, Described
from rights.matching.semantic.index import SURE_TRAITS


def test_looks_are_sorted_and_know_only_their_fields() -> None:
    rows = json.loads(LOOKS.read_text("utf-8"))
    assert [row["slug"] for row in rows] == sorted({row["slug"] for row in rows})
    assert all(set(row) <= {"slug", "look", "traits", "exclusions"} for row in rows)
    assert all(len(row["look"]) <= 1000 and len(row["traits"]) >= SURE_TRAITS for row in rows)


def test_every_look_has_thresholds_and_vectors_of_the_text_as_it_stands() -> None:
    listed = list(looks())
    assert {digest_of(it.text, it.traits) for it in listed} == set(thresholds())
    for name, vectors in known_vectors().items():
        assert {it.text for it in listed} == set(vectors), f"run calibrate_gate: {name}"


def test_no_band_begins_below_its_floor_and_refusal_never_before_doubt() -> None:
    for bands in thresholds().values():
        assert set(bands) == set(SCALES)
        for scale, band in bands.items():
            assert band.deviation > 0
            assert FLOORS[scale][0] <= band.review_at <= band.block_at


def test_looks_are_truly_different() -> None:
    listed, known = list(looks()), known_vectors()
    entries = [
        Described(at, it.text, (), (), {name: known[name][it.text] for name in known}, {})
        for at, it in enumerate(listed)
    ]
    assert near_duplicates(listed, entries) == []


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    some = list(looks())[:3]
    write_thresholds([(it, it.bands) for it in reversed(some)], to=tmp_path / "thresholds.json")
    rows = json.loads((tmp_path / "thresholds.json").read_text("utf-8"))
    assert [row["slug"] for row in rows] == [it.slug for it in some]
    assert rows[0]["bands"][TOGETHER][2] == some[0].bands[TOGETHER].review_at


def test_an_innocent_text_that_comes_near_raises_the_bands() -> None:
    some = entries_of(list(looks())[:4])
    calm = ["Rain falls on an empty street at night.", "A dog sleeps.", "Two boats meet in fog."]
    [low, *_] = calibrate(some, calm, encoders)
    near = " ".join(wording for group in some[0].traits for wording in group[:1])
    assert calibrate(some, [*calm, *calm, near], encoders)[0][MULTILINGUAL].mean > low[MULTILINGUAL].mean
    assert calibrate(some, calm, encoders) == calibrate(some, calm, encoders)


def test_what_is_not_calibrated_is_never_certain() -> None:
    assert all(band.block_at > 50 for band in typical(thresholds().values()).values())
    assert all(band.review_at > 50 for band in typical([]).values())


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("innocent", {"id", "style", "lang", "text"}),
        ("near_misses", {"id", "near", "lang", "text"}),
        ("described", {"id", "slug", "franchise", "title", "class", "style", "lang", "text"}),
    ],
)
def test_a_corpus_is_well_formed(name: str, fields: set[str]) -> None:
    rows = [json.loads(it) for it in (corpus.FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]
    assert all(fields - {"franchise"} <= set(row) <= fields and row["text"].strip() for row in rows)
    for key in ("id", "text"):
        assert max(Counter(row[key] for row in rows).values()) == 1


def test_no_description_of_the_corpus_names_its_work() -> None:
    rows = [json.loads(it) for it in (corpus.FOLDER / "described.jsonl").read_text("utf-8").splitlines()]
    long = [row for row in rows if len(fold(row["title"])) > 5]
    assert [row["id"] for row in long if fold(row["title"]) in fold(row["text"])] == []


def test_works_and_two_styles_are_held_out_of_calibration() -> None:
    seen = {it.slug for it in corpus.described() if not it.is_held_out}
    plain = [it for it in corpus.described() if it.style not in corpus.UNSEEN_STYLES]
    assert not [it for it in plain if it.is_held_out and it.slug in seen]
    innocent = list(corpus.innocent())
    assert {it.style for it in innocent if not it.is_held_out}.isdisjoint(corpus.UNSEEN_STYLES)
    assert 0.3 < sum(it.is_held_out for it in innocent) / len(innocent) < 0.7


def test_a_corpus_of_somebody_else_is_a_file_or_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "one"}\n\n{"text": "two", "id": "x"}\n')
    (tmp_path / "b.jsonl").write_text('{"text": "three"}\n')
    assert [it.text for it in corpus.read(tmp_path)] == ["one", "two", "three"]
    assert [it.id for it in corpus.read(tmp_path / "a.jsonl")] == ["a:1", "x"]


@pytest.mark.verify
def test_the_thresholds_are_what_calibrate_gate_would_write() -> None:
    """Within what the arithmetic of another processor may change."""
    listed = list(looks())
    seen = [it.text for it in corpus.innocent() if not it.is_held_out]
    for look, bands in zip(listed, calibrate(entries_of(listed), seen, encoders), strict=True):
        for scale in SCALES:
            for name in ("mean", "review_at", "block_at"):
                now, then = getattr(bands[scale], name), getattr(look.bands[scale], name)
                assert now == pytest.approx(then, abs=0.02, rel=0.05), (look.slug, scale, name)
