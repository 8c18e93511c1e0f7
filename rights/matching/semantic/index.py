"""Finding the works that a text describes.

A doubt, or certainty, comes in two ways. By words and meaning together: the sum of three z-scores, and
several distinct traits in the same passage. Or by the meaning alone, through the multilingual encoder:
that is how a translation is found, which shares no word with the description.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from core.sentences.encoders import MULTILINGUAL, Encoder, encoders
from rights.matching.hits import Hit, Stage
from rights.matching.semantic.entries import NEVER, SCALES, TOGETHER, Described
from rights.matching.semantic.scores import Reading, Scorer, Table, with_z
from rights.matching.semantic.words import is_english, stems, traits_of

DOUBT_TRAITS, SURE_TRAITS = 2.5, 3.0  # distinct traits in one passage
# English has the words to go by: there the meaning alone is a doubt, and only when it is strong.
ENGLISH_ALONE = 0.4  # added to the z-score from which the meaning alone is one


class SemanticIndex:
    """All descriptions of one revision of the registry. Immutable, and safe to share between threads."""

    def __init__(
        self, entries: Sequence[Described], encoders: Callable[[], Sequence[Encoder]] = encoders
    ) -> None:
        self._entries = entries
        if not entries:
            return  # then nothing is asked of a model
        self._scorer = Scorer(entries, encoders)
        self._means, self._deviations, self._review_at, self._block_at = (
            {scale: _column(entries, scale, name) for scale in SCALES}
            for name in ("mean", "deviation", "review_at", "block_at")
        )
        self._traits = [traits_of(it.traits) for it in entries]
        self._exclusions = [[stems(words) for words in it.exclusions] for it in entries]

    def find(self, texts: Sequence[str]) -> list[Hit]:
        """The works that `texts` describe, each once a text. Raises EncoderMissing."""
        return (
            [hit for index, text in enumerate(texts) for hit in self._find(index, text)]
            if self._entries
            else []
        )

    def _find(self, index: int, text: str) -> list[Hit]:
        reading = self._scorer.read(text)
        if reading is None:
            return []
        z = with_z(reading, self._means, self._deviations)
        english = np.array([is_english(text[it.span.start : it.span.end]) for it in reading.passages])
        found = [*self._by_words(index, reading, z[TOGETHER]), *self._by_meaning(index, reading, z, english)]
        best: dict[int, Hit] = {}
        for hit in sorted(found, key=lambda it: (it.certain, it.score)):
            best[hit.work] = hit
        return sorted(best.values(), key=lambda it: (it.span.start, it.span.end, it.work))

    def _by_words(self, index: int, reading: Reading, together: Table) -> Iterator[Hit]:
        review_at, block_at = self._review_at[TOGETHER], self._block_at[TOGETHER]
        for passage, number in np.argwhere(together >= review_at):
            score, limit = float(together[passage, number]), float(block_at[number])
            words = reading.stems[passage]
            shown = self._traits[number].shown_in(words)
            excluded = any(it <= words for it in self._exclusions[number])
            if shown < DOUBT_TRAITS or (excluded and shown < SURE_TRAITS):
                continue
            certain = score >= limit and shown >= SURE_TRAITS and not excluded
            yield self._hit(index, reading, passage, number, _share(score, limit), certain)

    def _by_meaning(
        self, index: int, reading: Reading, z: dict[str, Table], english: np.ndarray
    ) -> Iterator[Hit]:
        scores = z[MULTILINGUAL] - np.where(english, ENGLISH_ALONE, 0.0)[:, None]
        for passage, number in np.argwhere(scores >= self._review_at[MULTILINGUAL]):
            score, limit = float(scores[passage, number]), float(self._block_at[MULTILINGUAL][number])
            words = reading.stems[passage]
            if any(it <= words for it in self._exclusions[number]):
                continue
            certain = score >= limit and not english[passage]
            yield self._hit(index, reading, passage, number, _share(score, limit), certain)

    def _hit(
        self, index: int, reading: Reading, passage: int, number: int, score: float, certain: bool
    ) -> Hit:
        span = reading.passages[passage].span
        return Hit(index, span, self._entries[number].work, Stage.DESCRIBED, score, certain)


def _share(score: float, limit: float) -> float:
    """From 0 to 1; where it is refused, one half and more."""
    return max(0.0, min(1.0, score / (2 * min(limit, NEVER))))


def _column(entries: Sequence[Described], scale: str, name: str) -> Table:
    return np.array([getattr(it.bands[scale], name) for it in entries], np.float32)
