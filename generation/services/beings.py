"""Making and describing beings: their words stand before rights and safety first, as every prompt does."""

from __future__ import annotations

from collections.abc import Sequence

from accounts.models import User
from cameos import services as cameos
from cameos.models import Cameo, Kind
from cameos.services import Looks
from generation.gate import judge_words


def make_being(*, handle: str, looks: Looks, pictures: Sequence[bytes], country: str, by: User) -> Cameo:
    """Put a being here whose handle, name and description are nobody's work. `handle` is canonical, and
    `pictures` are square JPEGs without a face in them. Raises Refused and Conflict."""
    spoken = handle.replace("_", " ").replace(".", " ")
    judge_words([spoken, *_said(looks)], by=by).require()
    return cameos.admit_being(handle=handle, looks=looks, pictures=pictures, country=country, by=by)


def describe_being(*, cameo: Cameo, looks: Looks, by: User) -> Cameo:
    """What it looks like from now on. Words that stand there already are not judged here, but in every clip:
    they keep nobody from taking pictures away. Raises Refused."""
    before = _said(Looks(Kind(cameo.kind), cameo.name, cameo.description))
    judge_words([words for words in _said(looks) if words not in before], by=by).require()
    return cameos.redescribe_being(cameo=cameo, looks=looks, by=by)


def _said(looks: Looks) -> list[str]:
    return [looks.name, f"{looks.name}, {looks.description}"]
