"""What a tab may say over the WebSocket. Whatever is not exactly this ends the connection."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from feed.queries import ListName

FRAME_LIMIT = 8192  # characters
CLIPS_LIMIT = 60  # on screen at once, or asked about in one frame
JOBS_LIMIT = 50


class BadFrame(ValueError):
    """Too long, not JSON, or not one of ours."""


@dataclass(frozen=True, slots=True)
class OpenList:
    """The page shows this list now, or none of them."""

    name: ListName | None


@dataclass(frozen=True, slots=True)
class Watch:
    """These clips have come onto the screen."""

    clips: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Unwatch:
    """These clips have left the screen."""

    clips: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Resume:
    """The last sequence number that the page has seen of each job."""

    jobs: dict[UUID, int]


@dataclass(frozen=True, slots=True)
class Ping:
    pass


Frame = OpenList | Watch | Unwatch | Resume | Ping


def parse(text: str | None) -> Frame:
    """The frame that `text` is. Raises `BadFrame`."""
    if text is None or len(text) > FRAME_LIMIT:
        raise BadFrame("too long, or not text")
    try:
        content = json.loads(text)
        return _frame(content)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadFrame("not a frame of ours") from error


def _frame(content: dict[str, Any]) -> Frame:
    match content["type"]:
        case "list":
            return OpenList(None if content["name"] is None else ListName(content["name"]))
        case "watch":
            return Watch(_clips(content["clips"]))
        case "unwatch":
            return Unwatch(_clips(content["clips"]))
        case "resume":
            return Resume(_jobs(content["jobs"]))
        case "ping":
            return Ping()
    raise BadFrame("unknown type")


def _clips(listed: list[str]) -> tuple[UUID, ...]:
    if not isinstance(listed, list) or len(listed) > CLIPS_LIMIT:
        raise BadFrame("too many clips")
    return tuple(dict.fromkeys(UUID(clip) for clip in listed))


def _jobs(listed: dict[str, int]) -> dict[UUID, int]:
    if len(listed) > JOBS_LIMIT:
        raise BadFrame("too many jobs")
    if not all(isinstance(seen, int) for seen in listed.values()):
        raise BadFrame("a sequence number is a whole number")
    return {UUID(job): seen for job, seen in listed.items()}
