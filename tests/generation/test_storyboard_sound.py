from itertools import pairwise

import numpy as np
import pyloudnorm
import pytest

from generation.engines.storyboard.paint.pixels import Field
from generation.engines.storyboard.script import captions_for
from generation.engines.storyboard.sound.narration import narrate, speakable
from generation.engines.storyboard.sound.track import ducking, make_sound
from generation.engines.storyboard.story.parse import parse

pytestmark = pytest.mark.verify

PROMPTS = (
    "A fox walks in the forest.",
    "waves on the beach at night",
    "a storm in the mountains",
    "キツネが夜の森を歩く",
    "",
)


def sound_of(prompt: str, seconds: float = 4.0, seed: int = 5) -> Field:
    return make_sound(prompt, parse(prompt), seconds, seed)[0].samples


@pytest.mark.parametrize("prompt", PROMPTS)
def test_sound_is_stereo_and_as_loud_as_the_house_wants(prompt: str) -> None:
    samples = sound_of(prompt)
    assert samples.shape == (4 * 48_000, 2)
    assert samples.dtype == np.float32
    assert np.abs(samples).max() < 1
    assert pyloudnorm.Meter(48_000).integrated_loudness(samples.astype(np.float64)) == pytest.approx(
        -16, abs=1
    )


def test_sound_differs_by_seed_and_by_scene() -> None:
    assert not np.array_equal(sound_of("a forest"), sound_of("a forest", seed=6))
    assert not np.array_equal(sound_of("a forest"), sound_of("a beach"))


def test_a_latin_prompt_is_read_aloud_and_another_is_not() -> None:
    assert make_sound("A fox walks in the forest.", parse("a fox"), 6, 1)[1] is not None
    assert make_sound("ثعلب في الغابة", parse("ثعلب"), 6, 1)[1] is None


def test_the_voice_is_heard_and_always_the_same() -> None:
    one, other = (narrate("Hello there, little fox.", 6, seed=3) for _ in range(2))
    assert one is not None
    assert other is not None
    assert np.array_equal(one, other)
    assert np.sqrt(np.mean(one**2)) > 0.01


def test_the_music_goes_down_under_the_voice() -> None:
    voice = np.full(48_000 * 2, 0.03, np.float32)
    gain = ducking(voice, 48_000, 48_000 * 6)
    assert gain[0] == pytest.approx(1, abs=0.01)
    assert gain[48_000 * 2] < 0.4
    assert gain[-1] > 0.9


def test_a_broken_voice_leaves_the_music(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        return None

    monkeypatch.setattr("generation.engines.storyboard.sound.narration._voice", broken)
    sound, spoken = make_sound("A fox.", parse("A fox."), 2, 1)
    assert spoken is None
    assert np.abs(sound.samples).max() > 0.05


def test_a_long_prompt_is_cut_to_what_can_be_said() -> None:
    assert len(speakable("word " * 1000, 9).split()) <= 27
    assert (
        speakable("A clause of a few words, and another that is too long to say", 3)
        == "A clause of a few words,"
    )
    assert speakable("ثعلب", 9) == ""
    assert speakable("a fox 🦊!", 9) == "a fox !"


@pytest.mark.parametrize(
    "prompt",
    [
        "A fox walks. Then it sleeps under a tree, and dreams of the sea.",
        "猫" * 5000,
        "ثعلب في الغابة",
        "word " * 1000,
    ],
)
def test_captions_follow_each_other_over_the_whole_clip(prompt: str) -> None:
    captions = captions_for(prompt, 10, None)
    assert captions[0].start == 0
    assert captions[-1].end == 10
    assert all(one.end == other.start for one, other in pairwise(captions))
    assert all(caption.end - caption.start > 0.5 for caption in captions)


def test_captions_say_the_whole_of_a_short_prompt_and_nothing_of_an_empty_one() -> None:
    prompt = "A fox walks through the forest with an umbrella because it rains all day long."
    assert " ".join(caption.text for caption in captions_for(prompt, 10, None)) == prompt
    assert captions_for("  \n ", 10, None) == ()
