"""The gate: everything that is asked before a clip is made, and again before it is shown.

In this order: the standing of the account, the region, the age, the consent of everyone in the
clip, the rights of every work in it, a safety list, and the credits. All are asked, so that a
person hears every reason at once. The whole text counts: the prompt and that of every clip it
remixes. What cannot be checked is refused.

Every answer is stored as a `Screening`. To keep the record of a refusal, a service commits first
and raises after: see `record`.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.models import User
from accounts.policies import Feature, in_standing, old_enough, open_in_region
from billing.policies import may_spend
from billing.services import lock_wallet
from cameos.models import Cameo
from cameos.queries import handles_in, mentions, read_consents
from cameos.services import (
    Consent,
    ask_to_look,
    hold_consents,
    reserve_consents,
    spend_consents,
)
from cameos.terms import judge_for_everyone
from cameos.uses import Moment, Use
from core.decisions import YES, Decision, Reason, no
from core.locks import lock_for_change
from generation.models import Clip, Job, Screening, Stage
from generation.policies import may_queue
from generation.safety import safe
from generation.text import fits
from rights.profile import Purpose
from rights.services import Circumstances, Clearance, clear, may_post_under, reserve_uses, spend_uses
from rights.speech import speaks
from rights.terms import DRAFT, MEMBERS

log = logging.getLogger(__name__)

LOOK = "consent.look"  # the one answer that waits for somebody to look at the clip


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the gate. `ancestors` are the clips that this one remixes, nearest first.

    `caption` is what a post says about the clip: rights and safety are asked about it, but nobody
    who is only greeted there needs to be in the clip. `objections` is what spoke against the
    question before it could be put; `underway` is a job with which a worker has begun before;
    `drawn` is what was drawn beside the prompt, once that is settled (`Job.additions`);
    `picture` is the one that it starts from.
    """

    by: User
    country: str
    text: str
    cast: tuple[Cameo, ...] = ()
    ancestors: tuple[Clip, ...] = ()
    objections: Decision = YES
    caption: str = ""
    purpose: str = Purpose.PERSONAL
    underway: bool = False
    drawn: tuple[str, ...] | None = None
    picture: UUID | None = None

    def everyone(self) -> tuple[Cameo, ...]:
        """All who are in the clip: the cast, those called by @handle, and the cast of every ancestor."""
        named = (mention.cameo for mention in mentions(self.text) if mention.cameo)
        before = Cameo.objects.filter(clips__in=[clip.pk for clip in self.ancestors])
        return tuple({cameo.pk: cameo for cameo in (*self.cast, *named, *before)}.values())

    def prompts(self) -> list[str]:
        """What a moderator rules on, where it is in doubt."""
        return [self.text, *(clip.prompt for clip in self.ancestors)]

    def texts(self) -> list[str]:
        return [*self.prompts(), *filter(None, [self.caption])]

    def lines(self) -> tuple[str, ...]:
        """What stands in no prompt and was drawn all the same, in this clip or in one that it remixes."""
        if not self.ancestors:
            return self.drawn or ()
        jobs = Job.objects.filter(clip__in=[clip.pk for clip in self.ancestors]).order_by("pk")
        before = (line for additions in jobs.values_list("additions", flat=True) for line in additions)
        return tuple(dict.fromkeys([*(self.drawn or ()), *before]))

    def use(self, cameos: tuple[Cameo, ...], moment: Moment, job_id: UUID | None) -> Use:
        """The same question, as it is put to the people in the clip."""
        before = Cameo.objects.filter(clips__in=[clip.pk for clip in self.ancestors])
        return Use(
            text=self.text,
            inherited=tuple(clip.prompt for clip in self.ancestors),
            caption=self.caption,
            country=self.country,
            commercial=self.purpose == Purpose.COMMERCIAL,
            voice=any(speaks(text) for text in self.texts()),
            lines=self.lines(),
            drawn=self.drawn is not None,
            speaks=speaks,
            moment=moment,
            remixed=frozenset(before.values_list("pk", flat=True)) if self.ancestors else frozenset(),
            company=tuple(cameo.handle for cameo in cameos),
            picture=self.picture,
            job=job_id,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What the gate said, and what the clip may rest on if it said yes."""

    decision: Decision
    consent: Consent
    clearance: Clearance

    @property
    def rests_until(self) -> datetime | None:
        ends = [end for end in (self.consent.until, self.clearance.until) if end]
        return min(ends, default=None)


def advise(question: Question) -> Answer:
    """What the gate would say now. Holds nothing, stores nothing, and promises nothing."""
    return _ask(question, hold=False, stage=Stage.SUBMIT, job_id=None)


def judge_words(texts: Sequence[str], *, by: User) -> Decision:
    """What is said to words that will stand in many clips, those that describe a being: by rights, by
    safety, and about what nobody's likeness is used for."""
    decision = YES
    for text in texts:
        shown = _certain("safety", partial(safe, text))
        if shown.allowed:
            shown = _certain("consent", partial(judge_for_everyone, text))
        decision &= _certain("rights", partial(_cleared, text, by)) & shown
    return Decision(tuple({(it.code, it.message): it for it in decision.reasons}.values()))


def _cleared(text: str, by: User) -> Decision:
    return clear([text], by=by, hold=False).decision


def ask(
    question: Question,
    *,
    stage: Stage,
    job_id: UUID | None = None,
    last: Callable[[Answer], Decision] = lambda _: YES,
) -> Answer:
    """Ask everything, and hold the consents and licenses until the commit. Whoever asks also records.

    `last` is asked at the end: the rows it locks (wallet, clip) come last in the order of locks.
    """
    asked = _ask(question, hold=True, stage=stage, job_id=job_id)
    final = _certain("last", lambda: last(asked))
    return Answer(asked.decision & final, asked.consent, asked.clearance)


def record(question: Question, answer: Answer, *, stage: Stage, job_id: UUID | None) -> None:
    """Store the answer, inside the transaction that acts on it. Raise a refusal after that transaction,
    so that its record is kept."""
    Screening.objects.create(
        stage=stage,
        user=question.by,
        job_id=job_id,
        allowed=answer.decision.allowed,
        reasons=[reason.as_json() for reason in answer.decision.reasons],
        text_sha256=sha256("\0".join(question.texts()).encode()).hexdigest(),
        registry_revision=answer.clearance.revision,
        outcome=answer.clearance.outcome,
        evidence=answer.clearance.evidence(),
        policy_versions=answer.consent.versions,
    )


def screen(
    question: Question,
    *,
    stage: Stage,
    job_id: UUID | None,
    last: Callable[[Answer], Decision] = lambda _: YES,
) -> Answer:
    """Ask about a job that is there already, and record the answer."""
    answer = ask(question, stage=stage, job_id=job_id, last=last)
    record(question, answer, stage=stage, job_id=job_id)
    return answer


def affordable(user: User, cost: int) -> Decision:
    """Room in the queue and credits in the wallet, which stays locked: two submits take turns here."""
    wallet = lock_wallet(user=user)
    return may_queue(by=user) & may_spend(wallet=wallet, amount=cost)


def clear_to_publish(*, clip: Clip, by: User, country: str, caption: str = "") -> Decision:
    """May `by` show `clip`, at this moment? Holds what it rests on, and the clip, until the commit."""
    ancestors = tuple(Clip.objects.ancestors_of(clip))
    cast, purpose = tuple(clip.cast.all()), clip.job.purpose if clip.job else Purpose.PERSONAL
    question = Question(by, country, clip.prompt, cast, ancestors, caption=caption, purpose=purpose)
    if clip.job:
        drawn = tuple(clip.job.additions)
        question = replace(question, drawn=drawn, picture=clip.job.picture_id)
    use = clip.job_id or clip.pk

    def last(asked: Answer) -> Decision:
        # Those it rests on now: an older one may have ended since the clip was made.
        licenses = asked.clearance.licenses
        if asked.decision.allowed:
            reserve_uses(licenses=licenses, user=by, job_id=use, paid=False)
            spend_uses(job_id=use, clip_id=clip.pk)
        _rest_on_consents(asked, clip, by, use)
        return may_post_under(licenses=licenses, clip_id=clip.pk) & _publishable(clip, ancestors, by)

    answer = screen(question, stage=Stage.PUBLISH, job_id=use, last=last)
    if answer.decision.allowed:
        Clip.objects.filter(pk=clip.pk).update(
            rests_until=answer.rests_until,
            limited_from=answer.clearance.limited_from,
            for_followers=any(it.for_followers for it in answer.consent.permissions),
        )
        clip.licenses.set(answer.clearance.licenses)
    return answer.decision


def _rest_on_consents(asked: Answer, clip: Clip, by: User, use: UUID) -> None:
    """The clip rests on what everybody in it has just said; whoever wants to look at it first is asked to."""
    permissions = asked.consent.permissions
    waits = {reason.code for reason in asked.decision.reasons} == {LOOK}
    if asked.decision.allowed or waits:
        reserve_consents(permissions=permissions, user=by, job_id=use)
        spend_consents(job_id=use, clip_id=clip.pk)
    if waits:
        ask_to_look(permissions=permissions, job_id=use)


def _ask(question: Question, *, hold: bool, stage: Stage, job_id: UUID | None) -> Answer:
    consent = Consent(YES, {}, None)
    clearance = Clearance(YES, (), (), None, None)

    def ask_consent() -> Decision:
        nonlocal consent
        ask = hold_consents if hold else read_consents
        everyone = question.everyone()
        use = question.use(everyone, _moment(question, stage), job_id)
        consent = ask(cameos=everyone, by=question.by, use=use)
        return consent.decision & _known(question.text)

    def lines() -> tuple[str, ...]:
        """What was drawn beside the prompts, and what would be today."""
        return tuple(dict.fromkeys([*question.lines(), *consent.additions]))

    def ask_rights() -> Decision:
        nonlocal clearance
        around = replace(_around(question, stage, job_id), lines=lines())
        clearance = clear(question.prompts(), by=question.by, hold=hold, around=around)
        return clearance.decision

    decision = fits(question.text) & question.objections
    for name, check in (
        ("standing", lambda: in_standing(question.by)),
        ("region", lambda: open_in_region(Feature.GENERATE, question.country)),
        ("age", lambda: old_enough(question.by, question.country)),
        ("consent", ask_consent),
        ("rights", ask_rights),
        ("safety", lambda: _safe([*question.texts(), *lines()])),
    ):
        decision &= _certain(name, check)
    return Answer(decision, consent, clearance)


def _moment(question: Question, stage: Stage) -> Moment:
    if stage == Stage.DISPATCH:
        return Moment.UNDERWAY if question.underway else Moment.STARTING
    return Moment.POSTING if stage == Stage.PUBLISH else Moment.MAKING


def _around(question: Question, stage: Stage, job_id: UUID | None) -> Circumstances:
    people = {cameo.handle for cameo in question.everyone()}
    return Circumstances(
        country=question.country,
        purpose=question.purpose,
        audience=MEMBERS if stage == Stage.PUBLISH else DRAFT,
        seconds=settings.CLIP_SECONDS,
        with_people=bool(people),
        remixes=bool(question.ancestors),
        caption=question.caption,
        job=job_id,
        handles_in=lambda text: [place for handle, place in handles_in(text) if handle in people],
    )


def _certain(name: str, check: Callable[[], Decision]) -> Decision:
    """The check's answer, or no if it cannot answer. The savepoint keeps the transaction usable."""
    try:
        with transaction.atomic():
            return check()
    except Exception:
        log.exception("the %s check could not answer", name)
        return no(f"{name}.unavailable", "This can't be checked right now. Try again in a moment.")


def _known(text: str) -> Decision:
    """Everybody who is called by @handle must have a likeness here."""
    return Decision(
        tuple(
            Reason("consent.unknown", f"@{name.handle} has no likeness here.", f"@{name.handle}", name.span)
            for name in mentions(text)
            if name.cameo is None
        )
    )


def _safe(texts: list[str]) -> Decision:
    """The safety list over the person's own text, with spans, and over the ancestors', without."""
    own, *others = texts
    inherited = [reason for text in others for reason in safe(text).reasons]
    return safe(own) & Decision(tuple(Reason(it.code, it.message, it.subject) for it in inherited))


def _publishable(clip: Clip, ancestors: tuple[Clip, ...], by: User) -> Decision:
    """The clip is the person's own, and neither it nor an ancestor is gone."""
    line = [clip.pk, *(ancestor.pk for ancestor in ancestors)]
    locked = {row.pk: row for row in lock_for_change(Clip.objects.filter(pk__in=line))}
    if clip.pk not in locked or locked[clip.pk].maker_id != by.pk:
        return no("clip.not_yours", "Only the maker can post a clip.")
    if Clip.objects.available().filter(pk__in=line).count() == len(line):
        return YES
    return no("clip.withdrawn", "This clip, or one that it remixes, is no longer available.")
