"""A disk of its own, for a test that reads every file there is."""

from tests.seaweed import disk_media

__all__ = ["disk_media"]
