"""The music: a key, a progression and a tempo for the mood, chords, bass and a small melody."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from generation.engines.storyboard.paint.pixels import Field, Random
from generation.engines.storyboard.story.spec import Place, Story, Time, Weather

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


_CHORD_STEPS: Final = (0, 0, 2, 2, 4, 4, 4, 7, 7)  # the nearest step of the chord for -1..7
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
    progression = mood.progressions[int(rng.integers(len(mood.progressions)))]
    # As many bars as come closest to the tempo and still end with the clip.
    bars = max(1, round(seconds * mood.tempo / 240))
    band = _Band(track, mood, 48 + int(rng.integers(0, 10)), seconds / bars / 4, rng)
    theme = band.motif()
    for bar in range(bars):
        degree = 0 if bar == bars - 1 and bars > 2 else progression[bar % len(progression)]
        band.accompany(degree, bar)
        band.sing(degree, bar, theme if bar % 2 == 0 else band.motif())
    return _faded(room(track, rng, seconds=mood.hall, share=0.42), seconds)


@dataclass(frozen=True, slots=True)
class _Band:
    """The players: they write into `track`. `beat` is in seconds, `root` a note."""

    track: Field
    mood: Mood
    root: int
    beat: float
    rng: Random

    def note(self, degree: int) -> int:
        octave, step = divmod(degree, len(self.mood.scale))
        return self.root + 12 * octave + self.mood.scale[step]

    def accompany(self, degree: int, bar: int) -> None:
        """A held chord, not too high, over a bass, with a gentle broken figure."""
        at = bar * 4 * self.beat
        chord = [self.note(degree + step) for step in (0, 2, 4, 6)]
        for number, note in enumerate(chord):
            close = note - 12 if note > self.root + 14 else note
            strength = 0.17 if number < 3 else 0.08
            add(self.track, pad(close, self.beat * 4 + 0.9, self.rng), at, strength)
        add(self.track, bass(self.note(degree) - 12, self.beat * 3.6), at, 0.26)
        if self.mood.instrument != "pluck":
            return
        for half, voice in enumerate((0, 2, 1, 2, 3, 2, 1, 2)):
            strength = 0.09 * (1.2 if half % 4 == 0 else 0.85)
            add(
                self.track, pluck(chord[voice] + 12), at + half * self.beat / 2, strength, 0.35 * (-1) ** half
            )

    def motif(self) -> list[tuple[float, int]]:
        """Some of the eight half beats of a bar, each with a step away from the chord's root."""
        notes, step = [], int(self.rng.choice([0, 2, 4]))
        for half in range(8):
            if self.rng.random() < self.mood.busy * (0.4 if half % 2 else 0.85):
                notes.append((half / 2, step))
                step = int(np.clip(step + self.rng.choice([-2, -1, -1, 1, 1, 2]), -1, 7))
        return notes or [(0.0, 4)]

    def sing(self, degree: int, bar: int, motif: list[tuple[float, int]]) -> None:
        """A melody that keeps to the chord on the beats."""
        play = bell if self.mood.instrument == "bell" else pluck
        for place, step in motif:
            settled = step if place % 1 else _CHORD_STEPS[step + 1]
            note = self.note(degree + settled) + 12
            at = (bar * 4 + place) * self.beat + self.rng.uniform(0, 0.012)
            strength = 0.2 * self.rng.uniform(0.8, 1.1)
            close = note - 12 if note > self.root + 31 else note
            add(self.track, play(close), at, strength, self.rng.uniform(-0.3, 0.3))


def _faded(track: Field, seconds: float) -> Field:
    t = np.arange(len(track), dtype=np.float32) / np.float32(RATE)
    shape = np.clip(t / 0.15, 0, 1) * np.clip((seconds - t) / min(1.2, seconds * 0.3), 0, 1)
    faded: Field = (track * shape[:, None]).astype(np.float32)
    return faded
