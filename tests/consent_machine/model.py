"""Consent as it is meant, in plain values: what the site must never show more than.

People are handles. Time is counted in minutes from now: a grant ends when its minutes are used up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

SCOPES = ("only_me", "approved", "mutuals", "everyone")
COOL_DOWN = 60  # minutes until "everyone" begins
REFUSED_AT_FIRST = frozenset({"politics"})  # of what these stories are about
Words = tuple[str, ...]  # of a clip, and of those that it remixes, nearest first


@dataclass(eq=False)
class Grant:
    """Lets one person in while it lasts (`left`: minutes; None: no end), and bounds them beyond that."""

    left: int | None = None
    total: int | None = None
    audience: str = "everyone"

    @property
    def lets_in(self) -> bool:
        return self.left is None or self.left > 0


@dataclass
class Likeness:
    """What one person allows. `refused`: subjects of topics and rules; `cooling`: minutes until everyone;
    `begins` and `left`: minutes until the dates of its policy (None: no end)."""

    scope: str = "only_me"
    paused: bool = False
    gone: bool = False
    cooling: int = 0
    refused: frozenset[str] = REFUSED_AT_FIRST
    approval: str = "never"
    begins: int = 0
    left: int | None = None
    per_day: int | None = None
    per_person_day: int | None = None
    denied: set[str] = field(default_factory=set)
    grants: dict[str, Grant] = field(default_factory=dict)

    def granted(self, person: str) -> bool:
        return person in self.grants and self.grants[person].lets_in

    @property
    def runs(self) -> bool:
        return self.begins <= 0 and (self.left is None or self.left > 0)

    def open_to(self, scope: str) -> None:
        if scope != self.scope:
            self.scope, self.cooling = scope, COOL_DOWN if scope == "everyone" else 0


@dataclass
class Once:
    """The owner's yes to one clip of these words, begun within `left` minutes. `film`: what came of it."""

    owner: str
    maker: str
    words: Words
    left: int
    film: str | None = None


@dataclass
class Film:
    """A clip. `says`: what it is about; `once`: whose single yes it was made by; `grants`: what counts it;
    `day`: on which it was made, in UTC."""

    maker: str
    cast: frozenset[str]
    words: Words
    says: frozenset[str]
    parent: Film | None = None
    posted: bool = False
    claimed: bool = False  # hidden, or gone, for somebody without an account
    kept_by: set[str] = field(default_factory=set)
    looked: set[str] = field(default_factory=set)
    once: dict[str, str] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    day: date = field(default_factory=lambda: datetime.now(UTC).date())

    @property
    def others(self) -> frozenset[str]:
        return self.cast - {self.maker}


