"""Entering works, and the names under which they are known. Each change makes a new edition."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from core import audit
from core.decisions import Conflict, no
from rights import registry
from rights.matching.folding import fold
from rights.models import Alias, MatchMode, RightsHolder, Work, WorkKind
from rights.policies import may_act_for, may_manage

LONGEST, FOLDED_LIMIT = 120, 480  # the widths of the columns
SHORTEST = 3  # letters of a name in a script that spells; other scripts say more with each sign


@transaction.atomic
def register_work(  # noqa: PLR0913 (an entry has this many facts)
    *,
    title: str,
    kind: WorkKind,
    by: User | None,
    holder: RightsHolder | None = None,
    holder_name: str = "",
    alternative: str = "",
    mode: MatchMode = MatchMode.STRONG,
) -> Work:
    """Enter a work under its own title. From now on it is closed, until a license opens it.

    Raises Refused when the title cannot be a name, or when `by` does not act for the holder.
    """
    if by:
        may_act_for(holder=holder, by=by).require()
    work = Work.objects.create(
        slug=_free_slug(title),
        title=title,
        kind=kind,
        holder=holder,
        holder_name=holder_name,
        alternative=alternative,
    )
    audit.record("work.registered", work, by=by, title=title)
    add_alias(work=work, text=title, mode=mode, by=by)
    return work


@transaction.atomic
def change_work(*, work: Work, by: User, title: str, alternative: str) -> Work:
    """Correct what people are told about a work. Its names stay as they are."""
    work = Work.objects.select_for_update(no_key=True).get(pk=work.pk)
    may_manage(work=work, by=by).require()
    audit.record("work.changed", work, by=by, former=work.title, title=title, alternative=alternative)
    work.title, work.alternative = title, alternative
    work.save(update_fields=["title", "alternative"])
    registry.bump()
    return work


@transaction.atomic
def add_alias(*, work: Work, text: str, by: User | None, mode: MatchMode = MatchMode.STRONG) -> Alias:
    """Let the matcher know a work by one more name. Raises Refused, or Conflict where it is known."""
    if by:
        may_manage(work=work, by=by).require()
    text, folded = readable(text)
    alias, is_new = Alias.objects.get_or_create(
        work=work, text=text, defaults={"folded": folded, "mode": mode}
    )
    if not is_new:
        raise Conflict("alias.known", f"{work.title} is already known as {text}.")
    audit.record("alias.added", alias, by=by, work=work.slug, text=text, mode=mode)
    registry.bump()
    return alias


@transaction.atomic
def change_alias(*, alias: Alias, by: User | None, text: str, mode: MatchMode) -> Alias:
    """Write a name differently, or let it count differently. Raises Refused or Conflict."""
    if by:
        may_manage(work=alias.work, by=by).require()
    text, folded = readable(text)
    if Alias.objects.filter(work=alias.work, text=text).exclude(pk=alias.pk).exists():
        raise Conflict("alias.known", f"{alias.work.title} is already known as {text}.")
    audit.record("alias.changed", alias, by=by, work=alias.work.slug, text=text, mode=mode)
    alias.text, alias.folded, alias.mode = text, folded, mode
    alias.save(update_fields=["text", "folded", "mode"])
    registry.bump()
    return alias


@transaction.atomic
def remove_alias(*, alias: Alias, by: User | None) -> None:
    """Forget a name. The work stays closed under its others."""
    if by:
        may_manage(work=alias.work, by=by).require()
    audit.record("alias.removed", alias, by=by, work=alias.work.slug, text=alias.text)
    alias.delete()
    registry.bump()


def readable(text: str) -> tuple[str, str]:
    """The name as it is stored, and as the matcher reads it, if that can be a name at all."""
    text = " ".join(text.split())
    folded = fold(text)
    if not folded:
        no("alias.empty", f"There is nothing to read in “{text}”.", subject=text).require()
    if len(text) > LONGEST or len(folded) > FOLDED_LIMIT:
        no("alias.long", f"“{text}” is too long for a name.", subject=text).require()
    if folded.isascii() and len(folded) < SHORTEST:
        no("alias.short", f"“{text}” is too short for a name: it would stop others.", subject=text).require()
    return text, folded


def _free_slug(title: str) -> str:
    """A slug that no work has, from the title in any script."""
    stem = slugify(fold_words(title))[:100] or "work"
    taken = set(Work.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)


def fold_words(title: str) -> str:
    """The title's words in ASCII, where they can be spelled."""
    return " ".join(fold(word) for word in title.split())
