"""What a person asks for, before the gate has seen it."""

from dataclasses import dataclass, replace
from hashlib import sha256

from django.conf import settings

from accounts.models import User
from cameos.models import Cameo
from core.decisions import YES, Decision, Reason, no
from generation.engines.declared import takes_picture
from generation.gate import Question
from generation.models import Clip, Picture
from generation.policies import may_remix, may_start_from
from generation.text import clean
from rights.profile import Purpose


@dataclass(frozen=True, slots=True)
class Order:
    """A wish for a clip. `key` names the wish: the same key twice is the same wish."""

    text: str
    key: str
    cast: tuple[str, ...] = ()
    parent: Clip | None = None
    country: str = ""
    purpose: str = Purpose.PERSONAL
    seed: int | None = None
    picture: Picture | None = None

    @property
    def digest(self) -> str:
        parent = str(self.parent.pk) if self.parent else ""
        picture = [str(self.picture.pk)] if self.picture else []
        parts = [clean(self.text), *sorted(self.cast), parent, self.purpose, *picture]
        return sha256("\0".join(parts).encode()).hexdigest()


def question_of(order: Order, *, by: User, text: str) -> Question:
    """The question that `order` puts to the gate, about `text`: its text, as it is or cleaned."""
    handles = sorted({handle.strip("@ ").lower() for handle in order.cast} - {""})
    found = {cameo.handle: cameo for cameo in Cameo.objects.by_handle(handles).select_related("owner")}
    objections = Decision(
        tuple(
            Reason("consent.unknown", f"@{handle} has no likeness here.", f"@{handle}")
            for handle in handles
            if handle not in found
        )
    )
    ancestors: tuple[Clip, ...] = ()
    if order.parent:
        objections &= may_remix(clip=order.parent, by=by)
        ancestors = (order.parent, *Clip.objects.ancestors_of(order.parent))
    objections &= takes_picture(settings.ENGINE, given=order.picture is not None)
    cast = tuple(found.values())
    if order.picture:
        objections &= may_start_from(picture=order.picture, by=by)
        # Whoever was found in the picture is in the clip as if they had been cast.
        cast = (*cast, *order.picture.likenesses.select_related("owner"))
    picture = order.picture.pk if order.picture else None
    question = Question(by, order.country, text, cast, ancestors, purpose=order.purpose, picture=picture)
    return replace(question, objections=objections & not_too_many(question))


def not_too_many(question: Question) -> Decision:
    if len(question.everyone()) <= settings.CAST_LIMIT:
        return YES
    return no("cast.many", f"A clip shows at most {settings.CAST_LIMIT} people.")
