"""What people do with their likeness, and how others may rely on it."""

from collections.abc import Iterable

from accounts.models import User
from cameos.consent import Consent, consent_of
from cameos.models import Cameo, ConsentGrant
from core.locks import lock_for_share

__all__ = ["Consent", "hold_consents"]


def hold_consents(*, cameos: Iterable[Cameo], by: User) -> Consent:
    """The consent of all of them, which cannot change before the commit."""
    keys = [cameo.pk for cameo in cameos]
    owners = Cameo.objects.filter(pk__in=keys).values_list("owner_id", flat=True)
    lock_for_share(User.objects.filter(pk__in=[*owners, by.pk]))
    held = lock_for_share(Cameo.objects.filter(pk__in=keys))
    lock_for_share(ConsentGrant.objects.filter(cameo__in=keys, grantee=by))
    return consent_of(held, by=by)
