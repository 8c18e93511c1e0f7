"""Prompts that name nothing protected: what a new name must not stop.

They lie in `innocent.jsonl` beside this module.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

INNOCENT = Path(__file__).with_name("innocent.jsonl")


@cache
def innocent_prompts() -> tuple[str, ...]:
    """One JSON object a line, each with a `text`. Without the file there is nothing to try."""
    if not INNOCENT.exists():
        return ()
    with INNOCENT.open(encoding="utf-8") as lines:
        return tuple(json.loads(line)["text"] for line in lines if line.strip())
