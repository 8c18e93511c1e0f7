"""The editor of what a likeness allows: its confirmation, its trial and its history."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import MemberRequest
from cameos.comparing import narrower_terms, wider_terms
from cameos.describing import Change, changed_lines, lines_of
from cameos.models import Cameo, ConsentPolicy, Scope, Topic
from cameos.models.terms import ALWAYS_OFF
from cameos.places import leading_to_rules, made_since, place
from cameos.policies import ASKED_OF_PEOPLE, may_request, may_widen
from cameos.presets import Preset, preset_of, terms_of
from cameos.queries import nobody_has, read_consents
from cameos.rules.compile import compile_rules
from cameos.rules.compiled import Kind
from cameos.services import change_terms, current_policy
from cameos.services.holding import LOOK_AGAIN
from cameos.term_forms import TermsForm, TrialForm
from cameos.terms import rules_of
from cameos.views.own import assurance_of, own, seen_by
from core.decisions import Conflict, Refused

VERSIONS = 50  # shown of the history
OURS = ("csrfmiddlewaretoken", "confirmed", "again", "version")  # not to be sent on as it came


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def edit(request: MemberRequest, handle: str = "") -> HttpResponse:
    cameo = own(request, handle)
    policy = current_policy(cameo)
    if request.method != "POST":
        return _editor(request, cameo, policy, TermsForm.showing(policy, is_being=cameo.is_being))
    form = TermsForm(request.POST, is_being=cameo.is_being)
    if "version" in form.errors:
        return redirect(place("cameos:terms", cameo))
    if "again" in request.POST or not form.is_valid():  # back from the confirmation, with all that was typed
        return _editor(request, cameo, policy, form)
    try:
        return _change(request, cameo, form.terms(), seen=form.cleaned_data["version"])
    except Refused as refusal:
        return _editor(request, cameo, policy, _refused(form, refusal))


@require_POST
@login_required
def preset(request: MemberRequest, handle: str = "") -> HttpResponse:
    """Take over a ready-made set of terms."""
    cameo, name = own(request, handle), request.POST.get("preset", "")
    if name not in Preset.values:
        return redirect(place("cameos:terms", cameo))
    policy, terms = current_policy(cameo), terms_of(Preset(name))
    if "again" in request.POST:
        form = TermsForm.holding(policy.with_terms(**terms), is_being=cameo.is_being)
        return _editor(request, cameo, policy, form)
    try:
        return _change(request, cameo, terms)
    except Refused as refusal:
        form = TermsForm.holding(policy, is_being=cameo.is_being)
        return _editor(request, cameo, policy, _refused(form, refusal))


def _refused(form: TermsForm, refusal: Refused) -> TermsForm:
    """With what was typed, and why it is not to be."""
    form.add_error("scope", [reason.message for reason in refusal.decision.reasons])
    return form


def _change(
    request: MemberRequest, cameo: Cameo, terms: dict[str, Any], *, seen: int | None = None
) -> HttpResponse:
    """What came too late leads on to the rules as they are now."""
    with leading_to_rules(cameo):
        return _change_or_ask(request, cameo, terms, seen)


def _change_or_ask(
    request: MemberRequest, cameo: Cameo, terms: dict[str, Any], seen: int | None
) -> HttpResponse:
    """What narrows holds at once. What widens anything is shown first, beside what holds now."""
    before = current_policy(cameo)
    if seen not in (None, before.version):
        raise Conflict("likeness.changed", LOOK_AGAIN)
    after = before.with_terms(**terms)
    wider = wider_terms(before, after)
    if not Scope(before.scope).includes(Scope(after.scope)):
        may_widen(cameo=cameo, by=request.user).require()  # rather than ask, and then refuse
    if wider and "confirmed" not in request.POST:
        return _ask(request, cameo, before, after)
    narrower = narrower_terms(before, after)
    # Between this reading and the change nothing else may come: what was shown is what happens.
    shown = seen_by(request) if wider else before.version
    change_terms(cameo=cameo, terms=terms, by=request.user, seen=shown)
    messages.success(request, _("Saved. It holds from now on."))
    # After narrowing comes the question about clips that this has hidden, if there are any.
    return redirect(made_since(before.version, cameo) if narrower else place("cameos:mine", cameo))


def _ask(request: MemberRequest, cameo: Cameo, before: ConsentPolicy, after: ConsentPolicy) -> HttpResponse:
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        "cameo": cameo,
        "changes": changed_lines(before, after),
        "sent": [(name, value) for name, value in sent if name not in OURS],
        "version": before.version,
        "where": request.path,
    }
    return render(request, "cameos/confirm.html", context)


def _editor(request: MemberRequest, cameo: Cameo, policy: ConsentPolicy, form: TermsForm) -> HttpResponse:
    typed = form.is_bound and "rules" not in form.errors
    rules = compile_rules(form["rules"].value() or "") if typed else rules_of(policy)
    context = {
        "cameo": cameo,
        "form": form,
        "presets": Preset.choices,
        "preset": preset_of(policy),
        "rules": rules,
        "nobody": nobody_has(
            (it for rule in rules if rule.kind == Kind.COMPANY for it in rule.phrases), by=request.user
        ),
        "cool_down": settings.LIKENESS_COOL_DOWN_HOURS,
        **assurance_of(cameo),
        "locked": [topic.label for topic in Topic if topic in ALWAYS_OFF],
    }
    return render(request, "cameos/terms.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def trial(request: MemberRequest, handle: str = "") -> HttpResponse:
    """What these rules would say to somebody's prompt. Nothing is made or kept, and nobody is told."""
    cameo = own(request, handle)
    form = TrialForm(request.POST or None, by=request.user)
    context: dict[str, object] = {"form": form, "cameo": cameo}
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["handle"]
        consent = read_consents(cameos=[cameo], by=person, use=form.use())
        askable = {reason.code for reason in consent.decision.reasons} <= ASKED_OF_PEOPLE
        context["consent"] = consent
        context["asks"] = askable and may_request(cameo=cameo, by=person).allowed
    return render(request, "cameos/trial.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@login_required
def history(request: MemberRequest, handle: str = "") -> HttpResponse:
    """The versions, newest first, each with what it changed."""
    cameo = own(request, handle)
    rows = list(ConsentPolicy.objects.filter(cameo=cameo).newest()[: VERSIONS + 1])
    versions = [(row, changed_lines(older, row)) for row, older in pairwise(rows)]
    if len(rows) <= VERSIONS and rows:
        first: list[Change] = [(about, [], holds) for about, holds in lines_of(rows[-1])]
        versions.append((rows[-1], first))
    return render(request, "cameos/history.html", {"versions": versions, "cameo": cameo})
