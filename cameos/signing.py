"""The site's signature under receipts: Ed25519, keys by their id, so that old receipts outlive a new key."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PublicKeys = Mapping[str, Ed25519PublicKey]
INFO = b"assent receipts 1"


class BadKey(ValueError):
    """What should be a key is none."""


@cache
def private_key(given: str, secret: str) -> Ed25519PrivateKey:
    """`given`, 32 bytes in base64; or, where that is empty, made from the site's secret, always the same."""
    if given:
        return Ed25519PrivateKey.from_private_bytes(_bytes(given))
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=INFO).derive(secret.encode())
    return Ed25519PrivateKey.from_private_bytes(derived)


def own_key() -> Ed25519PrivateKey:
    return private_key(settings.RECEIPT_KEY, settings.SECRET_KEY)


def published_keys() -> PublicKeys:
    """The key that signs now, and those that have signed before."""
    return keys_by_id([encode(own_key().public_key()), *settings.RECEIPT_OLD_KEYS])


def keys_by_id(keys: Iterable[str]) -> PublicKeys:
    """Public keys, 32 bytes in base64 each. Raises BadKey."""
    found = [Ed25519PublicKey.from_public_bytes(_bytes(key)) for key in keys]
    return {id_of(key): key for key in found}


def id_of(key: Ed25519PublicKey) -> str:
    """A key's name is made from the key, so that nobody can give it to another one."""
    return sha256(key.public_bytes_raw()).hexdigest()[:16]


def encode(key: Ed25519PublicKey) -> str:
    return b64encode(key.public_bytes_raw()).decode()


def sign(document: str) -> tuple[str, str]:
    """The id of the key, and the signature in base64."""
    key = own_key()
    return id_of(key.public_key()), b64encode(key.sign(document.encode())).decode()


def is_signed(document: str, *, key: Ed25519PublicKey, signature: str) -> bool:
    try:
        raw = b64decode(signature, validate=True)
        key.verify(raw, document.encode())
    except (InvalidSignature, NotBase64, ValueError):  # UnicodeError is a ValueError
        return False
    return b64encode(raw).decode() == signature  # base64 writes the same bytes in more than one way


def _bytes(key: str) -> bytes:
    try:
        raw = b64decode(key, validate=True)
    except (NotBase64, ValueError) as error:
        raise BadKey("A key is 32 bytes in base64.") from error
    if len(raw) != 32:
        raise BadKey("A key is 32 bytes in base64.")
    return raw
