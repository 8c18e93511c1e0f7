"""Storages that need more than a line in the settings."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Static files under names that carry their hash, compressed once.

    A name that the manifest lacks is served as it is: a page with one missing picture
    is better than no page.
    """

    manifest_strict = False
