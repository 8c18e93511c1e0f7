"""Which license carries a use: the rows, the locks and the counts around the pure `rights.terms`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from accounts.models import User
from core.clock import database_now
from core.decisions import Span
from core.locks import lock_for_share
from rights.models import License, LicenseRequest, RequestState, RightsHolder, Work
from rights.profile import Approval, Purpose
from rights.services.uses import counted, hold_licenses
from rights.speech import actions_on
from rights.terms import DRAFT, MEMBERS, Terms, Use, Verdict, judge
from rights.themes import themes_in


def _calls_nobody(_text: str) -> tuple[Span, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is asked about a clip besides its texts. `job` is the one that already has its share.

    `lines` stand in no prompt and are drawn all the same, as what a being looks like; `caption` is what a
    post says about the clip. They are judged with the texts, but no ruling on these is about them.
    `handles_in` finds where a text calls somebody in the clip by their handle.
    """

    country: str = ""
    purpose: str = Purpose.PERSONAL
    audience: str = DRAFT
    seconds: int = 10
    with_people: bool = False
    remixes: bool = False
    lines: tuple[str, ...] = ()
    caption: str = ""
    at_most: int | None = None  # credits for the license of a work
    job: UUID | None = None
    handles_in: Callable[[str], Sequence[Span]] = field(default=_calls_nobody, compare=False)


ANYWHERE = Circumstances()


def licenses_for(works: Iterable[Work], by: User, *, hold: bool) -> dict[int, License]:
    """Every license of these works that could be for `by`, by id; held until the commit if asked to."""
    works = list(works)
    if not works:
        return {}
    licenses = License.objects.active().for_grantee(by.pk).filter(work__in=works)
    if hold:
        lock_for_share(
            RightsHolder.objects.filter(pk__in=[work.holder_id for work in works if work.holder_id])
        )
        lock_for_share(Work.objects.filter(pk__in=[work.pk for work in works]))
        hold_licenses(licenses)
    rows = licenses.prefetch_related("grantees", "not_with").order_by("pk")
    return {row.pk: row for row in rows}


def hold_for(*, works: Iterable[Work], by: User) -> None:
    """Hold whatever decides about these works for `by` until the commit."""
    licenses_for(works, by, hold=True)


def another_license(
    *, ended: License, by: User, texts: Sequence[str], beside: Iterable[int], around: Circumstances
) -> License | None:
    """The license of the same work that carries a clip now that `ended` does not, and costs no more.

    Holds nothing: see `hold_for`. One under which the holder still has to see the prompt, or a clip that
    is posted already, does not carry it.
    """
    licenses = licenses_for([ended.work], by, hold=False)
    if not licenses:
        return None
    around = replace(around, at_most=ended.price)
    verdict = judge_works({ended.work_id: ended.work}, licenses, texts, by, around, beside)[ended.work_id]
    unseen = verdict.approval == Approval.PROMPT or (
        verdict.approval == Approval.CLIP and around.audience == MEMBERS
    )
    return None if unseen or verdict.license is None else licenses[verdict.license]


def first_end(licenses: Iterable[License], ending: str) -> datetime | None:
    """When the first of those licenses ends by itself that have this ending."""
    return min((it.ends_at for it in licenses if it.ends_at and it.at_end == ending), default=None)


def judge_works(
    works: Mapping[int, Work],
    licenses: Mapping[int, License],
    texts: Sequence[str],
    by: User,
    around: Circumstances,
    beside: Iterable[int] = (),
) -> dict[int, Verdict]:
    """For each work, which license carries this use. `beside` are works that are in it, too."""
    if not works:
        return {}
    now = database_now()
    limited = [pk for pk, it in licenses.items() if it.is_limited]
    counts = counted(limited, besides=around.job, at=now)
    approved = _approved(licenses, texts[0], by)
    by_work: dict[int, list[Terms]] = defaultdict(list)
    for row in licenses.values():
        count, terms = counts[row.pk], row.terms()
        approval = Approval.NONE if row.pk in approved else terms.approval
        by_work[row.work_id].append(
            replace(terms, used=count.ever, used_today=count.today, approval=approval)
        )
    company = frozenset([*works, *beside])
    use = Use(
        user=by.pk,
        at=now,
        country=around.country,
        purpose=around.purpose,
        audience=around.audience,
        seconds=around.seconds,
        with_people=around.with_people,
        at_most=around.at_most,
        themes=frozenset().union(*(themes_in(text) for text in texts)),
    )
    return {
        pk: judge(
            by_work[pk],
            replace(
                use,
                actions=actions_on(work.kind, texts, purpose=around.purpose, remixes=around.remixes),
                others=company - {pk},
            ),
        )
        for pk, work in works.items()
    }


def _approved(licenses: Mapping[int, License], prompt: str, by: User) -> set[int]:
    """Those of the licenses under which their holder has approved this very prompt."""
    asking = [pk for pk, it in licenses.items() if it.approval == Approval.PROMPT]
    if not asking:
        return set()
    yes = LicenseRequest.objects.of(by).filter(state=RequestState.APPROVED, license__in=asking, prompt=prompt)
    return set(yes.values_list("license", flat=True))
