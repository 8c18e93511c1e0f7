"""What the queues show: of cases a tab, a page of it, the counts beside the tabs, and what was
said of one; of claims a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Count, Q

from accounts.models import User
from feed.cursors import seal, unseal
from moderation.likeness_claims import LikenessClaim
from moderation.models import Case, CaseQuerySet, CaseState, Report

PAGE = 10
CLAIMS = 50
REPORTS = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class CasePage:
    cases: list[Case]
    cursor: str  # where the next page begins; empty on the last one


def cases_page(state: CaseState, *, viewer: User, cursor: str = "") -> CasePage:
    """One page of a tab, by key and not by number: a case decided meanwhile shifts nothing.

    Raises `BadCursor` for a mark that was not made for this tab and this person.
    """
    rows = Case.objects.in_state(state).with_evidence()
    if cursor:
        micros, pk = unseal(_list_name(state), viewer, cursor, numbers=2)
        rows = _beyond(rows, state, EPOCH + micros * MICROSECOND, pk)
    cases = list(rows[: PAGE + 1])
    more = len(cases) > PAGE
    return CasePage(cases[:PAGE], _mark(state, viewer, cases[PAGE - 1]) if more else "")


@dataclass(frozen=True, slots=True)
class ClaimPage:
    claims: list[LikenessClaim]
    cursor: str  # as above


def claims_page(*, viewer: User, cursor: str = "") -> ClaimPage:
    """One page of the claims that wait, the one whose time runs out first at the top. Raises `BadCursor`."""
    rows = LikenessClaim.objects.waiting().marked_for(viewer)
    if cursor:
        micros, pk = unseal("claims", viewer, cursor, numbers=2)
        due = EPOCH + micros * MICROSECOND
        rows = rows.filter(Q(due_at__gt=due) | Q(due_at=due, pk__gt=pk))
    claims = list(rows[: CLAIMS + 1])
    last = claims[CLAIMS - 1] if len(claims) > CLAIMS else None
    mark = seal("claims", viewer, _micros(last.due_at), last.pk) if last else ""
    return ClaimPage(claims[:CLAIMS], mark)


@dataclass(frozen=True, slots=True)
class ReportPage:
    reports: list[Report]
    cursor: str  # as above


def reports_page(case: Case, *, viewer: User, cursor: str = "") -> ReportPage:
    """One page of what people said of a clip, the latest first; of one's own nothing. Raises `BadCursor`."""
    if case.maker == viewer:
        return ReportPage([], "")
    rows, name = case.reports.select_related("reporter").order_by("-pk"), f"reports.{case.pk}"
    if cursor:
        [last] = unseal(name, viewer, cursor, numbers=1)
        rows = rows.filter(pk__lt=last)
    found = list(rows[: REPORTS + 1])
    more = len(found) > REPORTS
    return ReportPage(found[:REPORTS], seal(name, viewer, found[REPORTS - 1].pk) if more else "")


def count_cases() -> dict[str, int]:
    """How many cases each tab holds: {"open": 3, ...}."""
    counted = dict(Case.objects.wanted().order_by().values_list("state").annotate(Count("pk")))
    return {state.value: counted.get(state.value, 0) for state in CaseState}


def next_waiting(*, after: Case) -> Case | None:
    """The case to look at when `after` is decided."""
    following: Case | None = Case.objects.in_state(CaseState.OPEN).exclude(pk=after.pk).first()
    return following


def _beyond(rows: CaseQuerySet, state: CaseState, moment: datetime, pk: int) -> CaseQuerySet:
    if state == CaseState.OPEN:
        return rows.filter(Q(opened_at__gt=moment) | Q(opened_at=moment, pk__gt=pk))
    return rows.filter(Q(updated_at__lt=moment) | Q(updated_at=moment, pk__lt=pk))


def _mark(state: CaseState, viewer: User, case: Case) -> str:
    moment = case.opened_at if state == CaseState.OPEN else case.updated_at
    return seal(_list_name(state), viewer, _micros(moment), case.pk)


def _micros(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND


def _list_name(state: CaseState) -> str:
    return f"cases.{state.value}"
