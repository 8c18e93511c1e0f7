"""A real diffusers pipeline (tiny, random weights), run offline through the engine and the encoder."""

import os
import pickle
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs requirements/render.txt")

from generation.engines.base import Cancelled, CastMember, EngineFailed, Footage, SourceType, Spec
from generation.engines.diffusers import DiffusersEngine, Options
from generation.media.checks import find_problems
from generation.media.encode import encode
from generation.media.mark import Mark
from tests.tiny_wan import build_tiny_wan

STEPS = 4
SPEC = Spec("a fox runs over the snow", seed=7, width=180, height=320)


pytestmark = pytest.mark.verify


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_tiny_wan(tmp_path_factory.mktemp("models") / "tiny-wan")


@pytest.fixture(scope="module")
def loaded(folder: Path) -> DiffusersEngine:
    return engine(folder)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Counted, not raised: an error inside the engine would only look like a broken model."""
    attempts: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: attempts.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *_, **__: attempts.append(host))
    yield
    assert attempts == []


def engine(folder: Path) -> DiffusersEngine:
    return DiffusersEngine(folder, width=64, height=64, frames=9, steps=STEPS)


def run(engine: DiffusersEngine, spec: Spec = SPEC, *, told: list[float] | None = None) -> Footage:
    report: Callable[[float], None] = (told if told is not None else []).append
    return engine.generate(spec, progress=report, cancelled=lambda: False)


def test_a_prompt_becomes_frames_and_the_steps_are_told(loaded: DiffusersEngine) -> None:
    told: list[float] = []
    clip = run(loaded, told=told)
    frames = list(clip.frames)
    assert len(frames) == clip.frame_count == 9
    assert {frame.shape for frame in frames} == {(320, 180, 3)}
    assert np.std(frames[4]) > 1
    assert told == pytest.approx([0.2375, 0.475, 0.7125, 0.95, 1.0])
    assert (clip.model, clip.source_type, clip.fps) == ("WanPipeline tiny-wan", SourceType.MODEL, 16)


def test_the_clip_passes_through_the_same_encoder_and_checks(loaded: DiffusersEngine, tmp_path: Path) -> None:
    mark = Mark("mika", "assent.example", "AI video")
    files = encode(
        run(loaded), mark=mark, folder=tmp_path, progress=lambda share: None, cancelled=lambda: False
    )
    assert find_problems(files) == []
    assert files.seconds == 9 / 16


def test_the_same_seed_gives_the_same_clip_and_another_does_not(loaded: DiffusersEngine) -> None:
    one, again, other = (
        np.stack(list(run(loaded, Spec("a fox", seed=seed, width=64, height=64)).frames))
        for seed in (7, 7, -8)
    )
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def test_cancelling_stops_at_the_next_step_and_the_engine_stays_usable(loaded: DiffusersEngine) -> None:
    told: list[float] = []
    with pytest.raises(Cancelled):
        loaded.generate(SPEC, progress=told.append, cancelled=lambda: len(told) == 2)
    assert told == pytest.approx([0.2375, 0.475])
    assert run(loaded).frame_count == 9


def test_a_cancelled_job_does_not_even_load_the_model(folder: Path) -> None:
    with pytest.raises(Cancelled):
        engine(folder).generate(SPEC, progress=lambda share: None, cancelled=lambda: True)


def test_the_clip_is_no_longer_than_was_asked(loaded: DiffusersEngine) -> None:
    assert run(loaded, Spec("a fox", 1, seconds=0.4, width=64, height=64)).frame_count == 5


def test_cast_people_are_reported_as_not_drawn(loaded: DiffusersEngine) -> None:
    cast = (CastMember("mika", b""),)
    assert run(loaded, Spec("a fox", 1, width=64, height=64, cast=cast)).undrawn == ("@mika",)


@pytest.mark.parametrize(("width", "height"), [(320, 180), (64, 64), (33, 77), (16, 400)])
def test_the_picture_covers_any_size_without_bars(loaded: DiffusersEngine, width: int, height: int) -> None:
    frame = next(run(loaded, Spec("a fox", 1, width=width, height=height)).frames)
    assert frame.shape == (height, width, 3)
    assert frame.min() > 0


@pytest.mark.parametrize("name", ["", "absent"])
def test_a_missing_model_is_told_without_naming_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(EngineFailed, match="No video model is installed") as failure:
        run(engine(tmp_path / name))
    assert str(tmp_path) not in str(failure.value)


@pytest.mark.parametrize("index", ["", "[]", "{}", '"WanPipeline"'])
def test_a_broken_index_is_told(tmp_path: Path, index: str) -> None:
    (tmp_path / "model_index.json").write_text(index)
    with pytest.raises(EngineFailed, match="incomplete"):
        run(engine(tmp_path))


@pytest.mark.parametrize(
    "part", ["transformer/diffusion_pytorch_model.safetensors", "vae/config.json", "text_encoder"]
)
def test_a_folder_with_a_part_missing_fails_and_fetches_nothing(
    folder: Path, tmp_path: Path, part: str
) -> None:
    broken = shutil.copytree(folder, tmp_path / "broken")
    shutil.rmtree(broken / part) if (broken / part).is_dir() else (broken / part).unlink()
    with pytest.raises(EngineFailed, match="could not be loaded"):
        run(engine(broken))


class Bomb:
    """Pickled weights may run anything when they are read."""

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (os.environ["BOMB"],)


@pytest.mark.parametrize(
    ("safe", "pickled"),
    [
        ("transformer/diffusion_pytorch_model.safetensors", "transformer/diffusion_pytorch_model.bin"),
        ("text_encoder/model.safetensors", "text_encoder/pytorch_model.bin"),
    ],
)
def test_pickled_weights_are_never_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, safe: str, pickled: str
) -> None:
    monkeypatch.setenv("BOMB", str(tmp_path / "exploded"))
    armed = shutil.copytree(folder, tmp_path / "armed")
    (armed / safe).unlink()
    (armed / pickled).write_bytes(pickle.dumps(Bomb()))
    with pytest.raises(EngineFailed, match="could not be loaded"):
        run(engine(armed))
    assert not (tmp_path / "exploded").exists()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (MemoryError(), "ran out of memory"),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried 9 bytes"), "ran out of memory"),
        (RuntimeError("shapes do not match"), "could not make this clip"),
    ],
)
def test_what_goes_wrong_inside_the_model_is_told(
    loaded: DiffusersEngine, monkeypatch: pytest.MonkeyPatch, error: Exception, sentence: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(loaded._pipe.scheduler, "step", fail)
    with pytest.raises(EngineFailed, match=sentence):
        run(loaded)


@pytest.mark.parametrize("wrong", [{"width": 100}, {"height": 0}, {"frames": 8}, {"steps": 0}, {"fps": 0}])
def test_nonsense_in_the_settings_is_refused_at_once(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must be"):
        Options(**wrong)
