"""What the matcher answers with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.decisions import Span


class Stage(StrEnum):
    """Which stage of the pipeline found it: for evidence and figures, never for the person who asked."""

    EXACT = "exact"
    FUZZY = "fuzzy"
    OBFUSCATED = "obfuscated"
    DESCRIBED = "described"
    RULED = "ruled"  # by a moderator


@dataclass(frozen=True, slots=True)
class Hit:
    """A work that one of the texts names or describes, and where, in code points of that text.

    `certain` hits are refused by themselves; the others are looked at by a person first.
    """

    index: int  # of the text
    span: Span
    work: int  # id
    stage: Stage = Stage.EXACT
    score: float = 1.0  # 0 to 1, comparable within one stage only
    certain: bool = True
