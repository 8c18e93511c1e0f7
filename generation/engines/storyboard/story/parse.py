"""A prompt becomes a story: the words are read once, from left to right."""

from dataclasses import dataclass, field, replace
from typing import Final

from .habits import DEEP_ONES, HOME, plain
from .lexicon import drawable, find_noun, unspaced_labels
from .settings import PLACES, TIMES, WEATHERS
from .spec import Motion, Place, Story, Subject, Time, Weather
from .stopwords import COUNTS, SOFT_WORDS, STOPWORDS
from .verbs import VERBS
from .words import Word, read

MOST_SUBJECTS: Final = 3
MOST_UNDRAWN: Final = 12
_UNDER: Final = ("under", "beneath", "below", "unter", "bajo", "sous", "sotto", "sob", "под")
_MOST_WORDS: Final = 900
# Places that only count when nothing more telling is named.
_WEAK: Final = (Place.SKY, Place.ROOM, Place.SEA)


@dataclass(slots=True)
class _Notes:
    """What has been understood so far."""

    places: list[Place] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    weathers: list[Weather] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    undrawn: list[str] = field(default_factory=list)
    count: int = 1
    motion: Motion | None = None  # named before anybody was there to do it
    rainbow: bool = False

    def add(self, char: str, plural: bool) -> None:
        count, self.count = max(self.count, 2 if plural else 1), 1
        for number, known in enumerate(self.subjects):
            if known.emoji == char:
                self.subjects[number] = replace(known, count=max(known.count, count))
                return
        self.subjects.append(Subject(char, count, self.motion))
        self.motion = None

    def act(self, motion: Motion) -> None:
        """A verb belongs to everybody named before it who has no verb yet, or else to the next."""
        idle = [number for number, subject in enumerate(self.subjects) if subject.motion is None]
        for number in idle:
            self.subjects[number] = replace(self.subjects[number], motion=motion)
        if not self.subjects:
            self.motion = motion

    def miss(self, word: Word) -> None:
        if word.text.casefold() not in (text.casefold() for text in self.undrawn):
            self.undrawn.append(word.text)


def parse(prompt: str) -> Story:
    """Understand as much of `prompt` as there are pictures for. Never fails, whatever the text."""
    notes = _Notes()
    for char in drawable(prompt):
        notes.add(char, plural=False)
    words = read(prompt)[:_MOST_WORDS]
    if _sunken(words):
        notes.places.append(Place.UNDERWATER)
    at = 0
    while at < len(words):
        at += _take(words[at:], notes)
    place = _place(notes)
    return Story(
        place=place,
        time=notes.times[0] if notes.times else Time.DAY,
        weather=_weather(notes, place),
        subjects=tuple(notes.subjects[:MOST_SUBJECTS]),
        rainbow=notes.rainbow,
        undrawn=tuple(notes.undrawn[:MOST_UNDRAWN]),
    )


def _sunken(words: list[Word]) -> bool:
    """Whether something is said to be under the sea."""
    for number, word in enumerate(words):
        if word.folded in _UNDER:
            found = [PLACES.find(following) for following in words[number + 1 : number + 3]]
            if any(place and place[0] is Place.SEA for place in found):
                return True
    return False


def _take(words: list[Word], notes: _Notes) -> int:
    """Understand the first word (or words) of the list; how many were used up."""
    word = words[0]
    if word.unspaced:
        _scan(word, notes)
        return 1
    noun = find_noun(words)
    if noun and noun[1] > 1:
        notes.add(noun[0], noun[2])
        return noun[1]
    if word.folded in COUNTS:
        notes.count = COUNTS[word.folded]
    elif word.folded in ("rainbow", "regenbogen", "arcoiris", "arcobaleno", "радуга"):
        notes.rainbow = True
    elif not _setting(word, notes) and word.folded not in STOPWORDS:
        _noun_or_verb(word, noun, notes)
    return 1


def _noun_or_verb(word: Word, noun: tuple[str, int, bool] | None, notes: _Notes) -> None:
    """The rest of the words: somebody, something done, or nothing that can be drawn."""
    verb = VERBS.find(word)
    if verb:
        notes.act(verb[0])
    elif noun:
        notes.add(noun[0], noun[2])
    elif word.folded not in SOFT_WORDS and len(word.folded) > 2 and not word.folded.isdigit():
        notes.miss(word)


def _setting(word: Word, notes: _Notes) -> bool:
    """Whether the word names where, when or the weather; noted when it does."""
    found = False
    if place := PLACES.find(word):
        notes.places.append(place[0])
        found = True
    if time := TIMES.find(word):
        notes.times.append(time[0])
        found = True
    if weather := WEATHERS.find(word):
        notes.weathers.append(weather[0])
        found = True
    return found


def _scan(word: Word, notes: _Notes) -> None:
    """Walk through a run of kana or han and take the longest thing known at each place."""
    at, text = 0, word.folded
    labels = unspaced_labels()
    missed = ""
    while at < len(text):
        for length in range(min(8, len(text) - at), 0, -1):
            part = Word(text[at : at + length], text[at : at + length])
            if part.folded in labels:
                notes.add(labels[part.folded], plural=False)
            elif not _known_part(part, notes):
                continue
            at += length
            break
        else:
            missed += text[at] if text[at] >= "\u30a1" else " "  # hiragana is grammar, the rest is content
            at += 1
            continue
        missed += " "
    for run in missed.split():
        if len(run) > 1:
            notes.miss(Word(run, run))


def _known_part(part: Word, notes: _Notes) -> bool:
    """Whether exactly this bit of text is a setting or a verb; noted when it is."""
    whole = [table.find(part) for table in (PLACES, TIMES, WEATHERS)]
    if any(found and found[1] == part.folded for found in whole):
        return _setting(part, notes)
    verb = VERBS.find(part)
    if verb and verb[1] == part.folded:
        notes.act(verb[0])
        return True
    return False


def _place(notes: _Notes) -> Place:
    """The named place, else where the subjects live, else the hills."""
    if Place.UNDERWATER in notes.places:
        return Place.UNDERWATER
    telling = [place for place in notes.places if place not in _WEAK]
    if telling or notes.places:
        named = (telling or notes.places)[0]
        below = [plain(subject.emoji) in DEEP_ONES for subject in notes.subjects]
        return Place.UNDERWATER if named is Place.SEA and below and all(below) else named
    return _home(notes)


def _home(notes: _Notes) -> Place:
    homes = [HOME[plain(subject.emoji)] for subject in notes.subjects if plain(subject.emoji) in HOME]
    if homes:
        return homes[0]
    return Place.SNOW if Weather.SNOW in notes.weathers else Place.HILLS


def _weather(notes: _Notes, place: Place) -> Weather:
    if not notes.weathers or place in (Place.SPACE, Place.UNDERWATER):
        return Weather.CLEAR
    order = (Weather.STORM, Weather.RAIN, Weather.SNOW, Weather.FOG)
    return min(notes.weathers, key=order.index)
