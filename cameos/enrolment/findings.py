"""What was found in a recording, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from cameos.faces import Embedding


class Band(StrEnum):
    """In the middle no program decides."""

    PASS = "pass"  # noqa: S105 (a verdict)
    REVIEW = "review"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` says what is wrong and picks the sentence that helps; for a check that passed it is its name."""

    check: str
    band: Band
    code: str
    score: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"score": round(self.score, 3)}


def passed(check: str, score: float = 0.0) -> Finding:
    return Finding(check, Band.PASS, check, score)


def review(check: str, code: str, score: float = 0.0) -> Finding:
    return Finding(check, Band.REVIEW, code, score)


def refused(check: str, code: str, score: float = 0.0) -> Finding:
    return Finding(check, Band.REFUSE, code, score)


def banded(check: str, code: str, score: float, *, refuse_below: float, pass_from: float) -> Finding:
    """For a score that is better when it is higher."""
    if score >= pass_from:
        return passed(check, score)
    return (refused if score < refuse_below else review)(check, code, score)


def overall(findings: Iterable[Finding]) -> Band:
    """The worst of them. Nothing found is nothing proved."""
    bands = {finding.band for finding in findings} or {Band.REVIEW}
    return next(band for band in (Band.REFUSE, Band.REVIEW, Band.PASS) if band in bands)


@dataclass(frozen=True, slots=True)
class Assessment:
    """`portrait` is a JPEG, `face` its vector; without them nobody can be let in by a program."""

    findings: tuple[Finding, ...]
    portrait: bytes = b""
    face: Embedding | None = None
