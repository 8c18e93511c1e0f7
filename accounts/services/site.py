"""What an operator changes about the doors of the site. Each takes effect with the next request."""

from django.db import transaction

from accounts import handles
from accounts.models import Region, ReservedHandle, SignUpMode, SignUpPolicy, User
from core import audit


@transaction.atomic
def set_sign_up_mode(*, mode: SignUpMode, by: User | None) -> SignUpPolicy:
    policy, _ = SignUpPolicy.objects.update_or_create(pk=1, defaults={"mode": mode})
    audit.record("sign_up.mode_changed", policy, by=by, mode=mode)
    return policy


@transaction.atomic
def change_region(*, region: Region, by: User | None) -> Region:
    """Store `region` as it was filled in."""
    region.country = region.country.upper()
    region.save()
    features = {name: getattr(region, name) for name in ("sign_up", "generate", "likeness", "view")}
    audit.record("region.changed", region, by=by, minimum_age=region.minimum_age, **features)
    return region


def reserve_handle(*, name: str, reason: str) -> ReservedHandle | None:
    """Keep `name`, and whatever looks like it, from newcomers. None when nothing in it can be read."""
    skeleton = handles.skeleton(name)
    if not skeleton:
        return None
    return ReservedHandle.objects.get_or_create(skeleton=skeleton, defaults={"reason": reason})[0]
