"""A receipt as a file: what it says, and whether it says so with the site's signature. No database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cameos.signing import PublicKeys, id_of, is_signed

KIND = "assent.receipt/1"
FILE_LIMIT = 64 * 1024  # bytes
PARTS = ("document", "key_id", "signature")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Is the file a receipt of this site, to the letter? `says` is what it says, if it is."""

    genuine: bool
    reason: str
    says: Mapping[str, Any] = field(default_factory=dict)


def write(document: Mapping[str, Any]) -> str:
    """The one way in which a receipt is written down: what is signed are its very bytes."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def as_file(*, document: str, key_id: str, signature: str) -> str:
    return json.dumps(
        {"document": document, "key_id": key_id, "signature": signature}, ensure_ascii=False, indent=1
    )


def verify(text: str, *, keys: PublicKeys) -> Verdict:
    """Whether `text`, a receipt's file, was signed by one of `keys`, and nothing in it was changed since."""
    parts = _parts(text)
    if parts is None:
        return Verdict(False, "This is no receipt: a receipt has a document, a key’s id and a signature.")
    document, key_id, signature = parts
    key = keys.get(key_id)
    if key is None or id_of(key) != key_id:
        return Verdict(False, "It is signed with a key that this site has never used.")
    if not is_signed(document, key=key, signature=signature):
        return Verdict(False, "The signature does not fit: something was changed.")
    says = _read(document)
    if says is None or says.get("type") != KIND:
        return Verdict(False, "It is signed, but it is no receipt.")
    return Verdict(True, "Genuine: signed by this site, and unchanged since.", says)


def _parts(text: str) -> tuple[str, str, str] | None:
    if len(text.encode("utf-8", "surrogatepass")) > FILE_LIMIT:
        return None
    row = _read(text)
    if row is None or set(row) != set(PARTS) or not all(isinstance(it, str) for it in row.values()):
        return None
    return row["document"], row["key_id"], row["signature"]


def _read(text: str) -> dict[str, Any] | None:
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None
