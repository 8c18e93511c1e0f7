"""From a noun to an emoji: our own words first, then the exact labels in thirteen languages."""

import re
from functools import lru_cache
from typing import Final

import emoji

from generation.engines.storyboard.sprites import sprite_path

from .lookup import Lookup
from .nouns import NOUNS, PHRASES, UNWANTED
from .words import Word, fold

_LANGUAGES: Final = ("en", "es", "de", "fr", "it", "pt", "ru", "tr", "id", "zh", "ja", "ko", "ar", "fa")
_FULLY_QUALIFIED: Final = 2
_SIGN: Final = re.compile(
    r"button|flag|keycap|arrow|sign$|symbol|square|circle|clock|thirty|banknote|medal|_hand|hand_|finger|fist|thumb|"
    r"face_|_face$|heart|question|exclamation|mark|skin_tone|hair|beard|bald|family|kiss|couple|gesturing|frowning|pouting|"
    r"zodiac|cross|prayer|diamond_|triangle|moon|sun_|cloud|input|japanese|no_|non-|mobile|volume|bell_with|battery|"
    r"people|holding|shrugging|facepalming|tipping|raising|wheelchair|cane|turban|veil|pregnant|feeding|nursing|in_bed|poo"
)
# "face of a fox" in several languages: only the fox matters.
_FACE: Final = re.compile(
    r"_?(gesicht|face|visage_de_|tete_de_|cara_de_|rosto_de_|muso_di_|morda_|の顔|얼굴|脸|头)|морда_|وجه_|_$"
)
_LONGEST_LABEL: Final = 4  # words


def _usable(char: str, label: str) -> bool:
    """Whether there is a drawing for it, and its name is that of a thing."""
    flag = "\U0001f1e6" <= char[0] <= "\U0001f1ff"
    return not (_SIGN.search(label) or label in UNWANTED or flag) and sprite_path(char) is not None


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    """Folded label (words joined by spaces) to emoji; English wins over the other languages."""
    emoji.config.load_language(list(_LANGUAGES))
    found: dict[str, str] = dict(PHRASES)
    for language in _LANGUAGES:
        for char, data in emoji.EMOJI_DATA.items():
            english = fold(str(data["en"]).strip(":"))
            if data["status"] != _FULLY_QUALIFIED or language not in data or not _usable(char, english):
                continue
            names = [str(data[language])] + (
                [str(name) for name in data.get("alias", ())] if language == "en" else []
            )
            for name in names:
                label = _FACE.sub("", fold(name.strip(":"))).replace("_", " ").strip()
                if len(label) >= (1 if Word(label, label).unspaced else 3) and label not in UNWANTED:
                    found.setdefault(label, char)
    return found


@lru_cache(maxsize=1)
def _own() -> Lookup[str]:
    return Lookup(NOUNS)


@lru_cache(maxsize=1)
def unspaced_labels() -> dict[str, str]:
    """Every label in a script without spaces, for search inside a text."""
    table = {
        label: char for label, char in _labels().items() if Word(label, label).unspaced and len(label) > 1
    }
    for char, listed in NOUNS.items():
        table |= {fold(entry): char for entry in listed.split() if Word(entry, entry).unspaced}
    return table


def drawable(text: str) -> list[str]:
    """The emoji that stand in a text themselves and can be drawn."""
    chars = (found["emoji"] for found in emoji.emoji_list(text))
    plain = (re.sub("[\U0001f3fb-\U0001f3ff]", "", char) for char in chars)
    return [
        char for char in plain if char and sprite_path(char) and not "\U0001f1e6" <= char[0] <= "\U0001f1ff"
    ]


def _singulars(word: str) -> list[str]:
    """Guesses at the singular of an English plural, best first."""
    guesses = [word]
    if word.endswith("ies") and len(word) > 4:
        guesses.append(word[:-3] + "y")
    if word.endswith("ves") and len(word) > 4:
        guesses += [word[:-3] + "f", word[:-3] + "fe"]
    if word.endswith("es") and len(word) > 4:
        guesses.append(word[:-2])
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        guesses.append(word[:-1])
    for article in ("ال", "l'", "d'"):
        guesses += [word.removeprefix(article)] if word.startswith(article) else []
    return guesses


def _doubtless_plural(word: str, char: str) -> bool:
    """Whether the listed word is itself the plural of another word for the same thing."""
    forms = [form for form in _singulars(word)[1:] if form != word]
    return any(found and found[0] == char for found in (_own().find(Word(form, form)) for form in forms))


def find_noun(words: list[Word]) -> tuple[str, int, bool] | None:
    """The emoji for the longest label that begins the list: emoji, words used, whether it was a plural."""
    labels, own = _labels(), _own()
    for length in range(min(_LONGEST_LABEL, len(words)), 0, -1):
        head = [word.folded for word in words[: length - 1]]
        last = words[length - 1].folded
        for number, guess in enumerate(_singulars(last)):
            if length == 1 and (known := own.find(Word(guess, guess))):
                return known[0], 1, number > 0 or _doubtless_plural(last, known[0])
            label = " ".join([*head, guess])
            if label in labels:
                return labels[label], length, number > 0
    return None
