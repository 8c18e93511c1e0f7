"""Which actions a text asks for: to show a work, its logo, its voice, to remix it, to earn with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rights.models.works import WorkKind
from rights.profile import Action, Purpose

# Somebody speaks or sings: words in quotation marks after a verb of saying, or the verb for the sound itself.
_SPOKEN = re.compile(
    r"""\b(?:say|says|said|shout|shouts|whisper|whispers|sing|sings|singing|speak|speaks|narrat\w+|voice[ds]?)\b"""
    r"""|["“«「『][^"”»」』]{2,}["”»」』]"""
)


def actions_on(
    kind: str, texts: Sequence[str], *, purpose: str = Purpose.PERSONAL, remixes: bool = False
) -> frozenset[str]:
    """What a clip made from `texts` does with a work of this kind."""
    actions = {Action.LOGO if kind == WorkKind.BRAND else Action.DEPICT}
    if kind in _WITH_A_VOICE and any(_SPOKEN.search(text) for text in texts):
        actions.add(Action.VOICE)
    if remixes:
        actions.add(Action.REMIX)
    if purpose == Purpose.COMMERCIAL:
        actions.add(Action.COMMERCIAL)
    return frozenset(str(action) for action in actions)


_WITH_A_VOICE = (WorkKind.CHARACTER, WorkKind.PERSON, WorkKind.ESTATE, WorkKind.SONG)
