"""Terms in words, for people who read them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import TextChoices

from rights.models import License
from rights.profile import Action, Approval, CoAppearance, Ending, Purpose, Theme
from rights.services import Offer
from rights.terms import DRAFT


def who(license: License) -> str:
    """Whom a license is for: everyone, or the people by handle."""
    people = ", ".join(f"@{user.username}" for user in license.grantees.all())
    return people or license.get_open_to_display()


def labels(choices: type[TextChoices], values: Iterable[str]) -> str:
    return ", ".join(choice.label for choice in choices if choice.value in set(values))


def _not_beside(terms: License | Offer) -> str:
    works = terms.not_with if isinstance(terms, Offer) else terms.not_with.all()
    return ", ".join(sorted(work.title for work in works))


def sentences(terms: License | Offer) -> list[str]:
    """One sentence for each term that says something."""
    found = [
        f"Allowed: {labels(Action, terms.actions).lower() or 'nothing'}.",
        f"Never: {labels(Action, terms.prohibited).lower()}." if terms.prohibited else "",
        f"Only for: {labels(Purpose, terms.purposes).lower()}." if terms.purposes else "For any purpose.",
        f"Only in: {', '.join(terms.territory)}." if terms.territory else "Everywhere.",
        "For its maker alone: not to be posted." if terms.audience == DRAFT else "",
        f"At most {terms.max_seconds} seconds." if terms.max_seconds else "",
        f"At most {terms.per_day} clips a day." if terms.per_day else "",
        f"At most {terms.total} clips." if terms.total else "",
        f"{CoAppearance(terms.co_appearance).label}." if terms.co_appearance != CoAppearance.ANY else "",
        f"Not beside: {others}." if (others := _not_beside(terms)) else "",
        f"Not with: {labels(Theme, terms.forbidden_themes).lower()}." if terms.forbidden_themes else "",
        f"You approve: {Approval(terms.approval).label.lower()}." if terms.approval != Approval.NONE else "",
        f"{terms.price} credits a clip." if terms.price else "",
        f"{terms.share} % of what the clip earns." if terms.share else "",
        f"Credit line: {terms.credit_line}." if terms.credit_line else "",
        f"From {terms.starts_at:%Y-%m-%d}." if terms.starts_at else "",
        f"Until {terms.ends_at:%Y-%m-%d}." if terms.ends_at else "Until you revoke it.",
        f"When it ends: {Ending(terms.at_end).label.lower()}.",
    ]
    return [sentence for sentence in found if sentence]
