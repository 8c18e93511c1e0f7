"""What the owner of a likeness sees of the clips with them: each, by whom, and under which permission."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from cameos.models import Cameo
from cameos.policies import Way, judge, way_in
from cameos.ties import Ties, read_ties_of
from core.audit import name_of
from generation.drafts import addressed, read_time
from generation.models import Appearance, Clip, ClipParent, ClipQuerySet, Screening, Withdrawal
from generation.services.appearances import hidden_by, removed_by
from generation.services.consents import pause_of

PAGE = 24
KINDS = ("drafts", "posts", "remixes")


@dataclass(frozen=True, slots=True)
class Shown:
    """One clip with the person in it, as they see it."""

    clip: Clip
    permission: str  # in a few words, as it is now
    version: int | None  # of the policy under which it was made; None where no decision is kept
    approved: bool
    kept: bool
    hidden: bool  # by themselves
    removed: bool
    seen: bool  # its files are served, to the person in it at least
    reasons: tuple[str, ...]  # why nobody sees it

    @property
    def kind(self) -> str:
        return "post" if self.clip.published_at else "draft"


def appearances_page(
    *, user: User, being: str = "", after: str = "", kind: str = "", maker: str = ""
) -> dict[str, Any]:
    """One page of clips that show `user`, or their being of this handle, drafts and hidden ones too, newest
    first; before the first, what each maker has. `after` is the mark of the page before. The queries do not
    grow with the clips.
    """
    kept = Cameo.objects.kept().select_related("owner").filter(owner=user)
    cameo = (kept.filter(own_handle=being.lower()) if being else kept.people()).first()
    if cameo is None:
        return {"cameo": None, "shown": [], "makers": [], "next_cursor": ""}
    clips = _beyond(_of_kind(_with(cameo), kind), after)
    if maker:
        clips = clips.filter(maker__username=maker)
    rows = list(clips[: PAGE + 1])
    return {
        "cameo": cameo,
        "shown": _describe(cameo, rows[:PAGE], user),
        "makers": [] if after else _makers(cameo),
        "next_cursor": _mark(rows[PAGE - 1]) if len(rows) > PAGE else "",
        "kind": kind if kind in KINDS else "",
        "maker": maker,
    }


def everything_of(*, user: User, being: str = "") -> Iterator[dict[str, Any]]:
    """All of it in plain values, for an export: a page at a time."""
    after = "start"
    while after:
        page = appearances_page(user=user, being=being, after="" if after == "start" else after)
        yield from map(_plain, page["shown"])
        after = page["next_cursor"]


def _plain(it: Shown) -> dict[str, Any]:
    clip = it.clip
    return {
        "clip": str(clip.pk),
        "maker": clip.maker.username,
        "kind": it.kind,
        "remix": bool(clip.is_remix),  # type: ignore[attr-defined]
        "prompt": clip.prompt,
        "made": clip.created_at.isoformat(),
        "posted": clip.published_at.isoformat() if clip.published_at else "",
        "permission": it.permission,
        "policy_version": it.version or "",
        "approved": it.approved,
        "let_stay": it.kept,
        "hidden_because": " ".join(it.reasons),
    }


def _with(cameo: Cameo) -> ClipQuerySet:
    remixes = Exists(ClipParent.objects.filter(child=OuterRef("pk")))
    seen = Exists(Clip.objects.showing(cameo.owner).filter(pk=OuterRef("pk")))
    said = Appearance.objects.filter(cameo=cameo)
    closed = Withdrawal.objects.filter(lifted_at=None).order_by("pk")
    clips = (
        Clip.objects.filter(cast=cameo, deleted_at=None)
        .select_related("maker")
        .annotate(is_remix=remixes, is_seen=seen)
    )
    return clips.prefetch_related(
        Prefetch("appearances", said, to_attr="said"), Prefetch("withdrawals", closed, to_attr="closed")
    ).order_by("-created_at", "-pk")


def _of_kind(clips: ClipQuerySet, kind: str) -> ClipQuerySet:
    if kind == "drafts":
        return clips.filter(published_at=None)
    if kind == "posts":
        return clips.filter(published_at__isnull=False)
    return clips.filter(parent_links__isnull=False).distinct() if kind == "remixes" else clips


def _describe(cameo: Cameo, clips: list[Clip], viewer: User) -> list[Shown]:
    ties = read_ties_of(cameo=cameo, makers={clip.maker_id for clip in clips})
    versions = _versions(cameo, clips)
    return [
        _shown(addressed(clip, viewer=viewer), cameo, ties[clip.maker_id], versions.get(clip.job_id))
        for clip in clips
    ]


def _shown(clip: Any, cameo: Cameo, ties: Ties, version: int | None) -> Shown:
    said = clip.said[0] if clip.said else Appearance()
    sources = {it.source for it in clip.closed}
    return Shown(
        clip=clip,
        permission=_permission(cameo, ties, said),
        version=version,
        approved=said.approved_at is not None,
        kept=said.kept_at is not None,
        hidden=hidden_by(cameo) in sources,
        removed=removed_by(cameo) in sources,
        seen=clip.is_seen,
        reasons=tuple(_why(it, cameo) for it in clip.closed),
    )


def _why(closed: Withdrawal, cameo: Cameo) -> str:
    """What came of the owner's own will is said to them as such; all else as to the maker."""
    own = {
        hidden_by(cameo): _("You have hidden it."),
        removed_by(cameo): _("You have removed it for good."),
        pause_of(cameo): _("Your pause hides it."),
        name_of(cameo): _("Your rules do not allow it now."),
    }
    return own.get(closed.source) or closed.note or closed.get_ground_display()


