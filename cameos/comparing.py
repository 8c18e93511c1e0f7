"""What one version of a policy allows that another does not. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from cameos.models import Approval, ConsentPolicy, Scope

_EVER, _NEVER = datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)


def wider_terms(before: ConsentPolicy, after: ConsentPolicy) -> list[str]:
    """The names of the terms in which `after` lets somebody do something that `before` does not."""
    return [name for name, opens in _OPENS.items() if opens(getattr(before, name), getattr(after, name))]


def narrower_terms(before: ConsentPolicy, after: ConsentPolicy) -> list[str]:
    return wider_terms(after, before)


def _more(before: int | None, after: int | None) -> bool:
    return before is not None and (after is None or after > before)


def _places(before: list[str], after: list[str]) -> bool:
    """No list of countries is every country."""
    return bool(before) and not (after and set(after) <= set(before))


def _checks(rules: list[dict[str, Any]]) -> set[str]:
    return {rule["text"] for rule in rules}


_OPENS: dict[str, Callable[[Any, Any], bool]] = {
    "scope": lambda before, after: not Scope(before).includes(Scope(after)),
    "forbidden": lambda before, after: bool(set(before) - set(after)),
    "voice": lambda before, after: after and not before,
    "remix": lambda before, after: after and not before,
    "commercial": lambda before, after: after and not before,
    "regions": _places,
    "starts_at": lambda before, after: (after or _NEVER) < (before or _NEVER),
    "ends_at": lambda before, after: (after or _EVER) > (before or _EVER),
    "per_day": _more,
    "per_person_day": _more,
    "approval": lambda before, after: Approval(after).rank < Approval(before).rank,
    "rules": lambda before, after: bool(_checks(before) - _checks(after)),
}
