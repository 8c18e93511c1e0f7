"""Is the finished file fit to be shown? Looked at before anyone sees it."""

from generation.media.encode import Encoded
from generation.media.probe import Probe, Unplayable, probe

TOLERANCE_SECONDS = 0.2
DARKEST = 28.0  # luma of the brightest moment; black is 16
STILLEST = 0.4  # luma; an encoded still picture shows up to 0.2
QUIETEST = 0.001  # RMS: -60 dBFS


def find_problems(clip: Encoded) -> list[str]:
    """What is wrong with the clip, as sentences; an empty list means that it may be shown."""
    if not clip.poster.is_file():
        return ["The clip has no poster."]
    try:
        seen = probe(clip.video)
    except Unplayable:
        return ["The clip cannot be played."]
    return [*_form(seen, clip), *_content(seen, clip)]


def _form(seen: Probe, clip: Encoded) -> list[str]:
    found = []
    if seen.codec != "h264" or not seen.faststart:
        found.append("The clip is not in a form that every browser plays.")
    if (seen.width, seen.height) != (clip.width, clip.height):
        found.append(f"The picture is {seen.width}x{seen.height}, not {clip.width}x{clip.height}.")
    if abs(seen.seconds - clip.seconds) > TOLERANCE_SECONDS:
        found.append(f"The clip lasts {seen.seconds:.1f} s, not {clip.seconds:.1f} s.")
    return found


def _content(seen: Probe, clip: Encoded) -> list[str]:
    found = []
    if seen.brightness < DARKEST:
        found.append("The picture is black.")
    elif seen.motion < STILLEST:
        found.append("The picture does not move.")
    if clip.has_sound and seen.loudness < QUIETEST:
        found.append("The sound is silent.")
    return found
