"""A real, very small model, so that whole jobs run in a second."""

from pathlib import Path
from typing import Any

import pytest

from generation.engines.registry import load_engine

OPTIONS = {"width": 64, "height": 64, "frames": 9, "steps": 4}


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("torch", reason="needs requirements/render.txt")
    from tests.tiny_wan import build_tiny_wan  # noqa: PLC0415 (it imports torch)

    return build_tiny_wan(tmp_path_factory.mktemp("models") / "tiny-wan")


@pytest.fixture
def tiny_engine(tiny_folder: Path, settings: Any) -> None:
    """Jobs run on a tiny Wan model with random weights."""
    options = {"folder": str(tiny_folder), **OPTIONS}
    settings.ENGINE = "diffusers"
    settings.ENGINES = settings.ENGINES | {"diffusers": settings.ENGINES["diffusers"] | {"options": options}}
    load_engine.cache_clear()
