"""Which clips a rights holder may look at."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from generation.models import Clip, ClipQuerySet
from rights.models import Approval, LicenseUse


def shown_to_holder(viewer: User) -> ClipQuerySet:
    """What rests on licenses of the holders that `viewer` is a member of: what is posted, and what waits
    for their approval. Any other draft is its maker's alone; a block between two people hides nothing here.
    """
    uses = LicenseUse.objects.of_member(viewer).made().filter(clip_id=OuterRef("pk"))
    asked = uses.filter(license__approval=Approval.CLIP)
    posted = Q(Exists(uses), published_at__isnull=False)
    return Clip.objects.available().filter(posted | Q(Exists(asked)))
