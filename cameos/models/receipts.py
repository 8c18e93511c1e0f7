"""Receipts: for each generation with a person in it, what was allowed and what came of it, signed."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from accounts.models import User


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def shown_to(self, user: User) -> ReceiptQuerySet:
        """Those of a person who was shown, or who made the clip."""
        return self.filter(Q(subject_id=user.pk) | Q(grantee_id=user.pk))

    def older_than(self, pk: int | None) -> ReceiptQuerySet:
        return self if pk is None else self.filter(number__lt=pk)

    def newest(self) -> ReceiptQuerySet:
        return self.order_by("-number")


class Receipt(models.Model):
    """Added, never changed or deleted: the database refuses. No foreign keys, as with the audit log."""

    number = models.BigAutoField(primary_key=True)
    id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    subject_id = models.BigIntegerField(help_text="the member who is shown")
    grantee_id = models.BigIntegerField(help_text="the member who made it")
    cameo_id = models.BigIntegerField(null=True, help_text="which of their likenesses; older ones name none")
    job_id = models.UUIDField()
    # Byte for byte what was signed; see cameos/receipts.py.
    document = models.TextField()
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=100, help_text="Ed25519, base64")

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["job_id", "subject_id", "cameo_id"], name="one_receipt_a_likeness"
            )
        ]
        indexes = [
            models.Index(fields=["subject_id", "-number"], name="receipts_of_subject"),
            models.Index(fields=["grantee_id", "-number"], name="receipts_of_maker"),
        ]

    def __str__(self) -> str:
        return f"receipt {self.id}"
