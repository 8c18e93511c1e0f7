"""The terms of a policy in words: a line for each, for the owner, for makers and for a before and after."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.countries import country_name
from cameos.models import Approval, ConsentPolicy, Scope, Topic
from cameos.models.terms import ALWAYS_OFF
from cameos.rules.compiled import Kind
from cameos.terms import forbidden_in, rules_of

Line = tuple[str, list[str]]  # what it is about, and what holds
Change = tuple[str, list[str], list[str]]  # what it is about, what goes, and what comes


def lines_of(policy: ConsentPolicy) -> list[Line]:
    """All terms, said to the owner."""
    rules = [f"“{rule.text}”" for rule in rules_of(policy)]
    told = [
        (_("Who"), str(Scope(policy.scope).label)),
        (_("Approval"), str(Approval(policy.approval).label)),
        (_("Never with"), topics_in_words(policy)),
        (_("Voice"), _("Clips may have speech") if policy.voice else _("Nobody speaks or sings")),
        (_("Remixes"), _("Yes") if policy.remix else _("No")),
        (_("Commercial"), _("Yes") if policy.commercial else _("No")),
        (_("Where"), ", ".join(map(country_name, policy.regions)) or _("Everywhere")),
        (_("Dates"), _dates(policy.starts_at, policy.ends_at)),
        (_("Limits"), ", ".join(_limits(policy)) or _("None")),
    ]
    return [*((about, [holds]) for about, holds in told), (_("Rules"), rules or [_("None")])]


def changed_lines(before: ConsentPolicy, after: ConsentPolicy) -> list[Change]:
    """Where they differ."""
    pairs = zip(lines_of(before), lines_of(after), strict=True)
    changes = [
        (about, [it for it in was if it not in becomes], [it for it in becomes if it not in was])
        for (about, was), (_same, becomes) in pairs
    ]
    return [(about, goes, comes) for about, goes, comes in changes if goes or comes]


def details_of(policy: ConsentPolicy) -> str:
    """What goes after the sentence about who: "Not with politics. You look at each clip first." """
    parts = [_("Not with: %(topics)s.") % {"topics": topics_in_words(policy)}]
    if policy.approval != Approval.NEVER:
        parts.append(str(_APPROVED[Approval(policy.approval)]))
    parts += [f"{limit}." for limit in _limits(policy)]
    if policy.ends_at:
        until = date_format(timezone.localtime(policy.ends_at), "j F Y")
        parts.append(_("Until %(day)s.") % {"day": until})
    return " ".join(map(str, parts))


_APPROVED = {
    Approval.OUTSIDE: gettext_lazy(
        "You look at clips of people outside your friends before they are posted."
    ),
    Approval.CLIP: gettext_lazy("You look at each clip before it is posted."),
    Approval.PROMPT: gettext_lazy("You read each prompt before anything is made."),
}


def told_to_makers(policy: ConsentPolicy) -> str:
    """The rules of somebody in one line, for whoever thinks of casting them."""
    parts = []
    if kept_out := sorted(forbidden_in(policy) - ALWAYS_OFF, key=list(Topic).index):
        names = ", ".join(topic.label.lower() for topic in kept_out)
        parts.append(_("Not with %(topics)s.") % {"topics": names})
    parts += [f"“{rule.text}”" for rule in rules_of(policy) if rule.kind != Kind.UNKNOWN]
    parts += [_("No voice.")] * (not policy.voice) + [_("No remixes.")] * (not policy.remix)
    parts += [_("Reads prompts first.")] * (policy.approval == Approval.PROMPT)
    parts += [_("Looks before you post.")] * (policy.approval == Approval.CLIP)
    return " ".join(parts)


def topics_in_words(policy: ConsentPolicy) -> str:
    kept_out = sorted(forbidden_in(policy), key=list(Topic).index)
    return ", ".join(topic.label.lower() for topic in kept_out)


def _limits(policy: ConsentPolicy) -> list[str]:
    said = []
    if policy.per_person_day is not None:
        number = policy.per_person_day
        said.append(
            ngettext("%(n)s clip a day by each person", "%(n)s clips a day by each person", number)
            % {"n": number}
        )
    if policy.per_day is not None:
        number = policy.per_day
        said.append(
            ngettext("%(n)s clip a day by all others", "%(n)s clips a day by all others", number)
            % {"n": number}
        )
    return said


def _dates(start: datetime | None, end: datetime | None) -> str:
    if not start and not end:
        return _("Until you change it")
    days = [date_format(timezone.localtime(day), "j F Y") if day else "…" for day in (start, end)]
    return " – ".join(days)
