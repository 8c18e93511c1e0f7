"""Reading likenesses: who is named in a text, and what their consent says now."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from cameos.consent import Consent, consent_of
from cameos.models import Cameo
from core.decisions import Span

_HANDLE = re.compile(r"(?<![\w@.])@([A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?)")


@dataclass(frozen=True, slots=True)
class Mention:
    """An @handle in a text; `cameo` is None where nobody of that name has a likeness here."""

    handle: str
    span: Span
    cameo: Cameo | None


def mentions(text: str) -> list[Mention]:
    """Every @handle of `text`, in order."""
    found = [(match.group(1).lower(), Span(*match.span())) for match in _HANDLE.finditer(text)]
    rows = Cameo.objects.by_handle([handle for handle, _ in found]).filter(withdrawn_at=None)
    cameos = {cameo.owner.username: cameo for cameo in rows.select_related("owner")} if found else {}
    return [Mention(handle, span, cameos.get(handle)) for handle, span in found]


def read_consents(*, cameos: Iterable[Cameo], by: User) -> Consent:
    """What `services.hold_consents` would say now. Holds nothing."""
    rows = Cameo.objects.filter(pk__in=[cameo.pk for cameo in cameos]).select_related("owner")
    return consent_of(list(rows.order_by("pk")), by=by)
