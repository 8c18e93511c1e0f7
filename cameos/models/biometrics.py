"""What a site keeps of a body: under a key of each person, whose end is the end of all of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class PersonKey(models.Model):
    """The key under which everything of one person's body is stored, wrapped by the site's own.

    Without this row none of it can be read again, in a backup of the files neither.
    """

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="person_key"
    )
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"key of {self.owner}"


class FacePrint(models.Model):
    """The vector of a face, sealed: another portrait, and another member, are compared with it."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="face_print"
    )
    sealed = models.BinaryField()
    made_at = models.DateTimeField(
        db_default=Now(), help_text="by the clock of the database, as `searched_at` of pictures"
    )

    def __str__(self) -> str:
        return f"face of {self.owner}"


class SeenRecording(models.Model):
    """The digest of a recording that was handed in once. It says nothing of whom it shows."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256[:12]
