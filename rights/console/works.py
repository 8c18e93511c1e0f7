"""Works: what they are called, how they look, what shows that they are yours."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from accounts.http import MemberRequest
from rights import services
from rights.console.door import find, own, posted, told
from rights.console.forms.works import (
    DescriptionForm,
    EvidenceForm,
    FactsForm,
    NameForm,
    TraitsForm,
    WorkForm,
)
from rights.console.names import tell_of
from rights.console.site import console
from rights.models import Description, EvidenceFile, License, MatchMode, Work, WorkKind
from rights.policies import may_manage

PAGE = 50


def works(request: MemberRequest) -> HttpResponse:
    active = License.objects.active().filter(work=OuterRef("pk"))
    rows = own(Work, request).annotate(is_open=Exists(active), names=Count("aliases", distinct=True))
    term = request.GET.get("q", "").strip()[:120]
    if term:
        named = Q(title__icontains=term) | Q(aliases__text__icontains=term)
        rows = rows.filter(pk__in=own(Work, request).filter(named).values("pk"))
    after = request.GET.get("after", "")
    if after:
        rows = rows.filter(slug__gt=after)
    found = list(rows.select_related("holder").order_by("slug")[: PAGE + 1])
    return console.page(
        request,
        "console/works.html",
        works=found[:PAGE],
        term=term,
        next_cursor=found[PAGE - 1].slug if len(found) > PAGE else "",
    )


def add(request: MemberRequest) -> HttpResponse:
    form = WorkForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        work = services.register_work(
            title=facts["title"],
            kind=WorkKind(facts["kind"]),
            mode=MatchMode(facts["mode"]),
            alternative=facts["alternative"],
            holder=facts["holder"],
            by=request.user,
        )
        tell_of(request, work.aliases.get())
        messages.success(request, f"{work.title} is entered. Nobody can use it until you open it.")
        return redirect("console:work", work.pk)
    return console.page(request, "console/work_add.html", form=form, status=_status(form))


def work(request: MemberRequest, pk: int) -> HttpResponse:
    row = find(own(Work, request).select_related("holder", "franchise"), request, pk)
    return console.page(
        request,
        "console/work.html",
        work=row,
        may=may_manage(work=row, by=request.user).allowed,
        names=row.aliases.order_by("pk"),
        modes=MatchMode.choices,
        descriptions=row.descriptions.order_by("language"),
        files=row.evidence.filter(claim=None).select_related("by").order_by("-pk"),
        licenses=row.licenses.current().prefetch_related("grantees", "not_with").order_by("pk"),
        versions=row.versions.select_related("by")[:10],
        facts_form=FactsForm(initial={"title": row.title, "alternative": row.alternative}),
        name_form=NameForm(),
        traits_form=TraitsForm.of(row),
        description_form=DescriptionForm(),
        evidence_form=EvidenceForm(),
    )


@posted
def change(request: MemberRequest, pk: int) -> HttpResponse:
    row = find(Work, request, pk)
    form = FactsForm(request.POST)
    if _sound(request, row, form):
        with told(request, "Saved."):
            services.change_work(work=row, by=request.user, **form.cleaned_data)
    return redirect("console:work", pk)


@posted
def traits(request: MemberRequest, pk: int) -> HttpResponse:
    row = find(Work, request, pk)
    form = TraitsForm(request.POST)
    if _sound(request, row, form):
        with told(request, "Saved."):
            services.set_traits(work=row, by=request.user, **form.cleaned_data)
    return redirect("console:work", pk)


@posted
def describe(request: MemberRequest, pk: int) -> HttpResponse:
    row = find(Work, request, pk)
    form = DescriptionForm(request.POST)
    if _sound(request, row, form):
        with told(request, "Saved."):
            services.describe_work(work=row, by=request.user, **form.cleaned_data)
    return redirect("console:work", pk)


@posted
def remove_description(request: MemberRequest, pk: int) -> HttpResponse:
    works_of_mine = own(Work, request)
    row = find(Description.objects.filter(work__in=works_of_mine), request, pk)
    services.remove_description(description=row, by=request.user)
    messages.success(request, "Removed.")
    return redirect("console:work", row.work_id)


@posted
def add_evidence(request: MemberRequest, pk: int) -> HttpResponse:
    row = find(Work, request, pk)
    form = EvidenceForm(request.POST, request.FILES)
    if _sound(request, row, form):
        with told(request, "Kept. Your team and the operators of this site can read it."):
            services.add_evidence(work=row, by=request.user, **form.cleaned_data)
    return redirect("console:work", pk)


def evidence(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The file itself: always saved, never shown, whatever it says it is."""
    row = find(EvidenceFile.objects.of_member(request.user), request, pk)
    answer = FileResponse(
        row.file.open("rb"), as_attachment=True, filename=row.note, content_type="application/octet-stream"
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _sound(request: MemberRequest, row: Work, form: Any) -> bool:
    """May they, and is it filled in? Says what is wrong."""
    may_manage(work=row, by=request.user).require()
    for name, errors in form.errors.items():
        messages.error(request, f"{form.fields[name].label}: {' '.join(errors)}")
    return bool(form.is_valid())


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200
