"""A case as a moderator looks at it: the clip with links that work for them, or the prompt with marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from accounts.models import User
from cameos.models import Enrolment
from generation.media.links import link
from generation.models import Ground, Picture, Withdrawal
from moderation.manuscripts import Manuscript, manuscript, works_in
from moderation.models import Case, Report
from rights.models import Work


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One card of the queue. The links end soon, and work for this moderator only.

    A case about a clip has links, one about a prompt has a manuscript, one about an enrolment its tries, and
    one about a picture the picture: not who is in it.
    """

    case: Case
    is_own: bool
    video: str = ""
    poster: str = ""
    captions: str = ""
    hidden_otherwise: tuple[Withdrawal, ...] = ()  # a restored clip would still stay out of sight
    manuscript: Manuscript | None = None
    enrolment: Enrolment | None = None
    picture: Picture | None = None
    reports: Sequence[Report] = ()  # the latest; of one's own clip none: its maker never learns who reported
    report_total: int = 0


def exhibits(cases: Sequence[Case], *, viewer: User) -> list[Exhibit]:
    """Costs two queries at most for cases that were read with their evidence."""
    works = works_in(case.order for case in cases if case.order)
    reported = Report.objects.filter(case__in=cases).order_by().values_list("case").annotate(Count("pk"))
    totals: dict[int, int] = dict(reported)
    return [_exhibit(case, works, totals, viewer) for case in cases]


def _exhibit(case: Case, works: Mapping[str, Work], totals: Mapping[int, int], viewer: User) -> Exhibit:
    is_own = case.maker == viewer  # see may_rule_on
    if case.enrolment:
        return Exhibit(case, is_own, enrolment=case.enrolment)
    if case.picture:
        return Exhibit(case, is_own, picture=case.picture)
    if case.order:
        return Exhibit(case, is_own, manuscript=manuscript(case.order, works))
    clip = case.clip
    assert clip  # a case is about one thing
    others = (each for each in clip.withdrawals.all() if not each.lifted_at)
    return Exhibit(
        case,
        is_own,
        video=link(clip, "video", viewer),
        poster=link(clip, "poster", viewer),
        captions=link(clip, "captions", viewer),
        hidden_otherwise=tuple(each for each in others if each.ground != Ground.MODERATION),
        reports=() if is_own else vars(case)["latest_reports"],
        report_total=0 if is_own else totals.get(case.pk, 0),
    )
