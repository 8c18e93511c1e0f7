"""Consent as it is meant, in plain values: what the site must never show more than.

People are handles. Time is counted in minutes from now: a grant ends when its minutes are used up.
"""

from __future__ import annotations

from dataclasses import dataclass, field

SCOPES = ("only_me", "approved", "mutuals", "everyone")


@dataclass
class Likeness:
    """What one person allows. `grants`: minutes that are left, by person; None: without an end."""

    scope: str = "only_me"
    paused: bool = False
    gone: bool = False
    grants: dict[str, int | None] = field(default_factory=dict)

    def granted(self, person: str) -> bool:
        if person not in self.grants:
            return False
        left = self.grants[person]
        return left is None or left > 0


@dataclass
class Film:
    """A clip: who made it, whom it shows, and who of them has let it stay."""

    maker: str
    cast: frozenset[str]
    kept_by: set[str] = field(default_factory=set)


@dataclass
class World:
    likenesses: dict[str, Likeness] = field(default_factory=dict)
    follows: set[tuple[str, str]] = field(default_factory=set)
    blocks: set[tuple[str, str]] = field(default_factory=set)
    films: dict[str, Film] = field(default_factory=dict)

    def apart(self, one: str, other: str) -> bool:
        return bool({(one, other), (other, one)} & self.blocks)

    def mutual(self, one: str, other: str) -> bool:
        return {(one, other), (other, one)} <= self.follows

    def allows(self, owner: str, maker: str) -> bool:
        """May `maker` show this person now?"""
        it = self.likenesses[owner]
        if it.gone or it.paused:
            return False
        if owner == maker:
            return True
        if self.apart(owner, maker):
            return False
        by_grant = it.scope in ("approved", "mutuals") and it.granted(maker)
        by_tie = it.scope == "mutuals" and self.mutual(owner, maker)
        return it.scope == "everyone" or by_tie or by_grant

    def consented(self, film: Film) -> bool:
        """Does everyone in it agree, or has let it stay?"""
        return all(self.allows(owner, film.maker) or self._stays(owner, film) for owner in film.cast)

    def _stays(self, owner: str, film: Film) -> bool:
        it = self.likenesses[owner]
        return owner in film.kept_by and not it.paused and not it.gone and not self.apart(owner, film.maker)

    def end_kept(self, owner: str, maker: str | None = None) -> None:
        for film in self.films.values():
            if maker in (None, film.maker):
                film.kept_by.discard(owner)

    def block(self, one: str, other: str) -> None:
        self.blocks.add((one, other))
        self.follows -= {(one, other), (other, one)}
        for owner, maker in ((one, other), (other, one)):
            if owner in self.likenesses:
                self.likenesses[owner].grants.pop(maker, None)
                self.end_kept(owner, maker)

    def pass_minutes(self, minutes: int) -> None:
        for it in self.likenesses.values():
            it.grants = {who: left if left is None else left - minutes for who, left in it.grants.items()}
