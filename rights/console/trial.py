"""Trying a prompt: what of one's own it would hit, by which stage and rule. Nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from accounts.http import MemberRequest
from rights.console.door import own
from rights.console.forms.works import PromptForm
from rights.console.site import console
from rights.models import Work
from rights.services import Clearance, Finding, clear
from rights.services.clearing import UNAVAILABLE

STAGES = {
    "exact": "the name as it is",
    "fuzzy": "the name, misspelled",
    "obfuscated": "the name in disguise",
    "person": "the name of a person",
    "described": "the description",
}
RULES = {
    "licensed": "Open: a license carries it.",
    "ask": "You approve the prompt first.",
    "review": "A moderator looks at it first.",
    "block": "Refused: nothing is open to this member.",
}


@dataclass(frozen=True, slots=True)
class Match:
    """One find in a work of one's own."""

    work: Work
    words: str
    stage: str
    score: float
    rule: str
    outcome: str
    why: tuple[str, ...]


def trial(request: MemberRequest) -> HttpResponse:
    """As a member who is listed nowhere by name would be answered: here, whoever asks."""
    form = PromptForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return console.page(request, "console/trial.html", form=form, status=status)
    text = form.cleaned_data["text"]
    clearance = clear([text], by=request.user, hold=False)
    return console.page(
        request, "console/trial.html", form=form, tried=True, **_told(request, text, clearance)
    )


def _told(request: MemberRequest, text: str, clearance: Clearance) -> dict[str, Any]:
    mine = set(own(Work, request).values_list("pk", flat=True))
    return {
        "broken": clearance is UNAVAILABLE,
        "matches": [_match(text, it) for it in clearance.findings if it.work.pk in mine],
        "others": len({it.work.pk for it in clearance.findings} - mine),
        "revision": clearance.revision,
    }


def _match(text: str, it: Finding) -> Match:
    return Match(
        work=it.work,
        words=text[it.hit.span.start : it.hit.span.end],
        stage=STAGES.get(it.hit.stage, str(it.hit.stage)),
        score=it.hit.score,
        rule=RULES.get(it.outcome, str(it.outcome)),
        outcome=str(it.outcome),
        why=it.why,
    )
