"""The engine for real models: any pipeline in a local diffusers folder that makes video from text, or from
a picture and text.

Importing this package imports torch; nothing else in the project does.
"""

import os

os.environ["HF_HUB_OFFLINE"] = "1"  # before the library reads it: nothing is ever fetched

from generation.engines.diffusers.engine import DiffusersEngine
from generation.engines.diffusers.options import Options

__all__ = ["DiffusersEngine", "Options"]
