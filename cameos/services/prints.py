"""The faces of members, sealed; and whose face a vector is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from django.db import connection
from django.db.models.functions import Now

from accounts.models import User
from cameos.biometrics import Damaged, KeysUnavailable, seal, unseal
from cameos.faces import Embedding, Likeness, compare
from cameos.models import FacePrint
from cameos.services.keys import existing_key, key_of, open_key


def store_print(*, owner: User, face: Embedding) -> None:
    """Raises KeysUnavailable."""
    sealed = seal(key_of(owner), pack(face), _about(owner.pk))
    # Of this statement, and not of the transaction, which may have begun long before it was this one's turn
    # among newcomers: pictures were searched meanwhile, and have to be searched again.
    FacePrint.objects.update_or_create(owner=owner, defaults={"sealed": sealed, "made_at": Now()})


def read_print(owner: User) -> Embedding | None:
    """None where no face is kept. Raises KeysUnavailable."""
    row = FacePrint.objects.filter(owner=owner).first()
    return _open(existing_key(owner.pk), row) if row else None


def one_newcomer_at_a_time() -> None:
    """Until the commit nobody else is let in: two with one face would not see each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('cameos.newcomers'))")


def find_member(face: Embedding, *, besides: User) -> Likeness:
    """Is it the face of another member? "Unsure" also where one of them cannot be read.

    Everybody is opened and compared, in some 15 microseconds each: docs/likeness.md says how far that goes.
    """
    unsure = False
    rows = FacePrint.objects.exclude(owner=besides).select_related("owner__person_key")
    for row in rows.iterator(chunk_size=1000):
        try:
            said = compare(face, _open(open_key(row.owner.person_key), row))
        except (KeysUnavailable, User.person_key.RelatedObjectDoesNotExist):
            said = Likeness.UNSURE
        if said == Likeness.SAME:
            return said
        unsure |= said == Likeness.UNSURE
    return Likeness.UNSURE if unsure else Likeness.DIFFERENT


def every_print() -> Iterator[tuple[int, Embedding]]:
    """The id of each member with a face here, and the face. Raises KeysUnavailable where one cannot be
    opened: nobody can say then whose a face is not."""
    rows = FacePrint.objects.select_related("owner__person_key").order_by("pk")
    for row in rows.iterator(chunk_size=1000):
        try:
            yield row.owner_id, _open(open_key(row.owner.person_key), row)
        except User.person_key.RelatedObjectDoesNotExist as error:
            raise KeysUnavailable("A face has no key.") from error


def pack(face: Embedding) -> bytes:
    return face.astype("<f4").tobytes()


def unpack(plain: bytes) -> Embedding:
    return np.frombuffer(plain, "<f4").astype(np.float32)


def _open(key: bytes, row: FacePrint) -> Embedding:
    try:
        return unpack(unseal(key, bytes(row.sealed), _about(row.owner_id)))
    except Damaged as error:
        raise KeysUnavailable("A face cannot be opened.") from error


def _about(owner_id: int) -> str:
    return f"face:{owner_id}"
