"""Disk and object store, for the tests of this folder."""

from tests.seaweed import disk_media, s3_media, seaweed

__all__ = ["disk_media", "s3_media", "seaweed"]
