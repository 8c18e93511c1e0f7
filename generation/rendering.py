"""One job from its claim to its draft, as a worker does it."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models.fields.files import FieldFile

from core.decisions import YES, Conflict, Decision, Refused
from core.failpoints import failpoint
from generation.engines.base import Cancelled, CastMember, EngineFailed, Footage, Spec
from generation.engines.registry import load_engine
from generation.gate import Answer, Question, screen
from generation.media.checks import find_problems
from generation.media.encode import Encoded, encode
from generation.media.mark import Mark
from generation.models import Clip, Job, Picture, Stage
from generation.orders import not_too_many
from generation.policies import FACE, UNAVAILABLE, may_remix, may_start_from, nobody_newer
from generation.services import (
    affordable_still,
    begin_checks,
    claim_job,
    discard_files,
    drop_picture,
    finish_job,
    give_back,
    give_up,
    renew_lease,
    report_progress,
    rest_on,
    store_files,
    wait_for_checks,
)
from generation.services.pictures import look_again

log = logging.getLogger(__name__)

REPORT_EVERY = 0.5  # seconds between two reports of progress
ENGINE_SHARE = 0.8  # of the whole, for an engine that works before it gives frames


def render_next() -> bool:
    """Render the job that has waited longest. False when nothing waits."""
    job = claim_job()
    if job is None:
        return False
    failpoint("claimed")
    try:
        with Work(job).heartbeat() as work, TemporaryDirectory(prefix="clip-") as folder:
            if cleared(job):
                make_clip(work, Path(folder))
    except Cancelled:
        log.info("%s ended before it was rendered", job)
    except EngineFailed as error:
        give_up(job=job, code="engine.failed", message=str(error))
    except Refused as refusal:
        give_up_for(job, refusal.decision)
    except Conflict as lost:
        log.warning("%s: %s", job, lost)
    except Exception:
        log.exception("%s broke", job)
        give_back(job=job)
    return True


def cleared(job: Job) -> bool:
    """Ask again: what was allowed when the job was asked for may not be allowed now."""
    found = _searched(job)
    decision = _asked(job) if found.allowed else found
    if decision.allowed:
        return True
    if {reason.code for reason in decision.reasons} == {UNAVAILABLE}:
        wait_for_checks(job=job)
        return False
    give_up_for(job, decision)
    if job.picture and any(reason.code == FACE for reason in found.reasons):
        drop_picture(picture=job.picture, by=job.user)
    return False


def _searched(job: Job) -> Decision:
    """Who has enrolled since the order may be in its picture. That takes its time, so nothing is held."""
    try:
        if job.picture:
            look_again(job.picture, by=job.user)
    except Refused as refusal:
        return refusal.decision
    return YES


def _asked(job: Job) -> Decision:
    """The gate, with whoever was found in the picture by now as if they had been cast."""
    ancestors: tuple[Clip, ...] = ()
    objections, cast = YES, tuple(job.cast.all())
    if job.parent:
        ancestors = (job.parent, *Clip.objects.ancestors_of(job.parent))
        objections = may_remix(clip=job.parent, by=job.user)
    if job.picture:
        objections &= may_start_from(picture=job.picture, by=job.user)
        cast = (*cast, *job.picture.likenesses.all())
    question = Question(
        by=job.user,
        country=job.country,
        text=job.prompt,
        cast=cast,
        ancestors=ancestors,
        purpose=job.purpose,
        underway=job.attempts > 1,
        picture=job.picture_id,
    )
    question = replace(question, objections=objections & not_too_many(question))
    with transaction.atomic():
        answer = screen(question, stage=Stage.DISPATCH, job_id=job.pk, last=partial(_last, job))
        if answer.decision.allowed:
            rest_on(job=job, answer=answer)
            job.additions = list(answer.consent.additions)
    return answer.decision


def _last(job: Job, answer: Answer) -> Decision:
    return affordable_still(job, answer) & nobody_newer(job.picture)


def give_up_for(job: Job, decision: Decision) -> None:
    first = decision.reasons[0]
    give_up(job=job, code=first.code, message=first.message)


def make_clip(work: "Work", folder: Path) -> None:
    """Draw, encode, look at the result, store it, and make it a draft."""
    job = work.job
    footage = load_engine(job.engine).generate(
        _spec(job), progress=lambda done: work.progress(done * ENGINE_SHARE), cancelled=work.cancelled
    )
    drawn = work.reached  # an engine that draws while its frames are read is still at the beginning
    encoded = encode(
        footage,
        mark=Mark(handle=job.user.username, site=settings.SITE_NAME, label=footage.label),
        folder=folder,
        progress=lambda done: work.progress(drawn + done * (1 - drawn)),
        cancelled=work.cancelled,
    )
    begin_checks(job=job)
    if problems := find_problems(encoded):
        raise EngineFailed(" ".join(problems))
    failpoint("encoded")
    _keep(job, footage, encoded)


def _keep(job: Job, footage: Footage, encoded: Encoded) -> None:
    stored = store_files(clip_id=uuid4(), encoded=encoded)
    failpoint("stored")
    try:
        finish_job(job=job, footage=footage, encoded=encoded, stored=stored)
    except BaseException:
        discard_files(stored.video, stored.poster, stored.captions)
        raise


def _spec(job: Job) -> Spec:
    members, additions = [], list(job.additions)
    for cameo in job.cast.select_related("owner").prefetch_related("pictures"):
        # Word for word as the gate has judged it; each engine says it, or shows the picture.
        looks = [line for line in additions if cameo.is_being and line.startswith(cameo.looks_begin)]
        additions = [line for line in additions if line not in looks]
        files = [cameo.portrait, *(row.picture for row in cameo.pictures.all())]
        portrait, *others = map(_read, files)
        members.append(CastMember(cameo.handle, portrait, not cameo.is_being, " ".join(looks), tuple(others)))
    prompt = ". ".join([job.prompt.rstrip(". "), *additions]) if additions else job.prompt
    first_frame = _first_frame(job.picture) if job.picture else None
    return Spec(prompt, job.seed, job.seconds, cast=tuple(members), first_frame=first_frame)


def _first_frame(picture: Picture) -> bytes:
    try:
        return _read(picture.file)
    except (FileNotFoundError, ValueError) as error:  # erased at this moment
        raise EngineFailed("The picture that the clip starts from is no longer kept.") from error


def _read(picture: FieldFile) -> bytes:
    with picture.open("rb") as file:
        return bytes(file.read())


class Work:
    """A job in a worker's hands: its heartbeat, its progress, and whether anybody still wants it."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._lost = Event()
        self._done = Event()
        self._reported_at = 0.0
        self.reached = 0.0

    def cancelled(self) -> bool:
        return self._lost.is_set()

    def progress(self, done: float) -> None:
        """Report at most twice a second; learn at the same time whether the job is still ours."""
        self.reached = max(self.reached, done)
        if self.reached > 0.5:
            failpoint("rendering")
        now = time.monotonic()
        if now - self._reported_at < REPORT_EVERY:
            return
        self._reported_at = now
        if not report_progress(job=self.job, percent=min(99, int(self.reached * 100))):
            self._lost.set()

    @contextmanager
    def heartbeat(self) -> "Iterator[Work]":
        """Renew the lease while the engine is busy, whether or not it reports progress."""
        thread = Thread(target=self._beat, name=f"heartbeat of {self.job.pk}", daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._done.set()
            thread.join()

    def _beat(self) -> None:
        try:
            while not self._done.wait(settings.JOB_LEASE_SECONDS / 3):
                if not renew_lease(job=self.job):
                    self._lost.set()
                    return
        finally:
            connection.close()
