"""A pipeline from a folder: read locally, weights without pickle, or a sentence why not."""

import inspect
import json
import logging
from pathlib import Path
from typing import Any

import torch
from diffusers import DiffusionPipeline, WanImageToVideoPipeline

from generation.engines.base import EngineFailed
from generation.engines.diffusers.options import Options

log = logging.getLogger(__name__)
NEEDED = {"prompt", "num_frames", "num_inference_steps", "generator", "callback_on_step_end"}
LIBRARY: Any = DiffusionPipeline  # the library's own types stop here
FROM_PICTURE: Any = WanImageToVideoPipeline
DTYPES = {"bfloat16": torch.bfloat16, "float16": torch.float16, "float32": torch.float32}


def model_name(folder: Path) -> str:
    """Kind and name of the model, from its own index: "WanPipeline Wan2.2-TI2V-5B"."""
    if not (folder / "model_index.json").is_file():
        log.error("No diffusers folder at %s", folder.resolve())
        raise EngineFailed("No video model is installed here. Please tell the people who run this site.")
    try:
        kind = json.loads((folder / "model_index.json").read_text(encoding="utf-8"))["_class_name"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.exception("%s is no diffusers folder", folder)
        raise EngineFailed("The video model of this site is incomplete.") from error
    return f"{kind} {folder.name}"


def load(folder: Path, options: Options) -> Any:
    """Load the pipeline onto the GPU, or the CPU where there is none. Raises `EngineFailed`."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    dtype = options.dtype or ("bfloat16" if device == "cuda" else "float32")
    try:
        pipe = LIBRARY.from_pretrained(
            str(folder), local_files_only=True, use_safetensors=True, dtype=DTYPES[dtype]
        ).to(device)
    except Exception as error:  # whatever a broken folder makes the library raise
        log.exception("Could not load %s", folder)
        raise EngineFailed("The video model of this site could not be loaded.") from error
    if not inspect.signature(pipe.__call__).parameters.keys() >= NEEDED:
        raise EngineFailed("The model of this site does not make video from text.")
    pipe.set_progress_bar_config(disable=True)
    return pipe


def for_order(pipe: Any, *, with_picture: bool) -> Any:
    """The pipeline for an order with a picture or without one, over the weights of `pipe`.

    Raises EngineFailed where the model can't: a picture is never quietly left out.
    """
    image = inspect.signature(pipe.__call__).parameters.get("image")
    if with_picture:
        return pipe if image else _starting_from_picture(pipe)
    if image and image.default is inspect.Parameter.empty:
        raise EngineFailed("Clips here start from a picture. Add one and try again.")
    return pipe


def _starting_from_picture(pipe: Any) -> Any:
    if not getattr(pipe.config, "expand_timesteps", False):  # the one family that does both
        raise EngineFailed("Clips here can’t start from a picture. Remove it and try again.")
    other = FROM_PICTURE(**pipe.components, expand_timesteps=True)
    other.set_progress_bar_config(disable=True)
    return other
