"""The terms of a likeness, judged over one clip: pure, and every reason names whose rule it is."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Final

from cameos.models import Approval, Audience, Cameo, ConsentGrant, ConsentPolicy, Topic
from cameos.models.terms import ALWAYS_OFF
from cameos.rules.compiled import Kind, Rule
from cameos.rules.judging import Breach, breach_of_rule, breaches_of_topics
from cameos.ties import Ties
from cameos.uses import Moment, Use
from core.decisions import YES, Decision, Reason, no
from core.sentences.encoders import EncoderMissing

log = logging.getLogger(__name__)

UNAVAILABLE: Final = "consent.unavailable"
QUOTED: Final = 120  # characters of a passage that a reason quotes


@dataclass(frozen=True, slots=True)
class Counted:
    """Clips of others that rest on a consent already, without the one that is asked about."""

    today: int = 0
    by_person_today: int = 0
    under_grant: int = 0
    under_grant_today: int = 0


def rules_of(policy: ConsentPolicy) -> list[Rule]:
    return [Rule.from_json(row) for row in policy.rules]


def additions_of(policy: ConsentPolicy) -> list[str]:
    return [rule.addition for rule in rules_of(policy) if rule.kind == Kind.ADD]


def forbidden_in(policy: ConsentPolicy) -> frozenset[Topic]:
    return frozenset(Topic(topic) for topic in policy.forbidden) | ALWAYS_OFF


def judge_terms(cameo: Cameo, ties: Ties, use: Use, counted: Counted) -> Decision:
    """What speaks against `use`, when the scope does not. Only what is off for everyone binds the owner.

    Where the meaning of the words cannot be read, the answer is no: the lists alone are too little.
    """
    try:
        return _judge_terms(cameo, ties, use, counted)
    except EncoderMissing:
        log.exception("the topics of a text could not be read")
        words = "What these words mean can’t be checked right now. Try again in a moment."
        return no(UNAVAILABLE, words, subject=f"@{cameo.handle}")


def _judge_terms(cameo: Cameo, ties: Ties, use: Use, counted: Counted) -> Decision:
    policy, name = ties.policy_of(cameo), f"@{cameo.handle}"
    if cameo.owner_id == ties.by:
        return Decision(tuple(_topics(name, ALWAYS_OFF, use)))
    words = () if use.words_known else (*_topics(name, forbidden_in(policy), use), *_rules(name, policy, use))
    reasons = [
        *words,
        *_ways(name, cameo, policy, use),
        *_caption(name, policy, use),
        *_grant(name, ties.bounds.get(cameo.pk), use),
        *_counts(name, cameo, ties, use, counted),
    ]
    return Decision(tuple(reasons)) & (YES if reasons else _approval(name, cameo, policy, ties, use))


def _topics(name: str, topics: frozenset[Topic], use: Use) -> Iterator[Reason]:
    for breach in breaches_of_topics(topics, use):
        if not breach.is_sure:
            continue
        assert breach.topic
        label = breach.topic.label.lower()
        words = f"{name} is not shown with: {label}{_where(breach)}.{_read(breach)}"
        if breach.topic in ALWAYS_OFF:
            words = f"Nobody’s likeness is used for this: {label}{_where(breach)}.{_read(breach)}"
        yield Reason(f"consent.topic.{breach.topic}", words, name, breach.span)


def judge_for_everyone(text: str) -> Decision:
    """What is off for everyone, over words that will stand in many clips. Raises EncoderMissing."""
    return Decision(tuple(_topics("", ALWAYS_OFF, Use(text))))


def _rules(name: str, policy: ConsentPolicy, use: Use) -> Iterator[Reason]:
    for rule in rules_of(policy):
        if breach := breach_of_rule(rule, use):
            words = f"{name} has a rule: “{rule.text}”{_where(breach)}.{_read(breach)}"
            yield Reason("consent.rule", words, name, breach.span)


def _where(breach: Breach) -> str:
    return "" if breach.span else " (in words beside your prompt)"


def said_of(breach: Breach) -> str:
    """Which passage it is that no list has the words of, so that it can be worded anew."""
    if not breach.passage or not breach.topic:
        return ""
    may = "reads" if breach.is_sure else "may read"
    return f"“{shorten(breach.passage, QUOTED, placeholder='…')}” {may} as {breach.topic.label.lower()}."


def _read(breach: Breach) -> str:
    said = said_of(breach)
    return f" {said}" if said else ""


def _ways(name: str, cameo: Cameo, policy: ConsentPolicy, use: Use) -> Iterator[Reason]:
    if use.voice and not policy.voice:
        yield Reason(
            "consent.voice", f"{name} does not lend their voice: nobody can speak or sing here.", name
        )
    if cameo.pk in use.remixed and not policy.remix:
        yield Reason("consent.remix", f"{name} does not want clips with them to be remixed.", name)
    if use.commercial and not policy.commercial:
        yield Reason("consent.commercial", f"{name} is in no commercial clips.", name)
    if policy.regions and use.country not in policy.regions:
        yield Reason("consent.region", f"{name} does not allow this in your country.", name)


def _caption(name: str, policy: ConsentPolicy, use: Use) -> Iterator[Reason]:
    """Nobody reads a caption before it is posted, and it is soon worded anew: a doubt about it is a no,
    whatever was approved. No span: that would point into the prompt."""
    if use.moment != Moment.POSTING or not use.caption:
        return
    if doubt := doubt_about(policy, Use(use.caption)):
        words = (
            f"{name} keeps out of what these words beside the clip may mean.{_read(doubt)} Word them anew."
        )
        yield Reason("consent.caption", words, name)


def _grant(name: str, grant: ConsentGrant | None, use: Use) -> Iterator[Reason]:
    goes_out = use.moment == Moment.POSTING or use.posted
    if grant and goes_out and grant.audience == Audience.DRAFT:
        yield Reason("consent.audience", f"{name} allows you drafts only: this can’t be posted.", name)


def _counts(name: str, cameo: Cameo, ties: Ties, use: Use, counted: Counted) -> Iterator[Reason]:
    """A clip that is counted already is not counted again; but a grant carries no more than it carries."""
    if use.moment == Moment.MADE:
        return
    grant = ties.bounds.get(cameo.pk)
    if grant and _is_full(grant.total, counted.under_grant):
        words = f"{name} allowed you {_clips(grant.total)}, and there they are."
        yield Reason("consent.grant_used", words, name)
    if cameo.pk not in ties.uses:
        yield from _counts_of_today(name, ties.policy_of(cameo), grant, counted)


def _counts_of_today(
    name: str, policy: ConsentPolicy, grant: ConsentGrant | None, counted: Counted
) -> Iterator[Reason]:
    today = "Try again tomorrow (UTC)."
    if grant and _is_full(grant.per_day, counted.under_grant_today):
        yield Reason("consent.per_person", f"{name} allows you {_clips(grant.per_day)} a day. {today}", name)
    if _is_full(policy.per_person_day, counted.by_person_today):
        words = f"{name} allows each person {_clips(policy.per_person_day)} a day. {today}"
        yield Reason("consent.per_person", words, name)
    if _is_full(policy.per_day, counted.today):
        words = f"{name} allows {_clips(policy.per_day)} a day, of all people together. {today}"
        yield Reason("consent.per_day", words, name)


def _is_full(limit: int | None, used: int) -> bool:
    return limit is not None and used >= limit


def _clips(number: int | None) -> str:
    return "1 clip" if number == 1 else f"{number} clips"


def asks_first(policy: ConsentPolicy) -> bool:
    """Is every prompt of others shown to the owner first? Also where nobody else could check a rule."""
    unclear = any(rule.kind == Kind.UNKNOWN for rule in rules_of(policy))
    return policy.approval == Approval.PROMPT or unclear


def doubt_about(policy: ConsentPolicy, use: Use) -> Breach | None:
    """What in the words perhaps touches something that the owner keeps out of: then they read them first.
    Raises EncoderMissing."""
    topics = forbidden_in(policy).union(*(rule.topics for rule in rules_of(policy)))
    return next((it for it in breaches_of_topics(topics, use) if not it.is_sure), None)


def looks_first(cameo: Cameo, ties: Ties, use: Use | None = None) -> bool:
    """Does the owner look at a clip of this person before it is posted? Also where they wanted to read the
    prompt, and have not: it was made before they did; and where nobody is sure what the words mean."""
    policy = ties.policy_of(cameo)
    unread = asks_first(policy) and cameo.pk not in ties.requests
    outside = policy.approval == Approval.OUTSIDE and not ties.is_friend(cameo)
    return unread or outside or policy.approval == Approval.CLIP or _is_doubtful(cameo, ties, use)


def _is_doubtful(cameo: Cameo, ties: Ties, use: Use | None) -> bool:
    """Are there words that the owner has not read, and should? A caption in doubt is refused anyway."""
    if use is None or cameo.pk in ties.requests:
        return False
    if use.words_known or use.moment == Moment.MADE:  # nobody is asked about what is there
        return False
    return is_doubtful(ties.policy_of(cameo), replace(use, caption=""))


def is_doubtful(policy: ConsentPolicy, use: Use) -> bool:
    """Is there a doubt, or nobody to say that there is none?"""
    try:
        return doubt_about(policy, use) is not None
    except EncoderMissing:
        return True


def _approval(name: str, cameo: Cameo, policy: ConsentPolicy, ties: Ties, use: Use) -> Decision:
    if use.moment.is_before and cameo.pk not in ties.requests:
        if asks_first(policy):
            words = f"{name} reads each prompt before anything is made."
            return no("consent.prompt", words, subject=name)
        if not use.words_known and (doubt := doubt_about(policy, use)):
            words = f"{name} reads this prompt before anything is made.{_read(doubt)}"
            return no("consent.prompt", words, subject=name, span=doubt.span)
    held = ties.uses.get(cameo.pk)
    if use.moment == Moment.MADE and held and held.request_id and cameo.pk not in ties.requests:
        words = f"{name} has taken back what they allowed for this clip."
        return no("consent.prompt", words, subject=name)
    approved = held is not None and held.is_approved
    if use.moment == Moment.POSTING and looks_first(cameo, ties, use) and not approved:
        words = f"This waits for {name}: they look at the clip before it is posted. You will be told."
        return no("consent.look", words, subject=name)
    return YES
