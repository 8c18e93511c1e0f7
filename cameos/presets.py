"""Ready-made terms. Whatever is changed in one of them is "Custom"."""

from __future__ import annotations

from typing import Any

from django.db import models

from cameos.models import Approval, ConsentPolicy, Scope
from cameos.models.terms import cautious


class Preset(models.TextChoices):
    PRIVATE = "private", "Private"
    FRIENDS = "friends", "Friends"
    PUBLIC = "public", "Public"


# Private shuts the door and touches nothing else: a limit that went with it would have to be asked about.
_PRIVATE = {"scope": Scope.ONLY_ME}
_OPEN: dict[Preset, dict[str, Any]] = {
    Preset.FRIENDS: {"scope": Scope.MUTUALS, "approval": Approval.NEVER, "per_person_day": None},
    Preset.PUBLIC: {"scope": Scope.EVERYONE, "approval": Approval.OUTSIDE, "per_person_day": 3},
}
# The same in both. Rules in words and dates are the owner's own, and stay as they are.
_COMMON = {"voice": True, "remix": True, "commercial": False, "regions": [], "per_day": None}


def terms_of(preset: Preset) -> dict[str, Any]:
    """What it sets; all else stays."""
    if preset == Preset.PRIVATE:
        return _PRIVATE
    return {**_COMMON, "forbidden": cautious(), **_OPEN[preset]}


def preset_of(policy: ConsentPolicy) -> Preset | None:
    """Which one a policy is; None is "Custom"."""
    for preset in Preset:
        terms = terms_of(preset)
        if all(getattr(policy, name) == value for name, value in terms.items()):
            return preset
    return None
