"""AES-256-GCM: a number used once, then the text; what it is about must be said again to open it."""

from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12  # bytes


class Damaged(Exception):
    """It was changed, or belongs somewhere else, or to another key."""


def seal(key: bytes, plain: bytes, about: str) -> bytes:
    """Whoever has `key` can read it, as what it is `about`: no piece can take another's place."""
    nonce = token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, about.encode())


def unseal(key: bytes, sealed: bytes, about: str) -> bytes:
    """Raises Damaged."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], about.encode())
    except (InvalidTag, ValueError) as error:
        raise Damaged(about) from error
