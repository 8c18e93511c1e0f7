"""Reporting a clip, and the moderators' queue."""

from collections.abc import Callable, Sequence
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import MemberRequest
from core.decisions import Conflict, Reason, Refused
from feed.cursors import BadCursor
from feed.models import Post
from generation.models import Clip
from moderation.countering import send_counter_notice
from moderation.counternotices import OPEN, is_contestable
from moderation.evidence import exhibits
from moderation.forms import CounterNoticeForm, ReportForm, RulingForm
from moderation.likeness_claims import CLAIM, HOLD
from moderation.models import Case, CaseState, Report, ReportReason, Verdict
from moderation.policies import may_report, may_rule
from moderation.queries import cases_page, count_cases, next_waiting, reports_page
from moderation.services import (
    allow_picture,
    allow_prompt,
    keep_clip,
    refuse_picture,
    refuse_prompt,
    remove_clip,
    report_clip,
    restore_clip,
)

View = Callable[..., HttpResponse]

RULE = {
    Verdict.REMOVE: remove_clip,
    Verdict.RESTORE: restore_clip,
    Verdict.KEEP: keep_clip,
    Verdict.ALLOW: allow_prompt,
    Verdict.REFUSE: refuse_prompt,
}
RULE_ON_PICTURE = RULE | {Verdict.ALLOW: allow_picture, Verdict.REFUSE: refuse_picture}
DONE = {
    Verdict.REMOVE: "Removed. The maker is told, with your reason.",
    Verdict.RESTORE: "Restored. The maker is told.",
    Verdict.KEEP: "Kept. The case has left the queue.",
    Verdict.ALLOW: "Allowed. The clip is made now, if nothing else stands in its way.",
    Verdict.REFUSE: "Refused. The maker is told, with your reason.",
}
ALLOWED = {  # where it is not a prompt
    "recording": "Accepted. They can open their likeness to others now.",
    "picture": "Let in. The original is erased, and they are told.",
}


def moderators_only(view: View) -> View:
    """To everyone else the page is not there."""

    @wraps(view)
    def guarded(request: MemberRequest, **kwargs: int | str) -> HttpResponse:
        if not may_rule(request.user).allowed:
            raise Http404
        return view(request, **kwargs)

    return guarded


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: MemberRequest, clip_id: UUID) -> HttpResponse:
    """The form, as a sheet over the feed or as a page of its own."""
    posts = Post.objects.visible_to(request.user).select_related("clip", "maker")
    post = get_object_or_404(posts, clip_id=clip_id)
    may_report(clip=post.clip, by=request.user).require()
    form = ReportForm(request.POST or None)
    if not form.is_valid():
        return _report_page(request, post, form, status=422 if form.errors else 200)
    try:
        made = report_clip(
            clip=post.clip,
            by=request.user,
            reason=ReportReason(form.cleaned_data["reason"]),
            text=form.cleaned_data["text"],
        )
    except Refused as refusal:
        reasons = refusal.decision.reasons
        too_many = any(reason.code == "report.too_many" for reason in reasons)
        return _report_page(request, post, form, reasons=reasons, status=429 if too_many else 403)
    return redirect("moderation:receipt", made.pk)


def _report_page(
    request: MemberRequest, post: Post, form: ReportForm, *, status: int, reasons: Sequence[Reason] = ()
) -> HttpResponse:
    """The form, with what was written, and what speaks against it."""
    template = "moderation/_report.html" if request.htmx else "moderation/report.html"
    return render(request, template, {"post": post, "form": form, "reasons": reasons}, status=status)


