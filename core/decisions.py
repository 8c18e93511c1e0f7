"""A policy's answer: yes, or no with reasons fit to show a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Span:
    """Where in the person's own text the reason lies, in code points, end exclusive."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Reason:
    code: str  # stable, for programs: "consent.scope"
    message: str  # a sentence for the person who asked
    subject: str = ""  # whom or what it is about: "@mika"
    span: Span | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Decision:
    """Allowed when no reason speaks against it."""

    reasons: tuple[Reason, ...] = ()

    @property
    def allowed(self) -> bool:
        return not self.reasons

    def __and__(self, other: Decision) -> Decision:
        return Decision(self.reasons + other.reasons)

    def require(self) -> None:
        if not self.allowed:
            raise Refused(self)


class Way(NamedTuple):
    """Where somebody goes on from a page that only says no."""

    address: str
    name: str


class Refused(Exception):
    """Raised by services; the web layer turns it into 403 with the reasons."""

    way: Way | None = None

    def __init__(self, decision: Decision) -> None:
        super().__init__(", ".join(reason.code for reason in decision.reasons))
        self.decision = decision


class Conflict(Exception):
    """The request does not fit the state that the thing is in now; turned into 409."""

    way: Way | None = None

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@contextmanager
def leading_to(address: str, name: str) -> Iterator[None]:
    """What is refused in here, or comes too late, leads on to this place."""
    try:
        yield
    except (Refused, Conflict) as error:
        error.way = error.way or Way(address, name)
        raise


YES = Decision()


def no(code: str, message: str, *, subject: str = "", span: Span | None = None) -> Decision:
    return Decision((Reason(code, message, subject, span),))
