"""Real image-to-video pipelines (tiny, random weights), run offline through the engine."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs requirements/render.txt")

from generation.engines.base import EngineFailed, Footage
from generation.engines.declared import FirstFrame, first_frame_in
from generation.engines.diffusers.picture import fit_picture
from tests.generation.storyboards import portrait
from tests.generation.test_diffusers_engine import SPEC, engine, run
from tests.tiny_wan import build_tiny_wan

pytestmark = pytest.mark.verify

RED, BLUE = (replace(SPEC, first_frame=portrait(color)) for color in ((255, 0, 0), (0, 0, 255)))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    models = tmp_path_factory.mktemp("models")
    return {
        "text": build_tiny_wan(models / "text"),
        "picture": build_tiny_wan(models / "picture", from_picture=True),
        "both": build_tiny_wan(models / "both", both=True),
    }


def pixels(footage: Footage) -> np.ndarray:
    return np.stack(list(footage.frames))


@pytest.mark.parametrize("kind", ["picture", "both"])
def test_the_picture_decides_what_is_drawn(kind: str, folders: dict[str, Path]) -> None:
    loaded = engine(folders[kind])
    told: list[float] = []
    red, blue = pixels(run(loaded, RED, told=told)), pixels(run(loaded, BLUE))
    assert red.shape == (9, 320, 180, 3)
    assert not np.array_equal(red, blue)
    assert told[-1] == 1.0


def test_a_model_for_both_works_without_one(folders: dict[str, Path]) -> None:
    loaded = engine(folders["both"])
    assert not np.array_equal(pixels(run(loaded)), pixels(run(loaded, RED)))


def test_a_model_for_text_leaves_no_picture_out_quietly(folders: dict[str, Path]) -> None:
    with pytest.raises(EngineFailed, match="can’t start from a picture"):
        run(engine(folders["text"]), RED)


def test_a_model_for_pictures_says_that_it_needs_one(folders: dict[str, Path]) -> None:
    with pytest.raises(EngineFailed, match="Add one"):
        run(engine(folders["picture"]))


def test_what_is_declared_is_what_the_models_do(folders: dict[str, Path]) -> None:
    said = {kind: first_frame_in(str(folder)) for kind, folder in folders.items()}
    assert said == {"text": FirstFrame.NEVER, "picture": FirstFrame.MUST, "both": FirstFrame.MAY}


def test_the_picture_is_cut_to_size_and_not_stretched() -> None:
    assert fit_picture(portrait((1, 2, 3)), width=64, height=96).size == (64, 96)
    with pytest.raises(EngineFailed):
        fit_picture(b"nothing", width=64, height=64)
