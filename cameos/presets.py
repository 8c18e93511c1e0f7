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


_PRESETS: dict[Preset, dict[str, Any]] = {
    Preset.PRIVATE: {"scope": Scope.ONLY_ME, "approval": Approval.NEVER, "per_person_day": None},
    Preset.FRIENDS: {"scope": Scope.MUTUALS, "approval": Approval.NEVER, "per_person_day": None},
    Preset.PUBLIC: {"scope": Scope.EVERYONE, "approval": Approval.OUTSIDE, "per_person_day": 3},
}
# The same in all three. Rules in words and dates are the owner's own, and stay as they are.
_COMMON = {"voice": True, "remix": True, "commercial": False, "regions": [], "per_day": None}


def terms_of(preset: Preset) -> dict[str, Any]:
    return {**_COMMON, "forbidden": cautious(), **_PRESETS[preset]}


def preset_of(policy: ConsentPolicy) -> Preset | None:
    """Which one a policy is; None is "Custom"."""
    for preset in Preset:
        terms = terms_of(preset)
        if all(getattr(policy, name) == value for name, value in terms.items()):
            return preset
    return None
