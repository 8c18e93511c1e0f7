"""What a work was at each revision of the registry: one row for each change, written with the change."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from core import audit
from rights.models import License, Registry, Version, Work


def keep(work: Work, *, by: User | None) -> Version:
    """Write down the work as it is now. Called after `registry.bump()`, which holds the number."""
    work = Work.objects.select_related("holder").get(pk=work.pk)
    revision = Registry.objects.values_list("revision", flat=True).get(pk=1)
    return Version.objects.create(work=work, revision=revision, by=by, content=_content(work))


def _content(work: Work) -> dict[str, Any]:
    return {
        "title": work.title,
        "holder": work.held_by,
        "alternative": work.alternative,
        "traits": work.traits,
        "exclusions": work.exclusions,
        "disputed": work.disputed_at is not None,
        "names": list(work.aliases.order_by("pk").values("text", "language", "mode", "wanted")),
        "descriptions": list(work.descriptions.order_by("pk").values("language", "text")),
        "licenses": [_license(it) for it in work.licenses.open().prefetch_related("grantees").order_by("pk")],
    }


def _license(license: License) -> dict[str, Any]:
    return {
        "id": license.pk,
        "state": license.state,
        "to": [audit.name_of(user) for user in license.grantees.all()] or license.open_to,
        "actions": license.actions,
        "prohibited": license.prohibited,
        "purposes": license.purposes,
        "territory": license.territory,
        "approval": license.approval,
        "price": license.price,
        "share": license.share,
        "starts_at": license.starts_at.isoformat(),
        "ends_at": license.ends_at.isoformat() if license.ends_at else None,
    }