def _permission(cameo: Cameo, ties: Ties, said: Appearance) -> str:
    """What lets this maker show them, at this moment."""
    if ties.by == cameo.owner_id:
        return _("Your own clip")
    if said.kept_at:
        return _("You let this clip stay")
    if cameo.owner_id in ties.blocked:
        return _("None: a block stands between you")
    return _by_rule(cameo, ties)


def _by_rule(cameo: Cameo, ties: Ties) -> str:
    way = way_in(cameo, ties) if judge(cameo, ties).allowed else None
    if way == Way.GRANT and (end := ties.grants[cameo.pk].expires_at):
        return _("You approved them until %(end)s") % {"end": f"{end:%Y-%m-%d}"}
    return str(_WAYS[way])


_WAYS = {
    Way.EVERYONE: gettext_lazy("Open to everyone"),
    Way.MUTUAL: gettext_lazy("Open to mutuals"),
    Way.GRANT: gettext_lazy("You approved them"),
    Way.ONCE: gettext_lazy("You allowed this clip, once"),
    None: gettext_lazy("None any more"),
}


def _versions(cameo: Cameo, clips: list[Clip]) -> dict[UUID | None, int]:
    """By jobs, the version of the policy that the last yes about them rests on."""
    kept = Screening.objects.filter(job_id__in=[clip.job_id for clip in clips if clip.job_id], allowed=True)
    rows = kept.order_by("pk").values_list("job_id", "policy_versions")
    return {job: versions[str(cameo.pk)] for job, versions in rows if str(cameo.pk) in versions}


def _makers(cameo: Cameo) -> list[Any]:
    """Everybody with clips of this person: their handle, their posts, their drafts."""
    clips = Clip.objects.filter(cast=cameo, deleted_at=None)
    counts = (
        clips.order_by()
        .values("maker__username", "maker__display_name")
        .annotate(
            posts=Count("pk", filter=Q(published_at__isnull=False)),
            drafts=Count("pk", filter=Q(published_at=None)),
        )
    )
    return list(counts.order_by("-posts", "-drafts", "maker__username")[:50])


def _beyond(clips: ClipQuerySet, mark: str) -> ClipQuerySet:
    moment, _sign, key = mark.partition("~")
    before = read_time(moment)
    try:
        pk = UUID(key)
    except ValueError:
        return clips
    return clips.filter(Q(created_at__lt=before) | Q(created_at=before, pk__lt=pk)) if before else clips


def _mark(clip: Clip) -> str:
    return f"{clip.created_at.isoformat()}~{clip.pk}"
