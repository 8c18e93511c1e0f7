"""Video from text, or from a picture and text, with a model that the operator has put into a folder."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from generation.engines.base import Cancelled, EngineFailed, Footage, Frame, SourceType, Spec
from generation.engines.diffusers.loading import for_order, load, model_name
from generation.engines.diffusers.options import Options
from generation.engines.diffusers.picture import fit_picture

log = logging.getLogger(__name__)
LARGEST_SEED = 2**63 - 1
STEPS_SHARE = 0.95  # of the progress; the rest is turning latents into pictures


class DiffusersEngine:
    """Runs one pipeline, loaded at the first job and kept. Serves one job at a time.

    `options` are the fields of `Options`; nonsense among them raises ValueError at once.
    """

    def __init__(self, folder: str | Path, **options: Any) -> None:
        self._folder = Path(folder)
        self._options = Options(**options)
        self._pipe: Any = None

    def generate(
        self, spec: Spec, *, progress: Callable[[float], None], cancelled: Callable[[], bool]
    ) -> Footage:
        """Make the clip: all model work happens here, step by step.

        It may be shorter than `spec.seconds`: it lasts as long as the model could make it.
        """
        model = model_name(self._folder)
        if cancelled():
            raise Cancelled
        if self._pipe is None:
            self._pipe = load(self._folder, self._options)
        pictures = self._run(spec, _watch(progress, cancelled, steps=self._options.steps))
        progress(1.0)
        return Footage(
            frames=_fitted(pictures, width=spec.width, height=spec.height),
            frame_count=len(pictures),
            fps=self._options.fps,
            source_type=SourceType.MODEL,
            model=model,
            label="AI video",
            # Text only, no portraits: of beings it draws what the words say.
            undrawn=tuple(f"@{member.handle}" for member in spec.cast if not member.looks),
        )

    def _run(self, spec: Spec, watch: Callable[..., dict[str, Any]]) -> NDArray[np.float32]:
        """The model's own frames, of shape (count, height, width, 3), within 0..1."""
        options = self._options
        pipe = for_order(self._pipe, with_picture=spec.first_frame is not None)
        wishes: dict[str, Any] = {} if options.guidance is None else {"guidance_scale": options.guidance}
        if spec.first_frame is not None:
            wishes["image"] = fit_picture(spec.first_frame, width=options.width, height=options.height)
        try:
            with torch.inference_mode():
                made = pipe(
                    prompt=". ".join(filter(None, [spec.prompt, *(member.looks for member in spec.cast)])),
                    width=options.width,
                    height=options.height,
                    num_frames=options.frames_within(spec.seconds),
                    num_inference_steps=options.steps,
                    generator=torch.Generator("cpu").manual_seed(spec.seed & LARGEST_SEED),
                    output_type="np",
                    callback_on_step_end=watch,
                    **wishes,
                )
        except Cancelled:
            raise
        except Exception as error:  # whatever a pipeline raises
            log.exception("%s failed", self._folder)
            raise EngineFailed(_sentence(error)) from error
        return np.asarray(made.frames[0])


def _watch(
    progress: Callable[[float], None], cancelled: Callable[[], bool], *, steps: int
) -> Callable[..., dict[str, Any]]:
    """What the pipeline calls after each step.

    Setting the pipeline's own interrupt flag would still decode every frame; raising does not.
    """

    def after_step(_pipe: object, step: int, _time: object, tensors: dict[str, Any]) -> dict[str, Any]:
        if cancelled():
            raise Cancelled
        progress(STEPS_SHARE * min(1.0, (step + 1) / steps))
        return tensors

    return after_step


def _sentence(error: Exception) -> str:
    starved = isinstance(error, MemoryError | torch.OutOfMemoryError) or "allocate memory" in str(error)
    if starved:
        return "The model ran out of memory. Please try again later."
    return "The model could not make this clip."


def _fitted(pictures: NDArray[np.float32], *, width: int, height: int) -> Iterator[Frame]:
    """Each picture scaled to cover the wanted size, and its overhang cut off evenly."""
    rows, columns = pictures.shape[1:3]
    scale = max(width / columns, height / rows)
    size = max(width, round(columns * scale)), max(height, round(rows * scale))
    left, top = (size[0] - width) // 2, (size[1] - height) // 2
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    for picture in pictures:
        whole = np.rint(np.clip(np.nan_to_num(picture), 0, 1) * 255).astype(np.uint8)
        yield cv2.resize(whole, size, interpolation=way)[top : top + height, left : left + width]
