"""Text to words: in any script, without accidents of case, width or accents."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 6000  # characters of a prompt that are read at all
_WORD: Final = re.compile(r"[^\W_]+(?:[’'\u200c-][^\W_]+)*")
_UNSPACED: Final = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f]+"
)  # kana and han: written without spaces


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written, and folded for comparison."""

    text: str
    folded: str

    @property
    def unspaced(self) -> bool:
        return bool(_UNSPACED.search(self.text))


def fold(text: str) -> str:
    """Lower case, one width, no accents (they are often left out), no Arabic vowel signs."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(part for part in parts if not unicodedata.combining(part) or part in "\u3099\u309a")
    return unicodedata.normalize("NFC", plain).replace("’", "'").replace("\u0640", "").replace("ı", "i")


def read(prompt: str) -> list[Word]:
    """The words of a prompt, in order. Runs of kana and han stay whole."""
    words: list[Word] = []
    for found in _WORD.finditer(unicodedata.normalize("NFC", prompt[:LONGEST])):
        for piece in _split_scripts(found.group()):
            words.append(Word(piece, fold(piece).removesuffix("'s")))
    return [word for word in words if word.folded]


def _split_scripts(text: str) -> list[str]:
    """Cut where an unspaced script meets a spaced one."""
    pieces, at = [], 0
    for run in _UNSPACED.finditer(text):
        pieces += [text[at : run.start()], run.group()]
        at = run.end()
    return [piece for piece in [*pieces, text[at:]] if piece]
