"""Faces in pictures: where they are, how they look at the camera, and whether two are one person's.

Which detector and which embedder work is a setting. Where a package is missing, every function here
raises `FacesUnavailable`. No caller may take that for "no face" or "the same face": it asks a
person, or refuses.
"""

from cameos.faces.face import Box, Embedding, Face, FacesUnavailable, Image
from cameos.faces.matching import Likeness, compare, distance
from cameos.faces.measures import eye_distance, eyes_shown, light, pitch, sharpness, yaw
from cameos.faces.redrawing import redraw
from cameos.faces.registry import embed, find_faces
from cameos.faces.search import Seen, Spot, search_faces

__all__ = [
    "Box",
    "Embedding",
    "Face",
    "FacesUnavailable",
    "Image",
    "Likeness",
    "Seen",
    "Spot",
    "compare",
    "distance",
    "embed",
    "eye_distance",
    "eyes_shown",
    "find_faces",
    "light",
    "pitch",
    "redraw",
    "search_faces",
    "sharpness",
    "yaw",
]
