"""Which engine draws: chosen by settings, made once in a process."""

from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from generation.engines.base import Engine


@cache
def load_engine(name: str) -> Engine:
    """The engine called `name` in settings.ENGINES. A model is loaded once and kept."""
    entry: dict[str, Any] = settings.ENGINES[name]
    engine: Engine = import_string(entry["class"])(**entry["options"])
    return engine
