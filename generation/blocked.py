"""Files that must not come back, known by their checksum."""

from __future__ import annotations

from django.db import models


class BlockedMedia(models.Model):
    """The very file was taken down for good: no clip, and no upload, may be it again."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    source = models.CharField(max_length=80, help_text='what it came from: "likenessclaim:3"')
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256
