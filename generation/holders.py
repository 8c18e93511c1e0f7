"""Which clips a rights holder may look at."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from generation.models import Clip, ClipQuerySet
from rights.models import Approval, LicenseUse


def shown_to_holder(viewer: User) -> ClipQuerySet:
    """What rests on licenses of the holders that `viewer` is a member of: what is posted, and what waits
    for their approval. Any other draft is its maker's alone; a block between two people hides nothing here.
    """
    uses = LicenseUse.objects.of_member(viewer).made()
    asked = uses.filter(license__approval=Approval.CLIP)
    posted = Q(published_at__isnull=False, pk__in=uses.values("clip_id"))
    return Clip.objects.available().filter(posted | Q(pk__in=asked.values("clip_id")))
