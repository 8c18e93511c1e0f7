"""Who does not let a clip with them be shown at this moment."""

from __future__ import annotations

from django.db import models


class Unwilling(models.Model):
    """Somebody in a clip whose consent its maker does not have now, and who has not let this clip stay.

    A view, written in SQL by a migration (0005): put together by the ORM the same question cost each page
    more time than all its answers. `cameos.policies.judge` says the same of one likeness and one maker, and
    `cameos.models.between` of all likenesses; tests hold the three together.
    """

    clip = models.OneToOneField("Clip", primary_key=True, on_delete=models.DO_NOTHING, related_name="+")

    class Meta:
        managed = False
        db_table = "generation_unwilling"

    def __str__(self) -> str:
        return f"unwilling in clip {self.clip_id}"
