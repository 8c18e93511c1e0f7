"""What somebody in a job or a clip that is there says to it now."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from cameos.consents import Consent
from cameos.models import Cameo, ConsentUse
from cameos.queries import read_consents
from cameos.services import Outcome, issue_receipts
from cameos.uses import Moment
from generation.gate import Question
from generation.models import Clip, Job
from rights.profile import Purpose


def still_consents(cameo: Cameo, thing: Job | Clip) -> Consent:
    """First whether they allow this person anything, which is quick, then whether they allow this."""
    by = thing.user if isinstance(thing, Job) else thing.maker
    consent = read_consents(cameos=[cameo], by=by)
    if not consent.decision.allowed and not _was_approved_once(cameo, _name_of(thing)):
        return consent
    return consent_to(thing, [cameo])


def consent_to(thing: Job | Clip, cameos: Iterable[Cameo]) -> Consent:
    """What these people say to this clip, or to what is being made.

    Approvals that are asked for before a clip is made, and limits in number, are no matter for one that
    has been made already.
    """
    by = thing.user if isinstance(thing, Job) else thing.maker
    moment = Moment.MAKING if isinstance(thing, Job) else Moment.MADE
    question = _question(thing)
    use = question.use(question.everyone(), moment, _name_of(thing))
    return read_consents(cameos=cameos, by=by, use=use)


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


def _name_of(thing: Job | Clip) -> UUID:
    """Under which it is counted. A clip goes on with that of its job."""
    return thing.pk if isinstance(thing, Job) else thing.job_id or thing.pk


def _was_approved_once(cameo: Cameo, name: UUID) -> bool:
    return ConsentUse.objects.filter(cameo=cameo, job_id=name, request__isnull=False).exists()


def _question(thing: Job | Clip) -> Question:
    if isinstance(thing, Job):
        line = (thing.parent, *Clip.objects.ancestors_of(thing.parent)) if thing.parent else ()
        cast = tuple(thing.cast.select_related("owner"))
        return Question(thing.user, thing.country, thing.prompt, cast, line, purpose=thing.purpose)
    cast, job = tuple(thing.cast.select_related("owner")), thing.job
    purpose, country = (job.purpose, job.country) if job else (Purpose.PERSONAL, "")
    line = tuple(Clip.objects.ancestors_of(thing))
    return Question(thing.maker, country, thing.prompt, cast, line, purpose=purpose)
