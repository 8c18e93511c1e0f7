"""What the owner of a likeness is asked: may they be put into a clip, and may a clip with them be posted?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from cameos.models import Cameo, CastRequest, CastState, ConsentPolicy, ConsentUse
from cameos.queries import doubt_in
from generation.drafts import addressed
from generation.models import Clip, Picture

PAGE = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody's question. `doubt` is what in their words perhaps touches something that the owner keeps out
    of, where that is why they are asked. `picture_is_shown`: or somebody in it does not let them now."""

    request: CastRequest
    doubt: str
    picture_is_shown: bool


@dataclass(frozen=True, slots=True)
class Look:
    """A clip that waits for a look, with what was asked."""

    use: ConsentUse
    clip: Clip


def asked_page(*, user: User) -> dict[str, Any]:
    """The latest open requests and looks, and permissions for one clip that can still be taken back."""
    cameos = list(Cameo.objects.kept().filter(owner=user))
    policies = {it.cameo_id: it for it in ConsentPolicy.objects.current_of(cameos)}
    requests = (
        CastRequest.objects.filter(cameo__in=cameos).select_related("requester", "cameo__owner").newest()
    )
    waiting = requests.waiting().of_nobody_kept_out()[:PAGE]
    seen = set(
        Picture.objects.seen_by(user)
        .filter(pk__in=[it.picture for it in waiting])
        .values_list("pk", flat=True)
    )
    return {
        "requests": [Asked(it, doubt_in(it, policies[it.cameo_id]), it.picture in seen) for it in waiting],
        "looks": _looks(cameos, user),
        "allowed": list(requests.filter(state=CastState.APPROVED)[:PAGE]),
        "mine": _own(user),
    }


def waiting_for(user: User) -> int:
    """How many questions and looks wait for the member."""
    cameos = Cameo.objects.kept().filter(owner=user)
    requests = CastRequest.objects.filter(cameo__in=cameos).waiting().of_nobody_kept_out()
    seen = Clip.objects.showing(user).values("pk")
    return requests.count() + ConsentUse.objects.to_look_at(cameos).filter(clip_id__in=seen).count()


def _looks(cameos: Iterable[Cameo], user: User) -> list[Look]:
    waiting = ConsentUse.objects.to_look_at(cameos).select_related("user", "cameo__owner")
    uses = list(waiting.order_by("-asked_at")[:PAGE])
    clips = Clip.objects.showing(user).filter(pk__in=[use.clip_id for use in uses])
    found = {clip.pk: addressed(clip, viewer=user) for clip in clips}
    return [Look(use, found[use.clip_id]) for use in uses if use.clip_id in found]


def _own(user: User) -> list[CastRequest]:
    """What this person has asked of others."""
    asked = CastRequest.objects.filter(requester=user).select_related("cameo__owner")
    return list(asked.newest()[:PAGE])
