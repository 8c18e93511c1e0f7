"""The prompt read aloud, by the one voice that is inside its package."""

import logging
import re
import unicodedata
from functools import lru_cache
from typing import Any, Final

import numpy as np

from generation.engines.storyboard.paint.pixels import Field

from .tones import RATE

log = logging.getLogger(__name__)

_VOICE: Final = "heart"  # the others would be downloaded
_VOICE_RATE: Final = 24_000
_WORDS_A_SECOND: Final = 2.9
_FASTEST: Final = 1.22
_LEAST_LATIN: Final = 0.8  # share of the letters that must be Latin for an English voice
_UNSPEAKABLE: Final = re.compile(r"[^\w\s.,;:!?'’\"()-]+")


def speakable(prompt: str, seconds: float) -> str:
    """What of the prompt can be read in the time, in whole clauses if possible; nothing if not Latin."""
    text = re.sub(r"\s+", " ", _UNSPEAKABLE.sub(" ", unicodedata.normalize("NFC", prompt[:2000]))).strip()
    letters = [part for part in text if part.isalpha()]
    latin = sum("LATIN" in unicodedata.name(part, "") for part in letters)
    if not letters or latin < _LEAST_LATIN * len(letters):
        return ""
    text = "".join(part for part in text if not part.isalpha() or "LATIN" in unicodedata.name(part, ""))
    most = int(seconds * _WORDS_A_SECOND)
    words = [word[:24] for word in text.split()]
    if len(words) <= most:
        return " ".join(words)
    kept = words[:most]
    ends = [number for number, word in enumerate(kept) if word[-1] in ".,;:!?"]
    if ends and ends[-1] >= most // 2:
        kept = kept[: ends[-1] + 1]
    return " ".join(kept)


@lru_cache(maxsize=1)
def _voice() -> Any | None:
    """The voice, loaded once; None when its package is missing or broken."""
    try:
        from hibari import Hibari  # noqa: PLC0415 - optional, and a second to load

        return Hibari(voice=_VOICE)
    except Exception:
        log.warning("No narration: the voice cannot be loaded.", exc_info=True)
        return None


def narrate(prompt: str, seconds: float, seed: int) -> Field | None:
    """At most `seconds` of mono samples at 48 kHz; None with nothing to say or nobody to say it."""
    text = speakable(prompt, seconds)
    voice = _voice() if text else None
    if voice is None:
        return None
    try:
        speech = np.asarray(voice(text, seed=seed % (1 << 32)), np.float32)
        pace = len(speech) / _VOICE_RATE / seconds
        if pace > 1:
            speech = np.asarray(
                voice(text, speed=min(pace * 1.02, _FASTEST), seed=seed % (1 << 32)), np.float32
            )
    except Exception:
        log.warning("No narration: the voice failed on this text.", exc_info=True)
        return None
    if len(speech) < _VOICE_RATE // 10 or not np.isfinite(speech).all() or np.abs(speech).max() < 1e-3:
        return None
    return _at_48k(speech)[: int(seconds * RATE)]


def _at_48k(speech: Field) -> Field:
    """Twice as many samples, without mirror tones: the spectrum is kept and extended by silence."""
    spectrum = np.fft.rfft(speech)
    count = 2 * len(speech)
    longer = np.zeros(count // 2 + 1, np.complex128)
    longer[: len(spectrum)] = spectrum
    return (np.fft.irfft(longer, count) * 2).astype(np.float32)
