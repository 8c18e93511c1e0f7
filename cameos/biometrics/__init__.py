"""Sealing what belongs to a body, under a key of the person that it belongs to."""

from cameos.biometrics.keystore import KeyStore, KeysUnavailable, key_store
from cameos.biometrics.sealing import Damaged, seal, unseal

__all__ = ["Damaged", "KeyStore", "KeysUnavailable", "key_store", "seal", "unseal"]
