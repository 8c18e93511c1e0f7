"""How the operator wants a model run."""

from dataclasses import dataclass

SIDE_STEP = 16  # pixels: what the model's grid of patches is made of
FRAME_STEP = 4  # frames that the model packs into one, after the first


@dataclass(frozen=True, slots=True)
class Options:
    """The size at which the model draws (the clip is scaled afterwards), and how long and how well."""

    width: int = 480
    height: int = 832
    frames: int = 81  # the most at once; a clip is as long as the model makes it
    fps: int = 16  # the rate at which the model was taught
    steps: int = 30
    guidance: float | None = None  # None: what the pipeline thinks best
    dtype: str = ""  # "bfloat16", "float16", "float32"; empty: bfloat16 on a GPU, float32 without

    def __post_init__(self) -> None:
        if self.width % SIDE_STEP or self.height % SIDE_STEP or min(self.width, self.height) <= 0:
            raise ValueError(f"{self.width}x{self.height}: both sides must be multiples of {SIDE_STEP}.")
        if self.frames < 1 or self.frames % FRAME_STEP != 1:
            raise ValueError(f"{self.frames} frames: must be a multiple of {FRAME_STEP}, and one.")
        if self.fps < 1 or self.steps < 1:
            raise ValueError("fps and steps must be 1 or more.")

    def frames_within(self, seconds: float) -> int:
        """As many frames as the model makes and `seconds` hold."""
        wanted = max(1, round(seconds * self.fps))
        return min(self.frames, (wanted - 1) // FRAME_STEP * FRAME_STEP + 1)
