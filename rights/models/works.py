"""Works, the names under which they are known, and how they look. What no license opens is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from rights.models.holders import OPERATE, RightsHolder

if TYPE_CHECKING:
    from accounts.models import User


class WorkKind(models.TextChoices):
    CHARACTER = "character", "Character"
    FRANCHISE = "franchise", "Franchise"
    BRAND = "brand", "Brand"
    SONG = "song", "Song"
    ARTWORK = "artwork", "Artwork"
    STYLE = "style", "Artist's style"
    PERSON = "person", "Public person"
    ESTATE = "estate", "Estate of a person"


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
    traits = models.JSONField(
        default=list, blank=True, help_text='wordings of each telling trait: [["red cap", "red hat"], …]'
    )
    exclusions = ArrayField(
        models.CharField(max_length=120), default=list, blank=True,
        help_text="words that say that something else is meant",
    )  # fmt: skip
    # Two claims freeze each other: a disputed work stays protected, and nobody can open it.
    disputed_at = models.DateTimeField(null=True, blank=True)

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
    NEVER = "never", "Never alone: only a second sign for other names"


class AliasQuerySet(models.QuerySet["Alias"]):
    def managed_by(self, user: User) -> AliasQuerySet:
        return self.filter(work__in=Work.objects.managed_by(user))


class Alias(models.Model):
    """A name under which a work is known."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=120)
    folded = models.CharField(max_length=480, help_text="the text as the matcher reads it", editable=False)
    language = models.CharField(max_length=20, blank=True, help_text="BCP 47, where it is known")
    script = models.CharField(max_length=20, blank=True, editable=False, help_text="of most of its letters")
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


class Description(models.Model):
    """How a work looks, in plain words and without its name."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="descriptions")
    language = models.CharField(max_length=20, default="en")
    text = models.TextField(max_length=1000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["work", "language"], name="described_once_a_language")]

    def __str__(self) -> str:
        return self.text[:60]


class Calibration(models.Model):
    """How near innocent texts come to a description, by one encoder, and where the bands begin for it.

    Scores are cosines of sentence windows; `mean` and `deviation` are those of the background corpus.
    """

    description = models.ForeignKey(Description, on_delete=models.CASCADE, related_name="calibrations")
    encoder = models.CharField(max_length=60, help_text="name and version of the model")
    mean = models.FloatField()
    deviation = models.FloatField()
    review_at = models.FloatField(help_text="z-score from which a person looks at it")
    block_at = models.FloatField(help_text="z-score from which it is refused")
    text_sha256 = models.CharField(max_length=64, help_text="of the description that was calibrated")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["description", "encoder"], name="calibrated_once_an_encoder")
        ]

    def __str__(self) -> str:
        return f"{self.encoder} for {self.description_id}"


class EvidenceFile(models.Model):
    """A file that a holder has handed in about a work. Only they and the operators see it."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="evidence")
    file = models.FileField(upload_to="evidence/")
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.note or str(self.file.name)
