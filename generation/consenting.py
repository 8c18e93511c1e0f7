"""What somebody in a job or a clip that is there says to it now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from cameos.consents import Consent
from cameos.models import Audience, Cameo, ConsentGrant, ConsentPolicy, ConsentUse
from cameos.models.policy import FOR_WORDS
from cameos.queries import read_consents, read_consents_for, read_consents_to_made
from cameos.services import Outcome, issue_receipts
from cameos.uses import Moment, Use
from generation.gate import Question
from generation.models import RUNNING_STATES, Clip, Job
from generation.signals import captions_wanted
from rights.profile import Purpose
from rights.speech import speaks

# What a new version may change for a clip that is there.
FOR_CLIPS = (*FOR_WORDS, "voice", "remix", "commercial", "regions")


class Subject:
    """Somebody whose jobs and clips are asked about: what is read of them but once.

    `since`: compare the terms with those that held then, and not with those of the version before.
    """

    def __init__(self, cameo: Cameo, makers: Collection[int], since: datetime | None = None) -> None:
        self.cameo = cameo
        self._at_all = read_consents_for(cameo=cameo, makers=makers)
        self._once = allowed_once(cameo)
        self._reads_again = has_new(FOR_CLIPS, cameo, since)
        self._reads_words = self._reads_again and has_new(FOR_WORDS, cameo, since)
        bounds = ConsentGrant.objects.open().filter(cameo=cameo, grantee__in=makers)
        self._shown_to_fewer = set(
            bounds.exclude(audience=Audience.EVERYONE).values_list("grantee", flat=True)
        )

    def consent_to(self, job: Job) -> Consent:
        """First whether they allow this person anything, which is quick; then, where the terms are new or
        the clip was approved by itself or is for few to see, whether they allow this."""
        if not self._asks_closely(job, job.user_id):
            return self._at_all[job.user_id]
        known = not self._reads_words and job.pk not in self._once
        return consent_to(job, [self.cameo], words_known=known)

    def consents_to(self, clips: Iterable[Clip]) -> dict[UUID, Consent]:
        """The same of clips, by their ids: as many questions to the database, however many there are."""
        consents = {clip.pk: self._at_all[clip.maker_id] for clip in clips}
        close = [clip for clip in clips if self._asks_closely(clip, clip.maker_id)]
        uses = uses_of(close, captions_of(close), words_known=not self._reads_words)
        made = [(clip.maker_id, use) for clip, use in zip(close, uses, strict=True)]
        answers = read_consents_to_made(cameo=self.cameo, made=made) if made else []
        return consents | {clip.pk: answer for clip, answer in zip(close, answers, strict=True)}

    def _asks_closely(self, thing: Job | Clip, maker: int) -> bool:
        """One's own are bound by nothing that a change of terms could bring."""
        if maker == self.cameo.owner_id:
            return False
        new = self._reads_again or maker in self._shown_to_fewer
        return name_of(thing) in self._once or (self._at_all[maker].decision.allowed and new)


def allowed_once(cameo: Cameo) -> set[UUID]:
    """What was approved by itself, by the names under which it is counted."""
    once = ConsentUse.objects.counting().filter(cameo=cameo, request__isnull=False)
    return set(once.values_list("job_id", flat=True))


def has_new(terms: Sequence[str], cameo: Cameo, since: datetime | None) -> bool:
    """Do these terms say anything else than before? When a pause ends, what was changed during it is new
    (`since`: when it hid the first of them)."""
    policies = ConsentPolicy.objects.filter(cameo=cameo).newest().values_list(*terms)
    now, *_earlier = policies[:1]
    earlier = policies.filter(version__lt=cameo.policy_version)
    before = (earlier.filter(at__lte=since, paused=False) if since else earlier).first()
    if before is None:
        return since is not None
    return repr(now) != repr(before)


def captions_of(clips: Collection[Clip]) -> Mapping[UUID, str]:
    """What their posts say about them, by clip. Whoever keeps posts knows."""
    if not clips:
        return {}
    answers: Any = captions_wanted.send(sender=Clip, clips=[clip.pk for clip in clips])
    return {clip: caption for _receiver, some in answers for clip, caption in some.items()}


def consent_to(job: Job, cameos: Iterable[Cameo], *, words_known: bool = False) -> Consent:
    """What these people say to what is being made."""
    return read_consents(cameos=cameos, by=job.user, use=replace(use_of(job), words_known=words_known))


def use_of(job: Job) -> Use:
    """What is being made, as the people in it have to know it."""
    question = _question(job)
    moment = Moment.UNDERWAY if job.state in RUNNING_STATES else Moment.MAKING
    return question.use(question.everyone(), moment, job.pk)


def uses_of(clips: Sequence[Clip], captions: Mapping[UUID, str], *, words_known: bool = False) -> list[Use]:
    """These clips as the people in them have to know them: read in bulk. Whoever was called by @handle is in
    the cast of a clip since it was made."""
    lines = Clip.objects.lines_of(clips)
    above = {pk for line in lines.values() for pk in line}
    ancestors = Clip.objects.select_related("job").in_bulk(above)
    casts = _casts_of(above.union(clip.pk for clip in clips))
    uses = []
    for clip in clips:
        line = [ancestors[pk] for pk in lines.get(clip.pk, [])]
        before = {pk: handle for ancestor in line for pk, handle in casts[ancestor.pk].items()}
        use = replace(
            _words_of(clip, line, captions.get(clip.pk, "")),
            remixed=frozenset(before),
            company=tuple((casts[clip.pk] | before).values()),
            words_known=words_known,
        )
        uses.append(use)
    return uses


def _words_of(clip: Clip, line: Sequence[Clip], caption: str) -> Use:
    inherited, job = tuple(ancestor.prompt for ancestor in line), clip.job
    drawn = (words for it in (clip, *line) if it.job for words in it.job.additions)
    return Use(
        text=clip.prompt,
        inherited=inherited,
        caption=caption,
        country=job.country if job else "",
        commercial=bool(job and job.purpose == Purpose.COMMERCIAL),
        voice=any(speaks(text) for text in (clip.prompt, *inherited, caption)),
        lines=tuple(dict.fromkeys(drawn)),
        drawn=True,
        speaks=speaks,
        moment=Moment.MADE,
        picture=job.picture_id if job else None,
        job=name_of(clip),
        posted=clip.published_at is not None,
    )


def _casts_of(clips: Iterable[UUID]) -> Mapping[UUID, dict[int, str]]:
    """Who is in each of these clips: handles by the ids of the likenesses."""
    casts: Mapping[UUID, dict[int, str]] = defaultdict(dict)
    links = Clip.cast.through.objects.filter(clip__in=clips).select_related("cameo__owner").order_by("pk")
    for link in links:
        casts[link.clip_id][link.cameo_id] = link.cameo.handle
    return casts


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


def name_of(thing: Job | Clip) -> UUID:
    """Under which it is counted. A clip goes on with that of its job."""
    return thing.pk if isinstance(thing, Job) else thing.job_id or thing.pk


def _question(job: Job) -> Question:
    line = (job.parent, *Clip.objects.ancestors_of(job.parent)) if job.parent else ()
    cast = tuple(job.cast.select_related("owner"))
    return Question(
        job.user,
        job.country,
        job.prompt,
        cast,
        line,
        purpose=job.purpose,
        drawn=tuple(job.additions),
        picture=job.picture_id,
    )
