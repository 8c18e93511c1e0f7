"""What an engine says about first frames, read without loading it."""

import json
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from generation.engines.declared import FirstFrame, first_frame_of, takes_picture


def declared(settings: Settings, folder: Path, index: dict[str, Any] | None) -> FirstFrame:
    if index is not None:
        (folder / "model_index.json").write_text(json.dumps(index))
    options = {"folder": str(folder)}
    settings.ENGINES = settings.ENGINES | {"diffusers": settings.ENGINES["diffusers"] | {"options": options}}
    return first_frame_of("diffusers")


@pytest.mark.parametrize(
    ("index", "says"),
    [
        ({"_class_name": "WanPipeline"}, FirstFrame.NEVER),
        ({"_class_name": "WanPipeline", "expand_timesteps": False}, FirstFrame.NEVER),
        ({"_class_name": "WanPipeline", "expand_timesteps": True}, FirstFrame.MAY),
        ({"_class_name": "WanImageToVideoPipeline"}, FirstFrame.MUST),
        ({}, FirstFrame.NEVER),
        (None, FirstFrame.NEVER),
    ],
)
def test_the_index_of_a_model_says_it(
    index: dict[str, Any] | None, says: FirstFrame, settings: Settings, tmp_path: Path
) -> None:
    assert declared(settings, tmp_path, index) == says


def test_the_storyboard_starts_with_a_picture_and_without() -> None:
    assert first_frame_of("storyboard") == FirstFrame.MAY
    assert takes_picture("storyboard", given=True).allowed
    assert takes_picture("storyboard", given=False).allowed


def test_an_engine_that_says_nothing_takes_none(settings: Settings) -> None:
    settings.ENGINES = {"plain": {"class": "", "options": {}}}
    [reason] = takes_picture("plain", given=True).reasons
    assert reason.code == "engine.no_picture"
