"""What somebody in a job or a clip that is there says to it now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any
from uuid import UUID

from cameos.consents import Consent
from cameos.models import Audience, Cameo, ConsentGrant, ConsentPolicy, ConsentUse
from cameos.queries import read_consents, read_consents_for
from cameos.services import Outcome, issue_receipts
from cameos.uses import Moment
from generation.gate import Question
from generation.models import RUNNING_STATES, Clip, Job
from generation.signals import captions_wanted
from rights.profile import Purpose

# What a new version may change for a clip that is there: the words of all others are judged again.
FOR_CLIPS = ("forbidden", "voice", "remix", "commercial", "regions", "rules")


class Subject:
    """Somebody whose jobs and clips are asked about, one after the other: what is read of them but once."""

    def __init__(self, cameo: Cameo, makers: Collection[int], clips: Collection[Clip] = ()) -> None:
        self.cameo = cameo
        self._at_all = read_consents_for(cameo=cameo, makers=makers)
        once = ConsentUse.objects.counting().filter(cameo=cameo, request__isnull=False)
        self._once = set(once.values_list("job_id", flat=True))
        self._reads_again = _has_new_terms(cameo)
        bounds = ConsentGrant.objects.open().filter(cameo=cameo, grantee__in=makers)
        self._shown_to_fewer = set(
            bounds.exclude(audience=Audience.EVERYONE).values_list("grantee", flat=True)
        )
        self._captions = captions_of(clips) if self._reads_again or self._once else {}

    def consent_to(self, thing: Job | Clip) -> Consent:
        """First whether they allow this person anything, which is quick; then, where the terms are new or
        the clip was approved by itself or is for few to see, whether they allow this."""
        maker = thing.user_id if isinstance(thing, Job) else thing.maker_id
        at_all, by_itself = self._at_all[maker], _name_of(thing) in self._once
        new = self._reads_again or maker in self._shown_to_fewer
        if by_itself or (at_all.decision.allowed and new):
            return consent_to(thing, [self.cameo], caption=self._captions.get(thing.pk, ""))
        return at_all


def _has_new_terms(cameo: Cameo) -> bool:
    """Do the terms say anything else about clips than those before? What was changed during a pause is new
    when that ends."""
    policies = ConsentPolicy.objects.filter(cameo=cameo).newest().values_list(*FOR_CLIPS)
    now, *_earlier = policies[:1]
    before = policies.filter(version__lt=cameo.policy_version, paused=False).first()
    return before is not None and repr(now) != repr(before)


def captions_of(clips: Collection[Clip]) -> Mapping[UUID, str]:
    """What their posts say about them, by clip. Whoever keeps posts knows."""
    if not clips:
        return {}
    answers: Any = captions_wanted.send(sender=Clip, clips=[clip.pk for clip in clips])
    return {clip: caption for _receiver, some in answers for clip, caption in some.items()}


def consent_to(thing: Job | Clip, cameos: Iterable[Cameo], *, caption: str = "") -> Consent:
    """What these people say to this clip, or to what is being made.

    Approvals that are asked for before a clip is made, and limits in number, are no matter for one that
    has been made already.
    """
    by = thing.user if isinstance(thing, Job) else thing.maker
    question = _question(thing, caption)
    use = question.use(question.everyone(), _moment_of(thing), _name_of(thing))
    posted = isinstance(thing, Clip) and thing.published_at is not None
    return read_consents(cameos=cameos, by=by, use=replace(use, posted=posted))


def give_receipts(job: Job, result: str, clip: Clip | None = None) -> None:
    """For each person in a job that has ended, with a clip or without."""
    cast = list(job.cast.select_related("owner").order_by("pk"))
    if not cast:
        return
    texts = _question(job).texts()
    outcome = Outcome(
        result=result,
        text_digest=sha256("\0".join(texts).encode()).hexdigest(),
        clip_id=clip.pk if clip else None,
        clip_digest=clip.sha256 if clip else "",
    )
    issue_receipts(job_id=job.pk, cameos=cast, by=job.user, outcome=outcome)


def _moment_of(thing: Job | Clip) -> Moment:
    if isinstance(thing, Clip):
        return Moment.MADE
    return Moment.UNDERWAY if thing.state in RUNNING_STATES else Moment.MAKING


def _name_of(thing: Job | Clip) -> UUID:
    """Under which it is counted. A clip goes on with that of its job."""
    return thing.pk if isinstance(thing, Job) else thing.job_id or thing.pk


def _question(thing: Job | Clip, caption: str = "") -> Question:
    if isinstance(thing, Job):
        line = (thing.parent, *Clip.objects.ancestors_of(thing.parent)) if thing.parent else ()
        cast = tuple(thing.cast.select_related("owner"))
        drawn = tuple(thing.additions)
        return Question(
            thing.user,
            thing.country,
            thing.prompt,
            cast,
            line,
            purpose=thing.purpose,
            drawn=drawn,
            picture=thing.picture_id,
        )
    cast, job = tuple(thing.cast.select_related("owner")), thing.job
    purpose, country = (job.purpose, job.country) if job else (Purpose.PERSONAL, "")
    line = tuple(Clip.objects.ancestors_of(thing))
    return Question(
        thing.maker,
        country,
        thing.prompt,
        cast,
        line,
        caption=caption,
        purpose=purpose,
        drawn=tuple(job.additions) if job else None,
        picture=job.picture_id if job else None,
    )
