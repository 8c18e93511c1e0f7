"""Calibrating the descriptions of the catalogue, and saying how well that went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import combinations

import numpy as np

from core.sentences.encoders import MULTILINGUAL, encoders
from rights.catalogue.looks import Look, write_thresholds, write_vectors
from rights.corpus import Prompt
from rights.matching.hits import Hit
from rights.matching.semantic.calibration import calibrate, with_bands
from rights.matching.semantic.entries import Described
from rights.matching.semantic.index import SemanticIndex

ALIKE = 0.8  # a cosine: descriptions nearer than that tell two works apart by a name alone
SIZES = (50, 300)
WORST = 10


def entries_of(looks: Sequence[Look]) -> list[Described]:
    """The looks as the semantic stage holds them, encoded anew; the number in the list stands for the id."""
    vectors = {it.name: it.encode([look.text for look in looks]) for it in encoders()}
    return [
        Described(
            at, it.text, it.traits, it.exclusions, {name: of[at] for name, of in vectors.items()}, it.bands
        )
        for at, it in enumerate(looks)
    ]


def recalibrate(looks: Sequence[Look], prompts: Sequence[Prompt]) -> list[Described]:
    """Write thresholds and vectors of all looks. Held-out prompts are not looked at."""
    entries = entries_of(looks)
    seen = [it.text for it in prompts if not it.is_held_out]
    entries = with_bands(entries, calibrate(entries, seen, encoders))
    write_thresholds([(look, it.bands) for look, it in zip(looks, entries, strict=True)])
    names = entries[0].vectors if entries else ()
    write_vectors(
        [it.text for it in entries], {name: np.stack([it.vectors[name] for it in entries]) for name in names}
    )
    return entries


def report(looks: Sequence[Look], entries: Sequence[Described], prompts: Sequence[Prompt]) -> Iterator[str]:
    """Lines to print: false positives by size of the registry, the worst innocents, looks that are alike."""
    index = SemanticIndex(entries)
    held_out = [it for it in prompts if it.is_held_out]
    found = [(it, index.find([it.text])) for it in held_out]
    seen = len(prompts) - len(held_out)
    yield f"{len(looks)} descriptions; {seen} innocent texts seen, {len(held_out)} held out"
    yield from _by_size(looks, found)
    yield "worst innocents held out:"
    worst = sorted(((hit.certain, hit.score, it, hit) for it, hits in found for hit in hits), key=_badness)
    for certain, score, prompt, hit in worst[:WORST]:
        kind = "block" if certain else "review"
        yield f"  {kind} {score:.2f} {looks[hit.work].slug}: {prompt.id} {prompt.text[:100]}"
    yield f"descriptions alike (cosine over {ALIKE}):"
    yield from (f"  {alike:.2f} {one} and {other}" for alike, one, other in near_duplicates(looks, entries))


def near_duplicates(looks: Sequence[Look], entries: Sequence[Described]) -> list[tuple[float, str, str]]:
    vectors = np.stack([it.vectors[MULTILINGUAL] for it in entries])
    cosines = vectors @ vectors.T
    pairs = [(float(cosines[one, two]), one, two) for one, two in combinations(range(len(looks)), 2)]
    return [
        (it, looks[one].slug, looks[two].slug) for it, one, two in sorted(pairs, reverse=True) if it > ALIKE
    ]


def _by_size(looks: Sequence[Look], found: Sequence[tuple[Prompt, list[Hit]]]) -> Iterator[str]:
    """Bands do not depend on the other entries, so a smaller registry is this one with fewer entries."""
    order = sorted(range(len(looks)), key=lambda at: sha256(looks[at].slug.encode()).digest())
    for size in [*(it for it in SIZES if it < len(looks)), len(looks)]:
        some = set(order[:size])
        touched = [[hit for hit in hits if hit.work in some] for _, hits in found]
        blocked = sum(any(hit.certain for hit in hits) for hits in touched)
        total = max(1, len(found))
        yield (
            f"  {size} entries: {blocked / total:.2%} of innocents blocked,"
            f" {sum(map(bool, touched)) / total:.2%} touched"
        )


def _badness(row: tuple[bool, float, Prompt, Hit]) -> tuple[bool, float]:
    return not row[0], -row[1]
