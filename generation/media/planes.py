"""The pixels inside an encoder's frame, without copying them."""

import numpy as np
from av import VideoFrame
from numpy.typing import NDArray


def rows(picture: VideoFrame) -> NDArray[np.uint8]:
    """The first plane (all of packed RGB; luma of YUV) as writable rows, padding cut off."""
    plane = picture.planes[0]
    padded = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    bytes_per_row = picture.width * (3 if picture.format.name == "rgb24" else 1)
    return padded[: picture.height, :bytes_per_row]
