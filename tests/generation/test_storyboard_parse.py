import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.engines.storyboard.story.parse import MOST_SUBJECTS, MOST_UNDRAWN, parse
from generation.engines.storyboard.story.spec import Motion, Place, Time, Weather


def emoji_of(prompt: str) -> list[str]:
    return [subject.emoji for subject in parse(prompt).subjects]


def test_a_sentence_gives_place_time_weather_and_who_does_what() -> None:
    story = parse("A fox walks through a rainy forest at night with an umbrella")
    assert (story.place, story.time, story.weather) == (Place.FOREST, Time.NIGHT, Weather.RAIN)
    assert [(subject.emoji, subject.motion) for subject in story.subjects] == [
        ("🦊", Motion.WALK),
        ("☂️", None),
    ]
    assert story.undrawn == ()


@pytest.mark.parametrize(
    ("prompt", "place", "time"),
    [
        ("Sonnenuntergang am Strand", Place.BEACH, Time.SUNSET),
        ("una noche en la ciudad", Place.CITY, Time.NIGHT),
        ("la forêt au crépuscule", Place.FOREST, Time.SUNSET),
        ("ночь в пустыне", Place.DESERT, Time.NIGHT),
        ("海底", Place.UNDERWATER, Time.DAY),
        ("夜の森", Place.FOREST, Time.NIGHT),
        ("숲속의 아침", Place.FOREST, Time.DAWN),
        ("الغابة ليلا", Place.FOREST, Time.NIGHT),
        ("ormanda gece", Place.FOREST, Time.NIGHT),
    ],
)
def test_places_and_times_are_known_in_many_languages(prompt: str, place: Place, time: Time) -> None:
    story = parse(prompt)
    assert (story.place, story.time) == (place, time)


@pytest.mark.parametrize(
    ("prompt", "char"),
    [
        ("Ein Hund", "🐕"),
        ("un chat et un renard", "🦊"),
        ("un gato", "🐈"),
        ("Лиса идёт", "🦊"),
        ("一只猫", "🐈"),
        ("キツネ", "🦊"),
        ("여우가 걷는다", "🦊"),
        ("ثعلب", "🦊"),
        ("a birthday cake", "🎂"),
        ("🚀", "🚀"),
    ],
)
def test_nouns_are_found_in_many_languages(prompt: str, char: str) -> None:
    assert char in emoji_of(prompt)


def test_plurals_and_numbers_count() -> None:
    assert [(subject.emoji, subject.count) for subject in parse("three cats and two wolves").subjects] == [
        ("🐈", 3),
        ("🐺", 2),
    ]


def test_a_verb_belongs_to_those_before_it() -> None:
    cat, dog = parse("a cat sleeps while a dog dances").subjects
    assert (cat.motion, dog.motion) == (Motion.SLEEP, Motion.DANCE)


def test_a_verb_that_is_also_an_animal_is_a_verb() -> None:
    assert emoji_of("the birds fly over the hill") == ["🐦"]


@pytest.mark.parametrize(
    "noise", ["watch the back of my hand", "turn on, pick up, end soon", "a red ear and a leg"]
)
def test_noisy_labels_are_not_drawn(noise: str) -> None:
    assert emoji_of(noise) == []


def test_who_lives_somewhere_brings_the_place_along() -> None:
    assert parse("an octopus").place is Place.UNDERWATER
    assert parse("an astronaut").place is Place.SPACE
    assert parse("an astronaut in the kitchen").place is Place.ROOM


def test_under_the_sea_is_not_on_it() -> None:
    assert parse("a whale in the sea").place is Place.SEA
    assert parse("a whale under the sea").place is Place.UNDERWATER


def test_a_thing_that_the_sprites_lack_is_named_as_missing() -> None:
    story = parse("a lighthouse by the sea")
    assert (story.subjects, story.undrawn) == ((), ("lighthouse",))


def test_words_without_a_picture_are_named() -> None:
    assert parse("a quantum dog and the philosophy of dogs").undrawn == ("quantum", "philosophy")


def test_words_without_a_picture_are_named_once_and_not_endlessly() -> None:
    story = parse(" ".join(f"flurb{number} flurb{number}" for number in range(400)))
    assert len(story.undrawn) == len(set(story.undrawn)) == MOST_UNDRAWN


@pytest.mark.parametrize(
    "prompt", ["", "   ", "...!!!", "\u202e\u200f", "\x00\x07", "’", "ال", "🏳️‍🌈", "a" * 5000, "猫" * 5000]
)
def test_bad_prompts_still_make_a_story(prompt: str) -> None:
    assert len(parse(prompt).subjects) <= MOST_SUBJECTS


@given(st.text(max_size=300))
def test_any_text_makes_a_story(prompt: str) -> None:
    assert len(parse(prompt).subjects) <= MOST_SUBJECTS
