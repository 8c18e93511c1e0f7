"""The music: a key, a progression and a tempo for the mood, chords, bass and a small melody."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ..paint.pixels import Field, Random
from ..story.spec import Place, Story, Time, Weather
from .tones import RATE, add, bass, bell, pad, pluck, room

_MAJOR: Final = (0, 2, 4, 5, 7, 9, 11)
_MINOR: Final = (0, 2, 3, 5, 7, 8, 10)
_DORIAN: Final = (0, 2, 3, 5, 7, 9, 10)
_LYDIAN: Final = (0, 2, 4, 6, 7, 9, 11)
_MIXOLYDIAN: Final = (0, 2, 4, 5, 7, 9, 10)


@dataclass(frozen=True, slots=True)
class Mood:
    """What the composer is told. Degrees count from 0; `busy` 0..1 is how many notes the melody has."""

    scale: tuple[int, ...]
    progressions: tuple[tuple[int, ...], ...]
    tempo: float  # beats a minute
    busy: float
    instrument: str
    hall: float  # seconds that the hall rings


_BRIGHT: Final = ((0, 4, 5, 3), (0, 3, 4, 3), (0, 5, 3, 4), (3, 4, 0, 5))
_QUIET: Final = ((0, 5, 3, 4), (0, 3, 5, 4), (5, 3, 0, 4))
_DARK: Final = ((0, 5, 2, 6), (0, 3, 5, 4), (0, 6, 5, 6))
_PLACES: Final[dict[Place, Mood]] = {
    Place.HILLS: Mood(_MAJOR, _BRIGHT, 92, 0.7, "pluck", 1.6),
    Place.MEADOW: Mood(_MAJOR, _BRIGHT, 100, 0.8, "pluck", 1.5),
    Place.FOREST: Mood(_DORIAN, _QUIET, 80, 0.55, "bell", 2.4),
    Place.BEACH: Mood(_MIXOLYDIAN, _BRIGHT, 88, 0.7, "pluck", 1.8),
    Place.SEA: Mood(_MAJOR, _QUIET, 78, 0.5, "bell", 2.4),
    Place.UNDERWATER: Mood(_LYDIAN, _QUIET, 66, 0.5, "bell", 3.4),
    Place.CITY: Mood(_DORIAN, _BRIGHT, 104, 0.8, "pluck", 1.4),
    Place.MOUNTAINS: Mood(_LYDIAN, _QUIET, 74, 0.45, "bell", 3.0),
    Place.DESERT: Mood((0, 1, 4, 5, 7, 8, 10), _DARK, 80, 0.6, "pluck", 2.2),
    Place.SNOW: Mood(_MAJOR, _QUIET, 76, 0.6, "bell", 2.8),
    Place.SPACE: Mood(_LYDIAN, _QUIET, 62, 0.4, "bell", 3.8),
    Place.ROOM: Mood(_MAJOR, _BRIGHT, 90, 0.6, "pluck", 1.0),
    Place.SKY: Mood(_LYDIAN, _QUIET, 80, 0.6, "bell", 3.0),
}


def mood_of(story: Story) -> Mood:
    """The mood of the place, slower at night and darker in bad weather."""
    mood = _PLACES[story.place]
    scale, progressions, tempo, busy = mood.scale, mood.progressions, mood.tempo, mood.busy
    if story.weather is Weather.STORM:
        scale, progressions, tempo = _MINOR, _DARK, tempo * 1.1
    elif story.weather in (Weather.RAIN, Weather.FOG):
        scale, progressions, tempo = _DORIAN, _QUIET, tempo * 0.9
    if story.time is Time.NIGHT:
        tempo, busy = tempo * 0.88, busy * 0.8
    elif story.time is Time.SUNSET:
        progressions, tempo = _QUIET, tempo * 0.93
    return Mood(scale, progressions, tempo, busy, mood.instrument, mood.hall)


def compose(story: Story, seconds: float, rng: Random) -> Field:
    """The whole piece; stereo, (n, 2), unmastered."""
    mood = mood_of(story)
    track = np.zeros((int(seconds * RATE), 2), np.float32)
    root = 48 + int(rng.integers(0, 10))
    progression = mood.progressions[int(rng.integers(len(mood.progressions)))]
    beat = 60 / mood.tempo
    # As many bars as come closest to the tempo and still end with the clip.
    bars = max(1, round(seconds / (4 * beat)))
    beat = seconds / bars / 4
    motif = _motif(mood, rng)
    for bar in range(bars):
        degree = 0 if bar == bars - 1 and bars > 2 else progression[bar % len(progression)]
        _accompany(track, mood, root, degree, bar * 4 * beat, beat, rng)
        _sing(
            track, mood, root, degree, bar * 4 * beat, beat, motif if bar % 2 == 0 else _motif(mood, rng), rng
        )
    return _faded(room(track, rng, seconds=mood.hall, share=0.42), seconds)


def _note(mood: Mood, root: int, degree: int) -> int:
    octave, step = divmod(degree, len(mood.scale))
    return root + 12 * octave + mood.scale[step]


def _accompany(track: Field, mood: Mood, root: int, degree: int, at: float, beat: float, rng: Random) -> None:
    """A held chord, close to the last one, over a bass, with a gentle broken figure."""
    chord = [_note(mood, root, degree + step) for step in (0, 2, 4, 6)]
    for number, note in enumerate(chord):
        note = note - 12 if note > root + 14 else note
        add(track, pad(note, beat * 4 + 0.9, rng), at, 0.17 if number < 3 else 0.08)
    add(track, bass(_note(mood, root, degree) - 12, beat * 3.6), at, 0.26)
    if mood.instrument == "pluck":
        for half in range(8):
            note = chord[(0, 2, 1, 2, 3, 2, 1, 2)[half]] + 12
            add(
                track,
                pluck(note),
                at + half * beat / 2,
                0.09 * (1.2 if half % 4 == 0 else 0.85),
                0.35 * (-1) ** half,
            )


def _motif(mood: Mood, rng: Random) -> list[tuple[float, int]]:
    """Some of the eight half beats of a bar, each with a step away from the chord's root."""
    notes, step = [], int(rng.choice([0, 2, 4]))
    for half in range(8):
        strong = half % 2 == 0
        if rng.random() < mood.busy * (0.85 if strong else 0.4):
            notes.append((half / 2, step))
            step = int(np.clip(step + rng.choice([-2, -1, -1, 1, 1, 2]), -1, 7))
    return notes or [(0.0, 4)]


def _sing(
    track: Field,
    mood: Mood,
    root: int,
    degree: int,
    at: float,
    beat: float,
    motif: list[tuple[float, int]],
    rng: Random,
) -> None:
    play = bell if mood.instrument == "bell" else pluck
    for place, step in motif:
        # On the strong beats the melody keeps to the chord.
        step = step if place % 2 else (0, 2, 2, 4, 4, 4, 7, 7, 7)[step + 1]
        note = _note(mood, root, degree + step) + 12
        note = note - 12 if note > root + 31 else note
        strength = 0.2 * rng.uniform(0.8, 1.1)
        add(track, play(note), at + place * beat + rng.uniform(0, 0.012), strength, rng.uniform(-0.3, 0.3))


def _faded(track: Field, seconds: float) -> Field:
    t = np.arange(len(track), dtype=np.float32) / np.float32(RATE)
    shape = np.clip(t / 0.15, 0, 1) * np.clip((seconds - t) / min(1.2, seconds * 0.3), 0, 1)
    return (track * shape[:, None]).astype(np.float32)
