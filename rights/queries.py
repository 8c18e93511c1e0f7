"""What anybody may ask about works: what is open, on which terms, and who holds it. Never their aliases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from accounts.models import User
from rights.models import License, OpenTo, Work
from rights.models.works import WorkQuerySet
from rights.profile import Approval, CoAppearance
from rights.terms import MEMBERS

PAGE = 24  # works


def open_works(*, to: User, like: Work) -> QuerySet[License]:
    """Licenses, cheapest first, of other works of the same kind that `to` may show without asking."""
    found = License.objects.active().for_grantee(to.pk).exclude(work=like)
    same = found.filter(work__kind=like.kind, approval=Approval.NONE)
    # The cheapest license of each work stands for it.
    first = same.order_by("work_id", "price", "pk").distinct("work_id").values("pk")
    return License.objects.filter(pk__in=first).select_related("work").order_by("price", "work__title", "pk")


class Openness:
    """How open a work is to everyone, in one word."""

    OPEN, CONDITIONS, CLOSED = "open", "conditions", "closed"
    ALL = (OPEN, CONDITIONS, CLOSED)


# A license that asks nothing of anybody.
FREE = Q(
    approval=Approval.NONE,
    price=0,
    share=0,
    credit_line="",
    territory=[],
    purposes=[],
    prohibited=[],
    forbidden_themes=[],
    co_appearance=CoAppearance.ANY,
    audience=MEMBERS,
    max_seconds=None,
    per_day=None,
    total=None,
    ends_at=None,
    not_with=None,
)


def with_openness(works: WorkQuerySet) -> QuerySet[Any]:
    """`works` with `openness`: whether everyone may show them, and whether on conditions."""
    to_all = License.objects.active().filter(open_to=OpenTo.EVERYONE, work=OuterRef("pk"))
    return works.select_related("holder", "franchise").annotate(
        openness=Case(
            When(Exists(to_all.filter(FREE)), then=Value(Openness.OPEN)),
            When(Exists(to_all), then=Value(Openness.CONDITIONS)),
            default=Value(Openness.CLOSED),
        )
    )


@dataclass(frozen=True, slots=True)
class WorksPage:
    works: list[Work]
    next_cursor: str


def find_works(*, text: str, openness: str = "", kind: str = "", after: str = "") -> WorksPage:
    """Works whose title or holder has `text` in it, by title. `after` is the slug of the last one seen.

    Only titles are searched: a search over aliases would tell them.
    """
    works = with_openness(Work.objects.all())
    for word in text.split():
        works = works.filter(
            Q(title__icontains=word) | Q(holder__name__icontains=word) | Q(holder_name__icontains=word)
        )
    if openness:
        works = works.filter(openness=openness)
    if kind:
        works = works.filter(kind=kind)
    if last := Work.objects.filter(slug=after).first() if after else None:
        works = works.filter(Q(title__gt=last.title) | Q(title=last.title, pk__gt=last.pk))
    found = list(works.order_by("title", "pk")[: PAGE + 1])
    return WorksPage(found[:PAGE], found[PAGE - 1].slug if len(found) > PAGE else "")


def licenses_shown_to(*, work: Work, viewer: User | None) -> list[License]:
    """What a work's page tells: the licenses for everyone, and the viewer's own."""
    active = License.objects.active().filter(work=work).prefetch_related("not_with")
    shown = active.for_grantee(viewer.pk) if viewer else active.filter(open_to=OpenTo.EVERYONE)
    return list(shown.order_by("price", "pk"))
