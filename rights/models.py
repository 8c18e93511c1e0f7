"""Works, who holds them, and what their holders allow. What no license opens is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User

OPERATE = "rights.operate_registry"


class HolderStatus(models.TextChoices):
    APPLIED = "applied", "Applied"
    ACTIVE = "active", "Active"
    SUSPENDED = "suspended", "Suspended"


class RightsHolderQuerySet(models.QuerySet["RightsHolder"]):
    def managed_by(self, user: User) -> RightsHolderQuerySet:
        return self if user.has_perm(OPERATE) else self.filter(members=user.pk)


class RightsHolder(models.Model):
    name = models.CharField(max_length=200, unique=True)
    status = models.CharField(max_length=10, choices=HolderStatus, default=HolderStatus.APPLIED)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="rights_holders", blank=True)

    objects = RightsHolderQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class WorkKind(models.TextChoices):
    CHARACTER = "character", "Character"
    FRANCHISE = "franchise", "Franchise"
    BRAND = "brand", "Brand"
    SONG = "song", "Song"
    ARTWORK = "artwork", "Artwork"
    PERSON = "person", "Public person"


class WorkQuerySet(models.QuerySet["Work"]):
    def managed_by(self, user: User) -> WorkQuerySet:
        """The works of the holders that `user` is a member of; all of them for the operators."""
        return self if user.has_perm(OPERATE) else self.filter(holder__in=user.rights_holders.all())


class Work(models.Model):
    """Something protected: a character, a brand, a public person."""

    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=WorkKind)
    # Empty while nobody has claimed the entry; `holder_name` then says who is known to hold it.
    holder = models.ForeignKey(
        RightsHolder, on_delete=models.PROTECT, null=True, blank=True, related_name="works"
    )
    holder_name = models.CharField(max_length=200, blank=True)
    franchise = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="parts",
        help_text="the world that a character belongs to: its other names tell what a common word means",
    )  # fmt: skip
    alternative = models.CharField(
        max_length=120, blank=True, help_text='a lawful generic wording: "a cloud-caped pilot"'
    )

    objects = WorkQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        permissions = [("operate_registry", "Can manage works, licenses and holders of everybody")]

    def __str__(self) -> str:
        return self.title

    @property
    def held_by(self) -> str:
        return self.holder.name if self.holder else self.holder_name


class MatchMode(models.TextChoices):
    STRONG = "strong", "Blocks alone"
    CONTEXT = "context", "Needs capitals or a second sign"


class AliasQuerySet(models.QuerySet["Alias"]):
    def managed_by(self, user: User) -> AliasQuerySet:
        return self.filter(work__in=Work.objects.managed_by(user))


class Alias(models.Model):
    """A name under which a work is known."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=120)
    folded = models.CharField(max_length=480, help_text="the text as the matcher reads it", editable=False)
    mode = models.CharField(max_length=8, choices=MatchMode, default=MatchMode.STRONG)

    objects = AliasQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "aliases"
        constraints = [
            models.UniqueConstraint(fields=["work", "text"], name="alias_once"),
            models.CheckConstraint(condition=~Q(folded=""), name="alias_not_empty_when_folded"),
        ]

    def __str__(self) -> str:
        return self.text


class LicenseQuerySet(models.QuerySet["License"]):
    def open(self) -> LicenseQuerySet:
        """Not revoked; it may not have begun, or have ended."""
        return self.filter(revoked_at=None)

    def active(self) -> LicenseQuerySet:
        """By the clock of the database, which is one, and not that of whichever machine asks."""
        return self.open().filter(
            Q(ends_at=None) | Q(ends_at__gt=Now()),
            starts_at__lte=Now(),
            work__holder__status=HolderStatus.ACTIVE,
        )

    def managed_by(self, user: User) -> LicenseQuerySet:
        return self.filter(work__in=Work.objects.managed_by(user))

    def for_grantee(self, user_id: int) -> LicenseQuerySet:
        return self.filter(Q(grantee=None) | Q(grantee=user_id))


class License(models.Model):
    """A holder lets everyone, or one person, depict a work."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="licenses")
    grantee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="licenses",
        help_text="nobody named: everyone",
    )
    credit_line = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = LicenseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=models.F("starts_at")),
                name="license_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"license of {self.work} to {self.grantee or 'everyone'}"


class Registry(models.Model):
    """One row: the number of the registry's latest change, which every process compares with its own."""

    revision = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_registry")]
        verbose_name_plural = "registry"

    def __str__(self) -> str:
        return f"revision {self.revision}"
