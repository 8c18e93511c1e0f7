"""What an engine says of itself, asked without loading it: the web processes never do."""

from __future__ import annotations

import json
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from core.decisions import YES, Decision, no


class FirstFrame(StrEnum):
    """Whether clips of an engine start from a picture."""

    NEVER = "never"
    MAY = "may"
    MUST = "must"


def first_frame_of(engine: str) -> FirstFrame:
    """What settings.ENGINES says; "model" stands for what the folder of its model says."""
    entry: dict[str, Any] = settings.ENGINES[engine]
    declared = entry.get("first_frame", FirstFrame.NEVER)
    return first_frame_in(str(entry["options"]["folder"])) if declared == "model" else FirstFrame(declared)


@cache
def first_frame_in(folder: str) -> FirstFrame:
    """What the index of a diffusers folder says. A model that makes video from pictures needs one."""
    try:
        index = json.loads((Path(folder) / "model_index.json").read_text(encoding="utf-8"))
        kind = str(index["_class_name"])
    except (OSError, ValueError, KeyError, TypeError):
        return FirstFrame.NEVER  # the engine itself says what is wrong with its folder
    if kind.endswith("ImageToVideoPipeline"):
        return FirstFrame.MUST
    both = kind == "WanPipeline" and index.get("expand_timesteps") is True
    return FirstFrame.MAY if both else FirstFrame.NEVER


def takes_picture(engine: str, *, given: bool) -> Decision:
    """May an order with a picture, or without one, go to this engine? Asked before credits are set aside."""
    declared = first_frame_of(engine)
    if given and declared == FirstFrame.NEVER:
        return no("engine.no_picture", "Clips here can’t start from a picture. Remove it to go on.")
    if not given and declared == FirstFrame.MUST:
        return no("engine.needs_picture", "Clips here start from a picture. Add one to go on.")
    return YES
