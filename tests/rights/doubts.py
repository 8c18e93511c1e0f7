"""A matcher that is in doubt: it takes a phrase for a work, and is not certain."""

from typing import Any

import pytest

from core.decisions import Span
from rights.matching.hits import Hit, Stage
from rights.models import Work
from rights.registry import Edition


def doubt(patch: pytest.MonkeyPatch, phrase: str, work: Work, *, certain: bool = False) -> None:
    """From now on `phrase` may describe `work`."""
    find = Edition.find

    def find_and_doubt(edition: Edition, texts: list[str], *how: Any) -> list[Hit]:
        places = [(index, text.find(phrase)) for index, text in enumerate(texts)]
        return find(edition, texts, *how) + [
            Hit(index, Span(at, at + len(phrase)), work.pk, Stage.DESCRIBED, 0.81, certain)
            for index, at in places
            if at >= 0
        ]

    patch.setattr(Edition, "find", find_and_doubt)
