"""Pages for whoever is in clips: what there is, what a change would touch, and what becomes of it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import MemberRequest
from cameos.models import Cameo
from cameos.places import place
from cameos.views.own import own, seen_by, seen_if_sent, version_in
from core.decisions import Conflict, leading_to
from generation.appearances import appearances_page, everything_of
from generation.changing import Asked, NoSuchChange, ask_for
from generation.models import Clip
from generation.preview import paused_by
from generation.services import (
    Made,
    approve_clips,
    hide_clips,
    keep_clips,
    remove_clips,
    settle_made,
    unhide_clips,
)
from generation.services.appearances import fingerprint, hidden_for_consent

ACTS: dict[str, Callable[..., list[Clip]]] = {
    "approve": approve_clips,
    "hide": hide_clips,
    "unhide": unhide_clips,
    "keep": keep_clips,
}
AT_ONCE = 100


@login_required
@require_safe
@never_cache
def appearances(request: MemberRequest, handle: str = "") -> HttpResponse:
    """Every draft, post and remix with the member, or with a being of theirs, by whom, and under which
    permission."""
    if handle:
        own(request, handle)
    query = request.GET
    page = appearances_page(
        user=request.user,
        being=handle,
        after=query.get("after", ""),
        kind=query.get("kind", ""),
        maker=query.get("maker", "")[:64],
    )
    page["undo"] = _ids(query.getlist("undo"))
    page["beings"] = list(Cameo.objects.beings().kept().filter(owner=request.user).order_by("own_handle"))
    if page["next_cursor"]:
        page["next"] = f"{request.path}?{_further(query, page['next_cursor'])}"
    return render(request, "generation/appearances.html", page)


@login_required
@require_POST
def appear_act(request: MemberRequest, handle: str = "") -> HttpResponse:
    """One of the buttons, for one clip ("hide:<id>") or for all that are ticked. What is gone for good is
    asked about once more."""
    cameo = own(request, handle)
    verb, _sign, one = request.POST.get("act", "").partition(":")
    ids = _ids([one] if one else request.POST.getlist("clip"))
    if not ids or verb not in (*ACTS, "remove"):
        if not ids:
            messages.error(request, _("Tick at least one clip."))
        return redirect(place("generation:appearances", cameo))
    if verb == "remove":
        return _removal(request, cameo, ids)
    with leading_to(place("generation:appearances", cameo), _("Clips")):
        done = ACTS[verb](cameo=cameo, clips=ids, by=request.user)
    messages.success(request, _said(verb, len(done)))
    undo = f"?undo={'&undo='.join(str(clip.pk) for clip in done)}" if verb == "hide" and done else ""
    return redirect(place("generation:appearances", cameo) + undo)


def _removal(request: MemberRequest, cameo: Cameo, ids: list[UUID], *, every: bool = False) -> HttpResponse:
    """Asked about on a page of its own, and once more where the rules are others than that has shown.
    `every`: all that are hidden because less is allowed now."""
    status = HTTPStatus.OK
    deed = partial(remove_clips, clips=ids)
    if every:
        deed = partial(settle_made, choice=Made.REMOVE, shown=request.POST.get("shown", ""))
    if request.POST.get("sure"):
        try:
            done = deed(cameo=cameo, by=request.user, seen=seen_by(request))
        except Conflict as conflict:
            messages.error(request, conflict.message)
            status, cameo = HTTPStatus.CONFLICT, own(request, cameo.own_handle or "")
        else:
            messages.success(request, _said("remove", len(done)))
            return redirect(place("cameos:mine" if every else "generation:appearances", cameo))
    shown = {"ids": ids, "all": every, "cameo": cameo, "shown": fingerprint(ids)}
    return render(request, "generation/remove_appearances.html", shown, status=status)


@login_required
@require_safe
@never_cache
def export_appearances(request: MemberRequest, form: str, handle: str = "") -> HttpResponse:
    """All of it as a file: JSON, or CSV for a spreadsheet."""
    if handle:
        own(request, handle)
    rows = list(everything_of(user=request.user, being=handle))
    answer: HttpResponse
    if form == "json":
        answer = JsonResponse(rows, safe=False, json_dumps_params={"ensure_ascii": False})
    else:
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        writer = csv.writer(answer)
        names = list(rows[0]) if rows else ["clip"]
        writer.writerow(names)
        writer.writerows([_harmless(row[name]) for name in names] for row in rows)
    answer.headers["Content-Disposition"] = f'attachment; filename="clips-with-{handle or "me"}.{form}"'
    return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def change(request: MemberRequest, handle: str = "") -> HttpResponse:
    """What allowing less would touch; a POST does it, and settles what was made already."""
    cameo = own(request, handle)
    wish = request.POST if request.method == "POST" else request.GET
    try:
        what, to, seen = wish.get("change", ""), wish.get("to", ""), seen_if_sent(request)
        asked = ask_for(cameo=cameo, what=what, to=to, by=request.user, seen=seen)
    except NoSuchChange:
        return redirect(place("cameos:mine", cameo))
    if request.method == "POST":
        anew = urlencode({"change": what, "to": to})
        with leading_to(f"{request.path}?{anew}", _("Look at it anew")):
            return redirect(_carry_out(request, asked))
    context = {"cameo": cameo, "asked": asked, "touched": asked.preview(), "wish": wish}
    return render(request, "generation/change.html", context)


def _carry_out(request: MemberRequest, asked: Asked) -> str:
    """Where to go then. What is gone for good is asked about once more, when less is allowed already."""
    made, what = request.POST.get("made", Made.HIDE), request.POST.get("change")
    removes = asked.chooses and made == Made.REMOVE
    asked.carry_out(Made(made) if made in Made.values and not removes else Made.HIDE)
    messages.success(request, _("Done. It holds from now on."))
    if asked.cameo.is_being and what == "delete":
        return "cameos:beings"
    return place("generation:made" if removes else "cameos:mine", asked.cameo)


@login_required
@require_safe
@never_cache
def paused(request: MemberRequest, handle: str = "") -> HttpResponse:
    """After a pause, which asks nothing: what it has touched, and the way back."""
    cameo = own(request, handle)
    if not cameo.paused_at:
        return redirect(place("cameos:mine", cameo))
    resting = Cameo.objects.beings().kept().filter(owner=request.user, paused_at__isnull=False)
    beings = [] if cameo.is_being else list(resting)
    context = {"cameo": cameo, "touched": paused_by(cameo, beings=beings), "beings": beings}
    return render(request, "generation/paused.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def made(request: MemberRequest, handle: str = "") -> HttpResponse:
    """After allowing less: what becomes of the clips that are hidden for it. Hidden they stay by default.
    `since` a version: asked only where the change after it has hidden something."""
    cameo = own(request, handle)
    if request.method == "POST":
        choice = request.POST.get("made", Made.HIDE)
        if choice == Made.REMOVE:
            ids = list(hidden_for_consent(cameo).values_list("pk", flat=True))
            return _removal(request, cameo, ids, every=True)
        if choice in Made.values:
            seen = seen_if_sent(request)
            with leading_to(request.path, _("Clips made already")):
                done = settle_made(cameo=cameo, choice=Made(choice), by=request.user, seen=seen)
            messages.success(request, _said(choice, len(done)))
        return redirect(place("cameos:mine", cameo))
    clips = hidden_for_consent(cameo)
    count, since = clips.count(), version_in(request.GET.get("since", ""))
    if not hidden_for_consent(cameo, since=since).exists():
        return redirect(place("cameos:mine", cameo))
    makers = clips.order_by("maker__username").values_list("maker__username", flat=True).distinct()[:20]
    context = {"count": count, "makers": list(makers), "paused": cameo.paused_at}
    context["cameo"] = cameo
    return render(request, "generation/made.html", context)


def _ids(texts: list[str]) -> list[UUID]:
    """Those that are ids, each once, and not too many."""
    found: dict[UUID, None] = {}
    for text in texts[:AT_ONCE]:
        try:
            found[UUID(text)] = None
        except ValueError:
            continue
    return list(found)


def _said(verb: str, count: int) -> str:
    done = {
        "approve": ngettext("%(n)s clip approved.", "%(n)s clips approved.", count),
        "hide": ngettext("%(n)s clip is hidden.", "%(n)s clips are hidden.", count),
        "unhide": ngettext(
            "%(n)s clip is no longer hidden by you.", "%(n)s are no longer hidden by you.", count
        ),
        "keep": ngettext("%(n)s clip may stay.", "%(n)s clips may stay.", count),
        "remove": ngettext("%(n)s clip is removed.", "%(n)s clips are removed.", count),
    }
    if verb == "hide" and not count:
        return _("They stay hidden.")
    return done[verb] % {"n": count}


def _further(query: QueryDict, after: str) -> str:
    wish = query.copy()
    wish.pop("undo", None)
    wish["after"] = after
    return wish.urlencode()


def _harmless(value: object) -> object:
    """A spreadsheet takes a text that begins like this for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