@login_required
@require_safe
def receipt(request: MemberRequest, report_id: int) -> HttpResponse:
    """What became of one's own report."""
    mine = Report.objects.of(request.user).select_related("case")
    template = "moderation/_receipt.html" if request.htmx else "moderation/receipt.html"
    return render(request, template, {"report": get_object_or_404(mine, pk=report_id)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def counter_notice(request: MemberRequest, clip_id: UUID) -> HttpResponse:
    """Why a clip of one's own is not shown, and how to say that this is a mistake."""
    clip = get_object_or_404(Clip.objects.of(request.user), pk=clip_id)
    withdrawals = clip.withdrawals.filter(lifted_at=None).order_by("pk")
    notice = clip.counter_notices.order_by("-pk").first()
    waiting = bool(notice and notice.state in OPEN)
    contested = None if waiting else next(filter(is_contestable, withdrawals), None)
    form = CounterNoticeForm(request.POST or None, by=request.user)
    if contested and form.is_valid():
        send_counter_notice(withdrawal=contested, by=request.user, **form.wish())
        messages.success(request, "We have your counter-notice.")
        return redirect("moderation:counter_notice", clip.pk)
    claims = [it.source for it in withdrawals if it.source.startswith(CLAIM)]
    context = {
        "clip": clip,
        "withdrawals": withdrawals,
        "notice": notice,
        "form": form if contested else None,
        "claimed": bool(claims),
        "claim_waits": any(source.endswith(HOLD) for source in claims),
    }
    status = 422 if contested and form.errors else 200
    return render(request, "moderation/counter_notice.html", context, status=status)


@login_required
@moderators_only
@require_safe
def cases(request: MemberRequest) -> HttpResponse:
    """Clips that somebody reported and what waits for a yes, a tab for each state."""
    state = _state(request.GET.get("state", CaseState.OPEN))
    try:
        page = cases_page(state, viewer=request.user, cursor=request.GET.get("after", ""))
    except BadCursor as error:
        raise Http404 from error
    counts = count_cases()
    context = {
        "state": state,
        "tabs": [(each.value, TABS[each], counts[each.value]) for each in CaseState],
        "exhibits": exhibits(page.cases, viewer=request.user),
        "cursor": page.cursor,
    }
    return render(request, "moderation/cases.html", context)


TABS = {
    CaseState.OPEN: "Waiting",
    CaseState.REMOVED: "Removed",
    CaseState.KEPT: "Kept",
    CaseState.ALLOWED: "Allowed",
    CaseState.REFUSED: "Refused",
    CaseState.LAPSED: "Not decided",
}


def _state(name: str) -> CaseState:
    try:
        return CaseState(name)
    except ValueError as error:
        raise Http404 from error


@login_required
@moderators_only
@require_safe
def case(request: MemberRequest, case_id: int) -> HttpResponse:
    return _case_page(request, get_object_or_404(Case.objects.with_evidence(), pk=case_id), RulingForm())


@login_required
@moderators_only
@require_POST
def rule(request: MemberRequest, case_id: int, verdict: str) -> HttpResponse:
    """Decide, and go on to the clip that has waited longest."""
    decided = get_object_or_404(Case.objects.with_evidence(), pk=case_id)
    if verdict not in RULE:
        raise Http404
    form = RulingForm(request.POST)
    if not form.is_valid():
        return _case_page(request, decided, form, verdict=verdict)
    was_waiting = decided.state == CaseState.OPEN
    chosen = Verdict(verdict)
    rules = RULE_ON_PICTURE if decided.is_about_picture else RULE
    try:
        rules[chosen](case=decided, by=request.user, reason=form.cleaned_data["reason"])
    except Conflict as conflict:
        still = Case.objects.with_evidence().get(pk=decided.pk)
        if not _can_wait(still):
            raise
        form.add_error(None, conflict.message)
        return _case_page(request, still, form, verdict=verdict, status=409)
    told = ALLOWED.get(decided.thing) if chosen == Verdict.ALLOW else None
    messages.success(request, told or DONE[chosen])
    following = next_waiting(after=decided) if was_waiting else decided
    return redirect("moderation:case", following.pk) if following else redirect("moderation:cases")


def _can_wait(case: Case) -> bool:
    """Is it there to be decided later, or in another way? Then the reason that was written is not lost."""
    return case.state == CaseState.OPEN and bool(_choices(case))


def _case_page(
    request: MemberRequest, case: Case, form: RulingForm, *, verdict: str = "", status: int = 422
) -> HttpResponse:
    try:
        reports = reports_page(case, viewer=request.user, cursor=request.GET.get("after", ""))
    except BadCursor as error:
        raise Http404 from error
    context = {
        "exhibit": exhibits([case], viewer=request.user)[0],
        "page": reports,
        "form": form,
        "chosen": verdict,
        "choices": _choices(case),
    }
    return render(request, "moderation/case.html", context, status=status if form.errors else 200)


def _choices(case: Case) -> Sequence[tuple[Verdict, str, str]]:
    if case.is_about_clip:
        return CHOICES.get(CaseState(case.state), ())
    if case.state != CaseState.OPEN or (case.picture and not case.picture.is_in_review):
        return ()
    return ((Verdict.ALLOW, YES.get(case.thing, "Allow"), "A"), (Verdict.REFUSE, "Refuse", "R"))


YES = {"recording": "It is them", "picture": "No child, nobody redrawn can be known: use it"}
# Of clips, by state, what can be decided: verdict, its word, its key
CHOICES = {
    CaseState.OPEN: ((Verdict.KEEP, "Keep", "A"), (Verdict.REMOVE, "Remove", "R")),
    CaseState.REMOVED: ((Verdict.RESTORE, "Restore", "A"),),
    CaseState.KEPT: ((Verdict.REMOVE, "Remove", "R"),),
}
