"""Entering works, and the names under which they are known. Each change makes a new edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from core.decisions import Conflict, no
from rights import log, registry, replay, versions
from rights.matching.folding import fold
from rights.models import OPERATE, Alias, MatchMode, RightsHolder, Work, WorkKind
from rights.policies import may_act_for, may_manage, may_operate

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
    log.record("work.registered", work, holder=holder, by=by, title=title)
    add_alias(work=work, text=title, mode=mode, by=by)
    return work


@transaction.atomic
def change_work(*, work: Work, by: User, title: str, alternative: str) -> Work:
    """Correct what people are told about a work. Its names stay as they are."""
    work = _hold(work, by)
    log.record(
        "work.changed",
        work,
        holder=work.holder,
        by=by,
        former=work.title,
        title=title,
        alternative=alternative,
    )
    work.title, work.alternative = title, alternative
    work.save(update_fields=["title", "alternative"])
    return _changed(work, by)


@transaction.atomic
def set_traits(*, work: Work, by: User, traits: Sequence[Sequence[str]], exclusions: Sequence[str]) -> Work:
    """Say by what a work is known without its name, and which words mean something else."""
    work = _hold(work, by)
    work.traits = [list(wordings) for wordings in traits]
    work.exclusions = [it[:LONGEST] for it in exclusions]
    work.save(update_fields=["traits", "exclusions"])
    log.record(
        "work.traits_set", work, holder=work.holder, by=by, traits=work.traits, exclusions=work.exclusions
    )
    return _changed(work, by)


@transaction.atomic
def add_alias(
    *,
    work: Work,
    text: str,
    by: User | None,
    mode: MatchMode = MatchMode.STRONG,
    language: str = "",
    tried: Mapping[replay.Name, MatchMode] | None = None,
) -> Alias:
    """Let the matcher know a work by one more name. Raises Refused, or Conflict where it is known.

    A name that would stop innocent prompts counts for less until an operator has decided; `tried` are
    the modes of names that have been tried already, many at once.
    """
    if by:
        may_manage(work=work, by=by).require()
    text, folded = readable(text)
    given, wanted = _agreed(text, mode, by, tried)
    alias, is_new = Alias.objects.get_or_create(
        work=work,
        text=text,
        defaults={"folded": folded, "mode": given, "wanted": wanted, "language": language},
    )
    if not is_new:
        raise Conflict("alias.known", f"{work.title} is already known as {text}.")
    _tell("alias.added", alias, by)
    return alias


@transaction.atomic
def change_alias(*, alias: Alias, by: User | None, text: str, mode: MatchMode) -> Alias:
    """Write a name differently, or let it count differently. Raises Refused or Conflict."""
    if by:
        may_manage(work=alias.work, by=by).require()
    text, folded = readable(text)
    if Alias.objects.filter(work=alias.work, text=text).exclude(pk=alias.pk).exists():
        raise Conflict("alias.known", f"{alias.work.title} is already known as {text}.")
    alias.mode, alias.wanted = _agreed(text, mode, by)
    alias.text, alias.folded = text, folded
    alias.save(update_fields=["text", "folded", "mode", "wanted"])
    _tell("alias.changed", alias, by)
    return alias


@transaction.atomic
def settle_alias(*, alias: Alias, by: User, grant: bool) -> Alias:
    """An operator decides about a name that stops innocent prompts: as was asked, or as it is."""
    may_operate(by).require()
    alias = Alias.objects.select_for_update(no_key=True).get(pk=alias.pk)
    if not alias.wanted:
        raise Conflict("alias.settled", f"{alias} has been decided.")
    alias.mode, alias.wanted = (alias.wanted if grant else alias.mode), ""
    alias.save(update_fields=["mode", "wanted"])
    _tell("alias.settled", alias, by)
    return alias


@transaction.atomic
def remove_alias(*, alias: Alias, by: User | None) -> None:
    """Forget a name. The work stays closed under its others."""
    if by:
        may_manage(work=alias.work, by=by).require()
    work = alias.work
    log.record("alias.removed", alias, holder=work.holder, by=by, work=work.slug, text=alias.text)
    alias.delete()
    _changed(work, by)


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


def _agreed(
    text: str, mode: MatchMode, by: User | None, tried: Mapping[replay.Name, MatchMode] | None = None
) -> tuple[MatchMode, str]:
    """The mode that a name gets now, and the one that waits for an operator. Theirs count at once."""
    if by is None or by.has_perm(OPERATE):
        return mode, ""
    given = (tried or {}).get((text, mode)) or replay.harmless_mode(text, mode)
    return given, ("" if given == mode else mode)


def _tell(verb: str, alias: Alias, by: User | None) -> None:
    log.record(
        verb,
        alias,
        holder=alias.work.holder,
        by=by,
        work=alias.work.slug,
        text=alias.text,
        mode=alias.mode,
        wanted=alias.wanted,
    )
    _changed(alias.work, by)


def _changed(work: Work, by: User | None) -> Work:
    registry.bump()
    versions.keep(work, by=by)
    return work


def _hold(work: Work, by: User) -> Work:
    work = Work.objects.select_for_update(no_key=True).get(pk=work.pk)
    may_manage(work=work, by=by).require()
    return work


def _free_slug(title: str) -> str:
    """A slug that no work has, from the title in any script."""
    stem = slugify(fold_words(title))[:100] or "work"
    taken = set(Work.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)


def fold_words(title: str) -> str:
    """The title's words in ASCII, where they can be spelled."""
    return " ".join(fold(word) for word in title.split())
