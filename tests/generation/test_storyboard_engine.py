from itertools import islice, pairwise

import numpy as np
import pytest

from generation.engines.base import Cancelled, CastMember, EngineFailed, SourceType, Spec
from generation.engines.storyboard import StoryboardEngine
from generation.engines.storyboard.story.spec import Place, Time, Weather
from tests.generation.storyboards import SMALL, frames_of, make, portrait, share_like, small

pytestmark = pytest.mark.verify

FOX = "A fox walks through a forest with an umbrella"
MAGENTA, LIME = (255, 0, 255), (60, 255, 0)


def test_frames_have_the_promised_number_size_and_kind() -> None:
    footage = make(small(FOX))
    frames = list(footage.frames)
    assert len(frames) == footage.frame_count == round(0.5 * footage.fps)
    assert {(frame.shape, frame.dtype) for frame in frames} == {((SMALL[1], SMALL[0], 3), np.dtype(np.uint8))}
    assert (footage.source_type, footage.label) == (SourceType.PROCEDURE, "AI storyboard")


def test_the_same_spec_gives_the_same_clip_to_the_last_sample() -> None:
    one, other = make(small(FOX, seconds=2)), make(small(FOX, seconds=2))
    assert all(np.array_equal(a, b) for a, b in zip(one.frames, other.frames, strict=True))
    assert one.sound is not None
    assert other.sound is not None
    assert np.array_equal(one.sound.samples, other.sound.samples)


@pytest.mark.parametrize(
    "changed",
    [small(FOX, seed=8), small(FOX + " and a dog"), small(FOX, cast=(CastMember("ana", portrait(LIME)),))],
)
def test_another_seed_prompt_or_cast_gives_another_clip(changed: Spec) -> None:
    assert not np.array_equal(frames_of(small(FOX))[0], frames_of(changed)[0])


def test_the_picture_moves() -> None:
    frames = frames_of(small(FOX, seconds=1))
    changes = [np.abs(b.astype(np.int16) - a.astype(np.int16)).mean() for a, b in pairwise(frames)]
    assert min(changes) > 0.3


@pytest.mark.parametrize("place", list(Place))
def test_every_place_is_a_picture_of_its_own(place: Place) -> None:
    words = {Place.UNDERWATER: "underwater", Place.SEA: "the sea", Place.HILLS: "", Place.SKY: "the sky"}
    [frame] = islice(make(small(words.get(place, place.value))).frames, 1)
    assert frame.std() > 10  # not one flat color
    others = [
        next(iter(make(small(words.get(other, other.value))).frames)) for other in (Place.DESERT, Place.SPACE)
    ]
    assert sum(np.abs(frame.astype(np.int16) - other).mean() > 12 for other in others) >= 1


@pytest.mark.parametrize(
    "prompt", [f"a {weather.value} {time.value} in the city" for weather in Weather for time in Time]
)
def test_every_weather_and_time_can_be_drawn(prompt: str) -> None:
    assert next(iter(make(small(prompt)).frames)).shape == (SMALL[1], SMALL[0], 3)


def test_night_is_darker_than_day() -> None:
    day, night = (next(iter(make(small(f"a meadow at {time}")).frames)).mean() for time in ("noon", "night"))
    assert night < 0.6 * day


@pytest.mark.parametrize("size", [(96, 176), (176, 96), (128, 128), (720, 1280)])
def test_any_size_can_be_filmed(size: tuple[int, int]) -> None:
    spec = Spec("a dog on the beach", 1, seconds=0.5, width=size[0], height=size[1])
    assert next(iter(make(spec).frames)).shape == (size[1], size[0], 3)


@pytest.mark.parametrize(
    "spec", [Spec("x", 1, width=100), Spec("x", 1, seconds=0), Spec("x", 1, seconds=600)]
)
def test_what_cannot_be_filmed_is_refused_with_a_reason(spec: Spec) -> None:
    with pytest.raises(EngineFailed, match=r"\w+"):
        make(spec)


@pytest.mark.parametrize(
    "prompt",
    ["", "?!", "ثعلب يمشي في الغابة ليلا", "キツネが夜の森を歩く", "🦊🚀🎂", "word " * 1000, "a\x00b\u202e"],
)
def test_difficult_prompts_are_filmed(prompt: str) -> None:
    footage = make(small(prompt))
    assert len(list(footage.frames)) == footage.frame_count


def test_words_that_could_not_be_drawn_are_reported() -> None:
    assert make(small("a purple fox ponders bureaucracy")).undrawn == ("purple", "ponders", "bureaucracy")


def test_a_cast_portrait_is_seen() -> None:
    frames = frames_of(small("in the meadow", cast=(CastMember("ana", portrait(MAGENTA)),)))
    assert share_like(frames[0], MAGENTA, within=150) > 0.005
    assert share_like(frames_of(small("in the meadow"))[0], MAGENTA, within=150) == 0


@pytest.mark.parametrize("bad", [b"", b"not an image", portrait(LIME)[:200], portrait(LIME, "GIF")])
def test_a_portrait_that_cannot_be_read_does_not_stop_the_clip(bad: bytes) -> None:
    assert frames_of(small("a walk", cast=(CastMember("ana", bad),)))


def test_progress_runs_from_nothing_to_all() -> None:
    seen: list[float] = []
    footage = StoryboardEngine().generate(small(FOX), progress=seen.append, cancelled=lambda: False)
    list(footage.frames)
    assert (seen[0], seen[-1]) == (0.0, 1.0)
    assert seen == sorted(seen)


def test_cancelling_stops_before_anything_is_painted() -> None:
    with pytest.raises(Cancelled):
        StoryboardEngine().generate(small(FOX), progress=lambda _: None, cancelled=lambda: True)


def test_cancelling_stops_while_frames_are_drawn() -> None:
    wanted = [True]
    footage = StoryboardEngine().generate(
        small(FOX, seconds=2), progress=lambda _: None, cancelled=lambda: not wanted[0]
    )
    next(iter(footage.frames))
    wanted[0] = False
    with pytest.raises(Cancelled):
        list(footage.frames)
