"""Credits: a wallet for each person, and the ledger that explains every change of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Wallet(models.Model):
    """What a person may spend now, and what is set aside for running jobs, in whole credits."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wallet")
    available = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(available__gte=0) & Q(held__gte=0), name="wallet_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.available} credits of {self.user}"


class EntryKind(models.TextChoices):
    ALLOWANCE = "allowance", "Daily allowance"
    HOLD = "hold", "Set aside"
    SETTLE = "settle", "Spent"
    RELEASE = "release", "Given back"


class LedgerEntry(models.Model):
    """One movement. Rows are added, never changed; the wallet is their sum.

    `available` and `held` are the signed changes of the two columns of the wallet.
    """

    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=EntryKind)
    available = models.IntegerField()
    held = models.IntegerField()
    key = models.CharField(max_length=80, help_text='what it is for: "job:<id>", "day:2026-11-24"')
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "ledger entries"
        constraints = [
            models.UniqueConstraint(fields=["wallet", "key", "kind"], name="ledger_once"),
            # A hold ends once: settled or released, whichever comes first.
            models.UniqueConstraint(
                fields=["wallet", "key"],
                condition=Q(kind__in=[EntryKind.SETTLE, EntryKind.RELEASE]),
                name="hold_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