@dataclass
class World:
    likenesses: dict[str, Likeness] = field(default_factory=dict)
    follows: set[tuple[str, str]] = field(default_factory=set)
    blocks: set[tuple[str, str]] = field(default_factory=set)
    films: dict[str, Film] = field(default_factory=dict)
    once: dict[str, Once] = field(default_factory=dict)  # those that stand

    def apart(self, one: str, other: str) -> bool:
        return bool({(one, other), (other, one)} & self.blocks)

    def mutual(self, one: str, other: str) -> bool:
        return {(one, other), (other, one)} <= self.follows

    # Who may

    def lets_in(self, owner: str, maker: str, once: bool = False) -> bool:
        """May `maker` show this person now, whatever the clip is about? `once`: they said yes to this one."""
        it = self.likenesses[owner]
        if it.gone or it.paused:
            return False
        if owner == maker:
            return True
        if self.apart(owner, maker) or maker in it.denied or not it.runs:
            return False
        by_name = it.scope != "only_me" and (it.granted(maker) or once)
        by_tie = it.scope in ("mutuals", "everyone") and self.mutual(owner, maker)
        return by_name or by_tie or (it.scope == "everyone" and it.cooling <= 0)

    def lets_maker_in(self, owner: str, film: Film) -> bool:
        return self.lets_in(owner, film.maker, once=film.once.get(owner) in self.once)

    def everyone_in(self, film: Film) -> bool:
        """What a reader asks: does everyone in it let its maker in, or has let the clip stay?"""
        return all(self.lets_maker_in(owner, film) or self.stays(owner, film) for owner in film.cast)

    def stays(self, owner: str, film: Film) -> bool:
        it = self.likenesses[owner]
        return owner in film.kept_by and not it.paused and not it.gone and not self.apart(owner, film.maker)

    # What of

    def agreed(self, film: Film) -> bool:
        """May it be seen at all? Everyone in it agrees, in its whole line, and nobody has claimed it."""
        line_is_there = not film.claimed and (film.parent is None or self.agreed(film.parent))
        return line_is_there and all(self._agrees(owner, film) for owner in film.cast)

    def _agrees(self, owner: str, film: Film) -> bool:
        if self.stays(owner, film):
            return True
        if not self.lets_maker_in(owner, film):
            return False
        taken_back = owner in film.once and film.once[owner] not in self.once
        to_nobody = film.posted and self._audience(owner, film) == "draft"
        refused = self.likenesses[owner].refused & film.says
        return owner == film.maker or not (taken_back or to_nobody or refused)

    def may_see(self, film: Film, viewer: str) -> bool:
        """Of a post that is agreed to: is it for this viewer?"""
        for_followers = any(
            self._audience(owner, film) == "followers" and not self.stays(owner, film)
            for owner in film.others
        )
        return not for_followers or viewer in film.cast | {film.maker} or (viewer, film.maker) in self.follows

    def _audience(self, owner: str, film: Film) -> str:
        bound = self.likenesses[owner].grants.get(film.maker)
        return bound.audience if bound else "everyone"

    def may_make(self, film: Film) -> bool:
        return all(self._may_make(owner, film) for owner in film.cast)

    def _may_make(self, owner: str, film: Film) -> bool:
        it, once = self.likenesses[owner], self.fresh(owner, film) is not None
        if not self.lets_in(owner, film.maker, once):
            return False
        unread = it.approval == "prompt" and not once
        full = self._is_full(owner, film) or self._is_full_today(owner, film)
        return owner == film.maker or not (it.refused & film.says or unread or full)

    def may_post(self, film: Film, said: frozenset[str]) -> bool:
        """The gate asks anew, whatever was let stay. `said`: what the caption is about."""
        return all(self._may_post(owner, film, film.says | said) for owner in film.cast)

    def _may_post(self, owner: str, film: Film, says: frozenset[str]) -> bool:
        if not self.lets_maker_in(owner, film):
            return False
        it = self.likenesses[owner]
        unseen = owner not in film.looked
        unread = it.approval == "prompt" and film.once.get(owner) not in self.once
        kept_back = self._audience(owner, film) == "draft" or (unseen and (it.approval == "clip" or unread))
        return owner == film.maker or not (it.refused & says or kept_back or self._is_full(owner, film))

    def _is_full(self, owner: str, film: Film) -> bool:
        bound = self.likenesses[owner].grants.get(film.maker)
        if bound is None or bound.total is None:
            return False
        return (
            sum(it.grants.get(owner) is bound for it in self.films.values() if it is not film) >= bound.total
        )

    def _is_full_today(self, owner: str, film: Film) -> bool:
        """Asked of new clips alone."""
        it = self.likenesses[owner]
        makers = [it.maker for it in self.films.values() if owner in it.others and it.day == film.day]
        return _reached(it.per_day, len(makers)) or _reached(it.per_person_day, makers.count(film.maker))

    def fresh(self, owner: str, film: Film) -> str | None:
        """A yes to exactly these words that nothing has come of yet."""
        wanted = (owner, film.maker, film.words)
        for key, it in self.once.items():
            if (it.owner, it.maker, it.words) == wanted and it.film is None and it.left > 0:
                return key
        return None

    # What happens

    def rest_on(self, key: str, film: Film) -> None:
        """It is made, or posted: it hangs on what lets it be now."""
        for owner in film.others:
            if yes := self.fresh(owner, film) if owner not in film.once else None:
                film.once[owner], self.once[yes].film = yes, key
            bound = self.likenesses[owner].grants.get(film.maker)
            film.grants.pop(owner, None)
            if bound:
                film.grants[owner] = bound
        self.films[key] = film

    def end_once(self, owner: str, maker: str | None = None) -> None:
        ended = [key for key, it in self.once.items() if it.owner == owner and maker in (None, it.maker)]
        for key in ended:
            del self.once[key]

    def end_kept(self, owner: str, maker: str | None = None) -> None:
        for film in self.films.values():
            if maker in (None, film.maker):
                film.kept_by.discard(owner)

    def close(self, owner: str) -> None:
        """Everything is taken back."""
        it = self.likenesses[owner]
        it.scope, it.cooling, it.grants = "only_me", 0, {}
        self.end_once(owner)
        self.end_kept(owner)

    def deny(self, owner: str, person: str) -> None:
        it = self.likenesses[owner]
        if person not in it.denied:
            it.denied.add(person)
            it.grants.pop(person, None)
            self.end_once(owner, person)

    def block(self, one: str, other: str) -> None:
        self.blocks.add((one, other))
        self.follows -= {(one, other), (other, one)}
        for owner, maker in ((one, other), (other, one)):
            if owner in self.likenesses:
                self.likenesses[owner].grants.pop(maker, None)
                self.end_once(owner, maker)
                self.end_kept(owner, maker)

    def pass_minutes(self, minutes: int) -> None:
        for it in self.likenesses.values():
            it.cooling, it.begins = it.cooling - minutes, it.begins - minutes
            it.left = it.left if it.left is None else it.left - minutes
            for grant in it.grants.values():
                grant.left = grant.left if grant.left is None else grant.left - minutes
        for once in self.once.values():
            once.left -= minutes


def _reached(limit: int | None, count: int) -> bool:
    return limit is not None and count >= limit
