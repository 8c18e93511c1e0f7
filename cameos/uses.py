"""What somebody wants to make with a likeness, as consent has to know it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
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

    @property
    def is_after(self) -> bool:
        """The clip is there, and nothing in it changes any more."""
        return self in (Moment.MADE, Moment.POSTING)


def _says_nothing(_text: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Use:
    """One clip. `text` is the maker's own, `inherited` those of the clips that it remixes.

    `lines` stand in no prompt and are drawn all the same: what beings look like, "@rex (pet): Rex, a small
    dog", and what people want to be shown with, "@mika wears a hat". While it is not `drawn`, those of
    today come to them. `speaks` tells whether somebody speaks in a text.

    `remixed` holds the ids of the likenesses that are in a clip that it remixes; `company` the handles
    of everybody in it; `picture` the id of the one that it starts from; `job` the name under which it is
    counted; `posted`: it is shown already; `words_known`: its words have passed the same topics and rules
    before, and are not read again.
    """

    text: str
    inherited: tuple[str, ...] = ()
    caption: str = ""
    country: str = ""
    commercial: bool = False
    voice: bool = False
    lines: tuple[str, ...] = ()
    drawn: bool = False
    speaks: Callable[[str], bool] = field(default=_says_nothing, compare=False)
    moment: Moment = Moment.MAKING
    remixed: frozenset[int] = frozenset()
    company: tuple[str, ...] = ()
    picture: UUID | None = None
    job: UUID | None = None
    posted: bool = False
    words_known: bool = False

    @property
    def others(self) -> tuple[str, ...]:
        """All texts beside the maker's own: a place in one of them says nothing to the maker."""
        return (*self.inherited, *self.lines, *filter(None, [self.caption]))

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.text, *self.others)

    def told_to(self, handle: str) -> Use:
        """As it is put to one of those in it: who else is, and what of those is drawn beside the prompt."""
        lines = tuple(line for line in self.lines if not line.startswith(f"@{handle} "))
        company = tuple(other for other in self.company if other != handle)
        return replace(self, lines=lines, company=company, voice=self.voice or any(map(self.speaks, lines)))

    @property
    def digest(self) -> str:
        """Names these words, whatever their spacing, with this company, these lines and this picture: what
        was approved for them holds for no others."""
        words = digest_of([self.text, *self.inherited])
        company, lines = sorted(set(self.company)), sorted(set(self.lines))
        if not company and not lines and self.picture is None:
            return words
        # No prompt is empty, so that no row of prompts reads like this.
        return digest_of([words, "", *company, "", *lines, "", str(self.picture or "")])


def digest_of(texts: list[str]) -> str:
    plain = (" ".join(unicodedata.normalize("NFKC", text).split()) for text in texts)
    return sha256("\0".join(plain).encode("utf-8", "surrogatepass")).hexdigest()
