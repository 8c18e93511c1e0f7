"""The names of works. What would stop innocent prompts is held back, and said."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.http import MemberRequest
from rights import replay, services
from rights.console.door import find, posted, told
from rights.console.forms.works import NameForm
from rights.models import Alias, MatchMode, Work
from rights.policies import may_manage


@posted
def add(request: MemberRequest, pk: int) -> HttpResponse:
    work = find(Work, request, pk)
    may_manage(work=work, by=request.user).require()
    form = NameForm(request.POST)
    if form.is_valid():
        with told(request):
            values = form.cleaned_data
            tell_of(
                request,
                services.add_alias(
                    work=work,
                    text=values["text"],
                    language=values["language"],
                    mode=MatchMode(values["mode"]),
                    by=request.user,
                ),
            )
    else:
        messages.error(request, "Write a name of up to 120 characters, and choose how it counts.")
    return redirect("console:work", pk)


@posted
def change(request: MemberRequest, pk: int) -> HttpResponse:
    alias = find(Alias, request, pk)
    may_manage(work=alias.work, by=request.user).require()
    mode = request.POST.get("mode", "")
    if mode in MatchMode.values:
        with told(request):
            tell_of(
                request,
                services.change_alias(alias=alias, text=alias.text, mode=MatchMode(mode), by=request.user),
            )
    return redirect("console:work", alias.work_id)


@posted
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    alias = find(Alias, request, pk)
    services.remove_alias(alias=alias, by=request.user)
    messages.success(request, f"{alias.text} is no name of {alias.work.title} any more.")
    return redirect("console:work", alias.work_id)


def tell_of(request: MemberRequest, alias: Alias) -> None:
    """That it counts; or which innocent prompts it would stop, and what happens now."""
    if not alias.wanted:
        messages.success(
            request, f"{alias.text}: {alias.get_mode_display().lower()}, from the next prompt on."
        )
        return
    tried = replay.try_names([(alias.text, alias.wanted)])
    examples = "; ".join(f"“{text}”" for text in tried.stopped[: replay.SHOWN])
    messages.warning(
        request,
        f"{alias.text} would stop {len(tried.stopped)} of {tried.prompts} innocent prompts: {examples}. "
        f"For now: {alias.get_mode_display().lower()}. An operator decides about the rest.",
    )
