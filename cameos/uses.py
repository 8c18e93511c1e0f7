"""What somebody wants to make with a likeness, as consent has to know it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from uuid import UUID


class Moment(StrEnum):
    """When consent is asked: approvals and limits are a matter of that."""

    MAKING = "making"  # it is wished for, and may wait
    STARTING = "starting"  # a worker begins with it now
    UNDERWAY = "underway"  # one has begun
    MADE = "made"  # it is there; somebody wants to know whether it may stay
    POSTING = "posting"

    @property
    def is_before(self) -> bool:
        """There is no clip yet."""
        return self in (Moment.MAKING, Moment.STARTING, Moment.UNDERWAY)

    @property
    def has_begun(self) -> bool:
        """The day until which it had to begin is no matter any more."""
        return self not in (Moment.MAKING, Moment.STARTING)


@dataclass(frozen=True, slots=True)
class Use:
    """One clip. `text` is the maker's own, `inherited` those of the clips that it remixes.

    `remixed` holds the ids of the likenesses that are in a clip that it remixes; `company` the handles
    of everybody in it; `job` the name under which it is counted; `posted`: it is shown already;
    `words_known`: its words have passed the same topics and rules before, and are not read again.
    """

    text: str
    inherited: tuple[str, ...] = ()
    caption: str = ""
    country: str = ""
    commercial: bool = False
    voice: bool = False
    moment: Moment = Moment.MAKING
    remixed: frozenset[int] = frozenset()
    company: tuple[str, ...] = ()
    job: UUID | None = None
    posted: bool = False
    words_known: bool = False

    @property
    def others(self) -> tuple[str, ...]:
        """All texts beside the maker's own: a place in one of them says nothing to the maker."""
        return (*self.inherited, *filter(None, [self.caption]))

    @property
    def digest(self) -> str:
        """Names these words, whatever their spacing: what was approved for them holds for no others."""
        return digest_of([self.text, *self.inherited])


def digest_of(texts: list[str]) -> str:
    plain = (" ".join(unicodedata.normalize("NFKC", text).split()) for text in texts)
    return sha256("\0".join(plain).encode("utf-8", "surrogatepass")).hexdigest()
