"""The descriptions of the registry, as the semantic stage holds them."""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Mapping, Sequence
from hashlib import sha256

from core.sentences.encoders import DIMENSIONS, Vector, encoders
from rights.catalogue.looks import known_vectors, thresholds
from rights.matching.semantic.calibration import UNKNOWN, typical
from rights.matching.semantic.entries import SCALES, Band, Described
from rights.models import Calibration, Description


def descriptions() -> list[Described]:
    """All of them. One that waits for its calibration is held to what is typical, and only raises doubts."""
    rows = list(Description.objects.select_related("work").order_by("pk"))
    vectors = vectors_of([it.text for it in rows])
    bands = _bands(rows)
    return [
        Described(
            work=it.work_id,
            text=it.text,
            traits=it.work.traits,
            exclusions=it.work.exclusions,
            vectors={name: vectors[name][it.text] for name in DIMENSIONS},
            bands=bands[it.pk],
        )
        for it in rows
    ]


# What members of holders have written, by encoder: read at the first start after it, kept from then on.
_encoded: dict[str, dict[str, Vector]] = {name: {} for name in DIMENSIONS}


def vectors_of(texts: Sequence[str]) -> Mapping[str, Mapping[str, Vector]]:
    """By encoder and text. Only what neither the catalogue brought nor this process has seen is encoded."""
    known = {name: ChainMap(_encoded[name], shipped) for name, shipped in known_vectors().items()}
    new = [text for text in texts if any(text not in known[name] for name in DIMENSIONS)]
    if new:
        for encoder in encoders():
            _encoded[encoder.name].update(zip(new, encoder.encode(new), strict=True))
    return known


def _bands(rows: Sequence[Description]) -> dict[int, dict[str, Band]]:
    digests = {it.pk: sha256(it.text.encode()).hexdigest() for it in rows}
    usual = typical(thresholds().values()) if rows else dict.fromkeys(SCALES, UNKNOWN)
    found: dict[int, dict[str, Band]] = defaultdict(lambda: dict(usual))
    for row in Calibration.objects.filter(description__in=digests, encoder__in=SCALES):
        if row.text_sha256 == digests[row.description_id]:
            found[row.description_id][row.encoder] = Band(
                row.mean, row.deviation, row.review_at, row.block_at
            )
    return found
