"""Files that nobody needs any more go from the storage."""

from __future__ import annotations

import logging

from django.core.files.storage import default_storage

log = logging.getLogger(__name__)


def discard_files(*names: str | None) -> None:
    """Remove each of them. One that the storage does not let go keeps no other; a sweep finds it later."""
    for name in filter(None, names):
        try:
            default_storage.delete(name)
        except Exception:  # of whatever storage
            log.exception("A file could not be removed: %s", name)
