"""Who is in a picture that somebody brings, as far as those in it let that person make clips with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from accounts.models import User
from cameos.faces import Embedding, Image, Likeness, Spot, compare, embed, search_faces
from cameos.models import Cameo, FacePrint
from cameos.policies import judge
from cameos.services.prints import every_print
from cameos.ties import read_ties

Near = dict[int, Likeness]  # id of a member -> how alike: "same" or "unsure"


@dataclass(frozen=True, slots=True)
class Recognition:
    """`cameos` are everyone in the picture, where everyone in it lets `by` in; otherwise nobody is named.

    Nobody is told whether a face is no member's, is one's who says no, or is not surely anybody's: all of
    them are `others`, where it was looked for them.
    """

    faces: int
    cameos: tuple[Cameo, ...] = ()
    strangers: bool = False
    others: tuple[Spot, ...] = ()


def recognize(image: Image, *, by: User, most: int, known: Collection[int] = ()) -> Recognition:
    """Search an RGB picture for faces, and those among members who let `by` make clips with them now.

    `known` are the ids of likenesses that were found in it before: whoever asks about the clip asks them
    about it all the same, and they may have allowed this one alone. More than `most` faces are not
    compared. Raises FacesUnavailable, and KeysUnavailable.
    """
    seen = search_faces(image)
    if not seen or len(seen) > most:
        return Recognition(len(seen), strangers=bool(seen))
    near = _nearest([embed(it.image, it.face) for it in seen])
    willing = _willing({member for face in near for member in face}, by, known)
    others = tuple(it.spot for it, face in zip(seen, near, strict=True) if not _is_known(face, willing))
    if others:
        return Recognition(len(seen), strangers=True, others=others)
    cameos = {member: willing[member] for face in near for member in face}
    return Recognition(len(seen), tuple(cameos.values()))


def _nearest(faces: list[Embedding]) -> list[Near]:
    """Everybody is compared, whoever was found before: how long it takes tells nothing."""
    _wait_for_newcomers()
    near: list[Near] = [{} for _ in faces]
    for member, enrolled in every_print():
        for found, face in zip(near, faces, strict=True):
            said = compare(face, enrolled)
            if said != Likeness.DIFFERENT:
                found[member] = said
    return near


@transaction.atomic
def _wait_for_newcomers() -> None:
    """Whoever is being let in at this moment is compared, too; who comes later is `enrolled_since`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtext('cameos.newcomers'))")


def enrolled_since(moment: datetime | None) -> bool:
    """Is there a face that a search which began then may not have seen?"""
    later = Q(made_at__gte=moment) if moment else Q()
    return FacePrint.objects.filter(later).exists()


def _is_known(face: Near, willing: dict[int, Cameo]) -> bool:
    """Surely somebody's; and whoever else it may be is willing, too. Two who look alike are both asked."""
    return Likeness.SAME in face.values() and face.keys() <= willing.keys()


def _willing(members: Iterable[int], by: User, known: Collection[int]) -> dict[int, Cameo]:
    cameos = list(
        Cameo.objects.kept().people().filter(owner__in=list(members)).select_related("owner").order_by("pk")
    )
    ties = read_ties(cameos=cameos, by=by)
    return {it.owner_id: it for it in cameos if it.pk in known or judge(it, ties).allowed}
