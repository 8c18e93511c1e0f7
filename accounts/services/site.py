"""What an operator changes about the doors of the site. Each takes effect with the next request."""

from django.db import connection, transaction

from accounts import handles, policies
from accounts.models import Region, ReservedHandle, SignUpMode, SignUpPolicy, User
from core import audit
from core.decisions import Conflict


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


def reserve_handle(*, name: str, reason: str, is_person: bool = False) -> ReservedHandle | None:
    """Keep `name`, and whatever looks like it, from newcomers. None when nothing in it can be read.

    A name that is kept already keeps its reason; once a public person's, it stays so.
    """
    skeleton = handles.skeleton(name)
    if not skeleton:
        return None
    told = {"reason": reason, "is_person": is_person}
    kept, _ = ReservedHandle.objects.get_or_create(skeleton=skeleton, defaults=told)
    if is_person and not kept.is_person:
        kept.is_person = True
        kept.save(update_fields=["is_person"])
    return kept


@transaction.atomic
def take_handle(*, handle: str, reason: str) -> ReservedHandle:
    """Give a free name to something that is no member: it is in nobody's reach from now on.

    `handle` is canonical. Raises Refused, and Conflict when it is being reserved at this moment.
    """
    hold_name(handle)
    policies.may_take_handle(handle).require()
    taken, is_new = ReservedHandle.objects.get_or_create(
        skeleton=handles.skeleton(handle), defaults={"reason": reason}
    )
    if not is_new:
        raise Conflict("handle.taken", "This name is taken, or looks like one that is.")
    return taken


def hold_name(handle: str) -> None:
    """Until the commit nobody else takes a name like this: members and all else that has one are rows of
    two tables, and no constraint is over both."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('accounts.names'), hashtext(%s))",
            [handles.skeleton(handle)],
        )
