import numpy as np
import pytest

from generation.engines.base import CastMember, Spec
from generation.engines.storyboard.film.camera import seen
from generation.engines.storyboard.film.director import produce
from generation.engines.storyboard.film.reel import Reel
from generation.engines.storyboard.story.parse import parse
from tests.generation.storyboards import portrait

pytestmark = pytest.mark.verify

CAST = tuple(CastMember(f"person_{number}", portrait((90, 120, 150))) for number in range(3))
PROMPTS = (
    "three elephants dancing in the city",
    "a dragon flies over a castle at night",
    "two whales and a sailboat on the sea",
    "an octopus, a shark and a turtle under water",
    "an astronaut, a rocket and an alien in space",
    "a giraffe running with a balloon in the desert",
)


def reel_of(
    prompt: str, seed: int, cast: tuple[CastMember, ...] = (), size: tuple[int, int] = (144, 256)
) -> Reel:
    spec = Spec(prompt, seed, width=size[0], height=size[1], cast=cast)
    return produce(spec, parse(prompt), seed).reel


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("people", [0, 3])
@pytest.mark.parametrize("size", [(144, 256), (256, 144)])
def test_everybody_is_inside_the_frame_in_every_shot(prompt: str, people: int, size: tuple[int, int]) -> None:
    reel = reel_of(prompt, people + 1, CAST[:people], size)
    assert all(take.actors for take in reel.takes)
    for take in reel.takes:
        for time in np.linspace(take.shot.start, take.shot.end, 40):
            for actor in take.actors:
                box = seen(take.shot.lens(time, reel.geometry), actor.box(take.shot.at(time)))
                assert box[0] >= -1
                assert box[1] >= -1
                assert box[2] <= size[0] + 1
                assert box[3] <= size[1] + 1


def test_no_more_than_three_sprites_and_three_persons_play() -> None:
    crowd = "a dog, a cat, a fox, a horse, a pig and a cow"
    assert [len(take.actors) for take in reel_of(crowd, 1).takes] == [3, 3, 3]
    assert [len(take.actors) for take in reel_of(crowd, 1, CAST * 2).takes] == [6, 6, 6]


def test_a_number_brings_as_many() -> None:
    assert len(reel_of("three cats", 1).takes[0].actors) == 3


def test_three_shots_move_in_three_ways() -> None:
    moves = [take.shot.move for take in reel_of("a dog", 1).takes]
    assert len(set(moves)) == 3


def test_a_thing_is_held_by_who_has_hands() -> None:
    [actor] = reel_of("a fox with an umbrella", 1).takes[0].actors
    assert actor.prop is not None
    assert len(reel_of("a horse with an umbrella", 1).takes[0].actors) == 2


def test_the_lower_part_of_the_picture_is_calm() -> None:
    for prompt in ("a dog in the forest", "a dog on the beach", "a dog in the city"):
        [frame] = [frame for frame, _ in zip(reel_of(prompt, 3).frames(1, 24), range(1), strict=True)]
        gray = frame.mean(axis=2)
        lower, upper = gray[200:], gray[:180]
        assert np.abs(np.diff(lower, axis=0)).mean() < 1.2 * np.abs(np.diff(upper, axis=0)).mean() + 1
