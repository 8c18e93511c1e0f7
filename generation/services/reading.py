"""Reading the words of others' jobs and clips before anything is held, and again what nobody could read.

A text that this process has not seen takes a model 10 to 40 ms: no lock should wait for that.
"""

from __future__ import annotations

from itertools import chain

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from cameos.consents import ask_for_each
from cameos.models import Cameo
from cameos.models.policy import FOR_WORDS
from cameos.rules.detect import read_ahead
from core.locks import lock_for_share
from generation.consenting import allowed_once, captions_of, has_new, name_of, use_of, uses_of
from generation.models import Clip, Job
from generation.services.consents import bring_back_after_pause, hidden_by_pause, left_by_a_pause


def read_before_change(*, cameo: Cameo) -> None:
    """All that a change of topics or rules asks about, during a pause, too. `cameo` is as it is to be.

    What comes in between is read by the change itself, which is refused where no model can read.
    """
    _read(
        cameo.awake(), Clip.objects.filter(cast=cameo, deleted_at=None), Job.objects.open().filter(cast=cameo)
    )


def read_before_return(*, cameo: Cameo) -> bool:
    """What a pause has hidden, if topics or rules have changed since. False where no model can read it."""
    hidden = hidden_by_pause(cameo)
    if not hidden or not has_new(FOR_WORDS, cameo, min(hidden.values())):
        return True
    return _read(cameo, Clip.objects.filter(pk__in=hidden, deleted_at=None), Job.objects.none())


def _read(cameo: Cameo, clips: QuerySet[Clip], jobs: QuerySet[Job]) -> bool:
    """What is of others whom the likeness will let in, or was approved by itself: no more is asked about."""
    found: list[Job | Clip] = [
        *jobs.exclude(user=cameo.owner_id).select_related("user", "parent").order_by("pk"),
        *clips.exclude(maker=cameo.owner_id).select_related("job").order_by("pk"),
    ]
    consents = ask_for_each(cameo=cameo, makers={_maker(it) for it in found})
    once = allowed_once(cameo)
    asked = [it for it in found if name_of(it) in once or consents[_maker(it)].decision.allowed]
    made = [it for it in asked if isinstance(it, Clip)]
    uses = chain((use_of(it) for it in asked if isinstance(it, Job)), uses_of(made, captions_of(made)))
    return read_ahead(text for use in uses for text in use.told_to(cameo.handle).texts)


def _maker(thing: Job | Clip) -> int:
    return thing.user_id if isinstance(thing, Job) else thing.maker_id


def sweep_unread() -> int:
    """Try again with what nobody could read when a pause ended. Returns how many likenesses it was."""
    cameos = list(left_by_a_pause())
    for cameo in cameos:
        if not read_before_return(cameo=cameo):
            continue
        with transaction.atomic():
            lock_for_share(User.objects.filter(pk=cameo.owner_id))
            for held in lock_for_share(left_by_a_pause().filter(pk=cameo.pk)):  # none, if it rests again
                bring_back_after_pause(cameo=held)
    return len(cameos)
