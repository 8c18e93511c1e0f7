"""What people do with jobs."""

import secrets
from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.db import transaction

from accounts.models import User
from billing.services import hold, lock_wallet, lock_wallets, release
from cameos.services import release_consents, reserve_consents
from core.decisions import YES, Conflict, Decision, Refused, no
from core.locks import lock_for_change
from generation.consenting import give_receipts
from generation.gate import Answer, Question, affordable, ask, record
from generation.models import Job, Stage
from generation.orders import Order, question_of
from generation.policies import nobody_newer
from generation.services.pictures import hold_picture, look_again
from generation.signals import job_changed
from generation.text import clean
from rights.services import count_blocked, release_uses, reserve_uses


def submit_job(*, order: Order, by: User) -> Job:
    """Ask the gate; on yes, set the credits aside and put the job into the queue.

    The same key twice gives the same job. Raises `Refused` with every reason, and `Conflict`
    when a key comes again with another wish.
    """
    if order.picture and not _earlier(order, by):
        look_again(order.picture, by=by)
    question = question_of(order, by=by, text=clean(order.text))
    with transaction.atomic():
        if earlier := _earlier(order, by):
            return earlier
        answer = ask(question, stage=Stage.SUBMIT, last=partial(_last, order, by))
        # The wallet is locked now: a twin of this request that came first has committed.
        if earlier := _earlier(order, by):
            return earlier
        job = _enqueue(order, question, answer) if answer.decision.allowed else None
        record(question, answer, stage=Stage.SUBMIT, job_id=job.pk if job else None)
        if job is None:
            count_blocked(findings=answer.clearance.findings)
    if job is None:
        raise Refused(answer.decision)
    return job


def _last(order: Order, by: User, asked: Answer) -> Decision:
    answer = affordable(by, cost_of(asked))
    if not asked.decision.allowed:
        return answer
    return answer & hold_picture(order.picture, by=by) & nobody_newer(order.picture)


def _enqueue(order: Order, question: Question, answer: Answer) -> Job:
    """What was allowed waits for a worker, with its credits and its uses of licenses set aside."""
    job = Job.objects.create(
        user=question.by,
        prompt=question.text,
        parent=order.parent,
        picture=order.picture,
        engine=settings.ENGINE,
        seed=order.seed if order.seed is not None else secrets.randbits(31),
        seconds=settings.CLIP_SECONDS,
        cost=cost_of(answer),
        purpose=question.purpose,
        country=order.country,
        rests_until=answer.rests_until,
        additions=list(answer.consent.additions),
        idempotency_key=order.key,
        request_digest=order.digest,
    )
    job.cast.set(question.everyone())
    job.licenses.set(answer.clearance.licenses)
    reserve_uses(licenses=answer.clearance.licenses, user=question.by, job_id=job.pk)
    reserve_consents(permissions=answer.consent.permissions, user=question.by, job_id=job.pk)
    hold(user=question.by, amount=job.cost, key=job.hold_key)
    job_changed.send(sender=Job, job=job)
    return job


def cost_of(answer: Answer) -> int:
    """Credits: what a clip costs here, and what the holders of the works in it ask for."""
    price: int = settings.CLIP_COST + answer.clearance.price
    return price


def affordable_still(job: Job, answer: Answer) -> Decision:
    """What carries the job now must not cost more than was set aside for it."""
    if cost_of(answer) <= job.cost:
        return YES
    return no("rights.price", "The license that carried it has ended, and what is left costs more.")


def rest_on(*, job: Job, answer: Answer) -> None:
    """Let a job rest on what the gate has just said, in the same transaction, and on everybody who was asked.
    One that has ended stays so."""
    licenses = answer.clearance.licenses
    if not lock_for_change(Job.objects.open().filter(pk=job.pk)):
        return
    release_uses(job_id=job.pk, besides=licenses)
    reserve_uses(licenses=licenses, user=job.user, job_id=job.pk)
    reserve_consents(permissions=answer.consent.permissions, user=job.user, job_id=job.pk)
    job.licenses.set(licenses)
    job.cast.add(*(it.cameo for it in answer.consent.permissions))
    Job.objects.filter(pk=job.pk).update(
        rests_until=answer.rests_until, additions=list(answer.consent.additions)
    )


def _earlier(order: Order, by: User) -> Job | None:
    """The job that the same wish has already made."""
    job = Job.objects.of(by).filter(idempotency_key=order.key).first()
    if job and job.request_digest != order.digest:
        raise Conflict("idempotency.reused", "This key has been used for another clip.")
    return job


def hold_purse(job: Job) -> None:
    """Hold the wallet of whoever asked for the job, before the job: whatever ends jobs of theirs, be it the
    end of their account, waits or comes first."""
    lock_wallet(user=job.user)


def hold_jobs(jobs: Iterable[Job], *, with_purses_of: Iterable[int] = ()) -> list[Job]:
    """Hold jobs of several people until the commit, and return them as they are now: first all wallets,
    those of more people among them if need be, then all jobs. One job after the other would meet
    another ending the other way round."""
    jobs = list(jobs)
    lock_wallets(users={*with_purses_of, *(job.user_id for job in jobs)})
    return lock_for_change(Job.objects.filter(pk__in=[job.pk for job in jobs]))


@transaction.atomic
def cancel_job(*, job: Job, by: User) -> Job:
    """Stop a job that is still open, at any stage. What it had set aside is given back."""
    hold_purse(job)
    job = Job.objects.select_for_update(no_key=True).get(pk=job.pk, user=by)
    if not job.is_open:
        raise Conflict("job.ended", "This clip is no longer on the way.")
    job.cancel()
    return close_job(job)


@transaction.atomic
def fail_job(*, job: Job, code: str, message: str) -> Job:
    """End an open job without a clip, and say why. A job that has ended stays as it is."""
    hold_purse(job)
    job = Job.objects.select_for_update(no_key=True).get(pk=job.pk)
    if not job.is_open:
        return job
    job.fail(code, message)
    return close_job(job)


def close_job(job: Job) -> Job:
    """Save a job that has just ended without a clip, give its credits back, and tell."""
    job.sequence += 1
    job.save()
    release_uses(job_id=job.pk)
    give_receipts(job, job.failure_code or job.state)
    release_consents(job_id=job.pk)
    release(user=job.user, key=job.hold_key)
    job_changed.send(sender=Job, job=job)
    return job
