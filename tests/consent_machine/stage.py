"""Who is in the stories, and how a step finds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import combinations
from typing import Any

from django.db import transaction
from django.test import override_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from accounts.models import User
from cameos.models import Cameo, Scope
from cameos.rules.compile import compile_rules
from cameos.uses import Use
from generation.models import Clip
from tests.cameos.factories import make_cameo
from tests.consent_machine.model import COOL_DOWN, Film, Likeness, World
from tests.factories import make_moderator, make_mutuals, make_user

OWNERS, PEOPLE = ("ann", "ben"), ("ann", "ben", "cat", "dan")
# What a clip does, and what that is about. A cactus is no topic, and no
# encoder takes it for one (see `test_words`): people refuse it in their own words.
ACTS = {
    "swims": frozenset[str](),
    "pours a beer": frozenset({"alcohol"}),
    "at an election rally": frozenset({"politics"}),
    "beside a cactus": frozenset({"cactus"}),
}
CAPTIONS = {"": frozenset[str](), "After the ninth beer": frozenset({"alcohol"})}
TOPICS = frozenset({"alcohol", "politics"})

owners, people = st.sampled_from(OWNERS), st.sampled_from(PEOPLE)
acts, captions = st.sampled_from(sorted(ACTS)), st.sampled_from(sorted(CAPTIONS))
casts = st.frozensets(owners, min_size=1)
numbers = st.integers(0, 10**6)  # of a clip, whichever there are


class Stage(RuleBasedStateMachine):
    """One story in one transaction, which is never committed. It begins among friends, whom their friends
    may show: from there is more to lose than from a closed door."""

    def __init__(self) -> None:
        super().__init__()
        self.settings = override_settings(LIKENESS_COOL_DOWN_HOURS=COOL_DOWN // 60)
        self.settings.enable()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.users = {name: make_user(name) for name in PEOPLE}
        self.world = World({name: Likeness() for name in OWNERS})
        for name in OWNERS:
            make_cameo(self.users[name], scope=Scope.MUTUALS)
            self.world.likenesses[name].open_to("mutuals")
        for one, other in combinations(PEOPLE, 2):
            self.befriend(one, other)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)
        self.settings.disable()

    @cached_property
    def moderator(self) -> User:
        return make_moderator("judy")

    def befriend(self, one: str, other: str) -> None:
        make_mutuals(self.users[one], self.users[other])
        self.world.follows |= {(one, other), (other, one)}

    def make(self, film: Film) -> None:
        """See `machine`, where clips are made."""
        raise NotImplementedError

    def has(self, owner: str) -> bool:
        return not self.world.likenesses[owner].gone

    def do(self, owner: str, verb: Callable[..., Any], **more: Any) -> Any:
        return verb(cameo=self.cameo(owner), by=self.users[owner], **more)

    def cameo(self, owner: str) -> Cameo:
        return Cameo.objects.select_related("owner").get(owner=self.users[owner])

    def clip(self, number: int) -> Clip:
        keys = list(self.world.films)
        return Clip.objects.select_related("maker").get(pk=keys[number % len(keys)])

    def film(self, maker: str, cast: frozenset[str], act: str, parent: Clip | None = None) -> Film:
        """A clip as it would be."""
        before = self.world.films[str(parent.pk)] if parent else None
        text = f"{naming(cast)} {act}"
        if before is None:
            return Film(maker, cast, (text,), ACTS[act])
        return Film(maker, cast, (text, *before.words), ACTS[act] | self._said_in(before), before)

    def _said_in(self, film: Film) -> frozenset[str]:
        """What its words and those of its line are about; its caption is its own."""
        return frozenset(
            it for text in film.words for act, says in ACTS.items() if act in text for it in says
        )

    def use(self, film: Film) -> Use:
        ids = frozenset(self.cameo(name).pk for name in film.cast) if film.parent else frozenset()
        return Use(film.words[0], film.words[1:], remixed=ids, company=tuple(sorted(film.cast)))


def naming(cast: Iterable[str]) -> str:
    return " and ".join(f"@{name}" for name in sorted(cast))


def terms_of(refused: frozenset[str], approval: str) -> dict[str, Any]:
    """As the owner's page sends them."""
    rules = compile_rules("never beside a cactus" if "cactus" in refused else "")
    return {
        "forbidden": sorted(refused & TOPICS),
        "rules": [rule.as_json() for rule in rules],
        "approval": approval,
    }
