"""Who wraps the keys of persons: the site's own key, or whatever a setting names (an HSM, a key service)."""

from __future__ import annotations

from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from cameos.biometrics.sealing import Damaged, seal, unseal


class KeysUnavailable(Exception):
    """Keys can neither be made nor opened now. Nothing is taken in, and nothing shown."""


class KeyStore(Protocol):
    """Both raise KeysUnavailable."""

    def wrap(self, key: bytes, about: str) -> bytes: ...

    def unwrap(self, wrapped: bytes, about: str) -> bytes: ...


class SiteKey:
    """The one of LIKENESS_KEY."""

    def wrap(self, key: bytes, about: str) -> bytes:
        return seal(self._key, key, about)

    def unwrap(self, wrapped: bytes, about: str) -> bytes:
        try:
            return unseal(self._key, wrapped, about)
        except Damaged as error:
            raise KeysUnavailable("This key was wrapped by another LIKENESS_KEY.") from error

    @property
    def _key(self) -> bytes:
        if not settings.LIKENESS_KEY:
            raise KeysUnavailable("LIKENESS_KEY is not set.")
        key: bytes = settings.LIKENESS_KEY
        return key


def key_store() -> KeyStore:
    """The one that the settings name. Raises KeysUnavailable."""
    try:
        return cast(KeyStore, import_string(settings.LIKENESS_KEY_STORE)())
    except ImportError as error:
        raise KeysUnavailable(str(error)) from error
