"""People who lend their faces, take them back, block, remix and wait, in every order that Hypothesis finds.

Each step is done by the services of the site and by the model. After each, the site shows no clip that
lacks consent, and what readers ask about consent says exactly what the model says. The clock is the
database's and cannot be moved: time passes by moving every end nearer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from accounts.services import block, follow, unblock, unfollow
from cameos import services
from cameos.models import Cameo, ConsentGrant, Scope
from cameos.queries import read_consents
from core.decisions import Refused
from feed.models import Post
from feed.services import publish_clip
from generation.models import Clip
from generation.services import (
    Made,
    hide_clips,
    keep_clips,
    remove_clips,
    settle_made,
    sweep_expired,
    unhide_clips,
)
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.consent_machine.model import SCOPES, Film, Likeness, World
from tests.factories import make_user

OWNERS, PEOPLE = ("ann", "ben"), ("ann", "ben", "cat", "dan")
owners, people = st.sampled_from(OWNERS), st.sampled_from(PEOPLE)
numbers = st.integers(0, 10**6)  # of a clip, whichever there are


class ConsentMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.users = {name: make_user(name) for name in PEOPLE}
        self.world = World({name: Likeness() for name in OWNERS})
        for name in OWNERS:
            make_cameo(self.users[name])

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    # What people allow

    @rule(owner=owners, scope=st.sampled_from(SCOPES))
    def sets_scope(self, owner: str, scope: str) -> None:
        if not self.world.likenesses[owner].gone:
            self._do(owner, services.change_scope, scope=Scope(scope))
            self.world.likenesses[owner].scope = scope

    @rule(owner=owners)
    def pauses(self, owner: str) -> None:
        if not self.world.likenesses[owner].gone:
            self._do(owner, services.pause_cameo)
            self.world.likenesses[owner].paused = True
            self.world.end_kept(owner)

    @rule(owner=owners)
    def resumes(self, owner: str) -> None:
        if not self.world.likenesses[owner].gone:
            self._do(owner, services.resume_cameo)
            self.world.likenesses[owner].paused = False

    @rule(owner=owners, person=people, minutes=st.sampled_from([None, 5, 60]))
    def grants(self, owner: str, person: str, minutes: int | None) -> None:
        it = self.world.likenesses[owner]
        if it.gone or it.granted(person) or owner == person or self.world.apart(owner, person):
            return
        ends = timezone.now() + timedelta(minutes=minutes) if minutes else None
        self._do(owner, services.grant_consent, grantee=self.users[person], expires_at=ends)
        it.grants[person] = minutes

    @rule(owner=owners, person=people)
    def takes_back(self, owner: str, person: str) -> None:
        if not self.world.likenesses[owner].gone:
            self._do(owner, services.revoke_consent, grantee=self.users[person])
            self.world.likenesses[owner].grants.pop(person, None)

    @rule(owner=owners)
    def takes_back_everything(self, owner: str) -> None:
        if not self.world.likenesses[owner].gone:
            self._do(owner, services.take_back_everything)
            self._closes(owner)

    @rule(owner=owners)
    def leaves_or_returns(self, owner: str) -> None:
        it = self.world.likenesses[owner]
        if it.gone:
            make_cameo(self.users[owner])
        else:
            self._do(owner, services.withdraw_cameo)
            self._closes(owner)
            it.paused = False
        it.gone = not it.gone

    def _closes(self, owner: str) -> None:
        it = self.world.likenesses[owner]
        it.scope, it.grants = "only_me", {}
        self.world.end_kept(owner)

    # What stands between people

    @rule(one=people, other=people)
    def follows(self, one: str, other: str) -> None:
        if one != other and not self.world.apart(one, other):
            follow(user=self.users[other], by=self.users[one])
            self.world.follows.add((one, other))

    @rule(one=people, other=people)
    def unfollows(self, one: str, other: str) -> None:
        if one != other:
            unfollow(user=self.users[other], by=self.users[one])
            self.world.follows.discard((one, other))

    @rule(one=people, other=people)
    def blocks(self, one: str, other: str) -> None:
        if one != other:
            block(user=self.users[other], by=self.users[one])
            self.world.block(one, other)

    @rule(one=people, other=people)
    def unblocks(self, one: str, other: str) -> None:
        if one != other:
            unblock(user=self.users[other], by=self.users[one])
            self.world.blocks.discard((one, other))

    # What is made

    @rule(maker=people, cast=st.frozensets(owners, min_size=1), posted=st.booleans())
    def makes(self, maker: str, cast: frozenset[str], posted: bool) -> None:
        self._make(maker, cast, None, posted)

    @precondition(lambda self: self.world.films)
    @rule(number=numbers, maker=people, posted=st.booleans())
    def remixes(self, number: int, maker: str, posted: bool) -> None:
        parent = self._clip(number)
        if Clip.objects.watchable_by(self.users[maker]).filter(pk=parent.pk).exists():
            self._make(maker, self.world.films[str(parent.pk)].cast, parent, posted)

    def _make(self, maker: str, cast: frozenset[str], parent: Clip | None, posted: bool) -> None:
        """A draft, where the gate would let one come to be, and a post of it."""
        cameos = [self._cameo(name) for name in sorted(cast)]
        film = Film(maker, cast)
        consent = read_consents(cameos=cameos, by=self.users[maker])
        assert consent.decision.allowed == self.world.consented(film)
        if not consent.decision.allowed:
            return
        clip = make_clip(self.users[maker], cast=cameos, parent=parent)
        Clip.objects.filter(pk=clip.pk).update(rests_until=consent.until)
        self.world.films[str(clip.pk)] = film
        if posted:
            self._publish(clip)

    @precondition(lambda self: self.world.films)
    @rule(number=numbers)
    def publishes(self, number: int) -> None:
        self._publish(self._clip(number))

    def _publish(self, clip: Clip) -> None:
        """The gate asks for consent itself, whatever may stay."""
        film = self.world.films[str(clip.pk)]
        if Post.objects.filter(clip=clip).exists():
            return
        may = all(self.world.allows(owner, film.maker) for owner in film.cast)
        try:
            publish_clip(clip=clip, caption="", by=clip.maker, country="US")
        except Refused:
            return
        assert may, "posted without consent"

    # What subjects do with it, and the clock

    @precondition(lambda self: self.world.films)
    @rule(owner=owners, number=numbers, act=st.sampled_from([hide_clips, unhide_clips, remove_clips]))
    def acts(self, owner: str, number: int, act: Callable[..., Any]) -> None:
        if not self.world.likenesses[owner].gone:
            self._do(owner, act, clips=[self._clip(number).pk])

    @precondition(lambda self: self.world.films)
    @rule(owner=owners, number=numbers)
    def lets_stay(self, owner: str, number: int) -> None:
        it, clip = self.world.likenesses[owner], self._clip(number)
        film = self.world.films[str(clip.pk)]
        if it.gone or it.paused:
            return
        self._do(owner, keep_clips, clips=[clip.pk])
        if owner in film.cast and not self.world.apart(owner, film.maker):
            film.kept_by.add(owner)

    @rule(owner=owners)
    def lets_all_hidden_stay(self, owner: str) -> None:
        it = self.world.likenesses[owner]
        if it.gone or it.paused:
            return
        for clip in self._do(owner, settle_made, choice=Made.KEEP):
            self.world.films[str(clip.pk)].kept_by.add(owner)

    @rule(minutes=st.sampled_from([1, 10, 120]))
    def time_passes(self, minutes: int) -> None:
        nearer = timedelta(minutes=minutes)
        ConsentGrant.objects.filter(~Q(expires_at=None)).update(expires_at=F("expires_at") - nearer)
        Clip.objects.filter(~Q(rests_until=None)).update(rests_until=F("rests_until") - nearer)
        self.world.pass_minutes(minutes)

    @rule()
    def sweeps(self) -> None:
        sweep_expired()

    # What must hold

    @invariant()
    def no_visible_clip_lacks_consent(self) -> None:
        agreed = {key for key, film in self.world.films.items() if self.world.consented(film)}
        shown = {str(pk) for pk in Clip.objects.available().values_list("pk", flat=True)}
        assert shown <= agreed
        for user in self.users.values():
            posts = Post.objects.visible_to(user).values_list("clip_id", flat=True)
            assert {str(pk) for pk in posts} <= agreed
        asked = {str(pk) for pk in Clip.objects.consented().values_list("pk", flat=True)}
        assert asked == agreed, "what readers ask is what was meant"

    def _do(self, owner: str, verb: Callable[..., Any], **more: Any) -> Any:
        return verb(cameo=self._cameo(owner), by=self.users[owner], **more)

    def _cameo(self, owner: str) -> Cameo:
        return Cameo.objects.select_related("owner").get(owner=self.users[owner])

    def _clip(self, number: int) -> Clip:
        keys = sorted(self.world.films)
        return Clip.objects.select_related("maker").get(pk=keys[number % len(keys)])
