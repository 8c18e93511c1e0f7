"""Spoken digits by PocketSphinx: the English model of its wheel, and a grammar of eleven words."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np

from cameos.enrolment.speech import SpeechUnavailable
from cameos.enrolment.voice import Voice, denoised, spoken_part

GRAMMAR: Final = Path(__file__).parent / "grammar"
# Narrower beams than the package's own are ten times as quick; a word costs more, as breath is no digit.
TUNED: Final[dict[str, Any]] = {"beam": 1e-30, "pbeam": 1e-30, "wbeam": 1e-20, "topn": 2, "wip": 0.05}


class Sphinx:
    def __init__(self) -> None:
        try:
            from pocketsphinx import Decoder, get_model_path  # noqa: PLC0415 - optional

            files = {"dict": str(GRAMMAR / "digits.dict"), "jsgf": str(GRAMMAR / "digits.gram")}
            hmm = f"{get_model_path()}/en-us/en-us"
            self._decoder = Decoder(hmm=hmm, lm=None, loglevel="FATAL", **files, **TUNED)
        except (ImportError, OSError, RuntimeError, ValueError) as error:
            raise SpeechUnavailable(str(error)) from error
        self._alone = Lock()

    def hear(self, voice: Voice) -> str:
        samples = (np.clip(spoken_part(denoised(voice)), -1, 1) * 32767).astype("<i2").tobytes()
        try:
            with self._alone:
                self._decoder.start_utt()
                self._decoder.process_raw(samples, full_utt=True)
                self._decoder.end_utt()
                heard = self._decoder.hyp()
        except (RuntimeError, ValueError) as error:
            raise SpeechUnavailable(str(error)) from error
        return str(heard.hypstr) if heard else ""
