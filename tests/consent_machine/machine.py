"""People who lend their faces, take them back, block, remix and wait, in every order that Hypothesis finds.

Each step is done by the services of the site and by the model. After each, the site shows no clip that
lacks consent, and what readers ask about consent says exactly what the model says. The clock is the
database's and cannot be moved: time passes by moving every date nearer. So limits a day are those of one day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import connection
from django.db.models import F, Q
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from cameos import services
from cameos.models import Cameo, CastRequest, ConsentGrant, ConsentPolicy, ConsentUse
from cameos.queries import read_consents
from cameos.services import CastAnswer
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
from moderation.claiming import hide_at_once, receive_claim, reject_claim, uphold_claim
from tests.clips import make_clip
from tests.consent_machine.allowing import Allowing
from tests.consent_machine.model import Film
from tests.consent_machine.stage import CAPTIONS, acts, captions, casts, numbers, owners, people

SAID = {"name": "Dora", "email": "dora@example.org", "statement": "It is me.", "signature": "Dora"}


class ConsentMachine(Allowing):
    @initialize(
        minutes=st.sampled_from([None, 5]),
        total=st.sampled_from([None, 2]),
        audience=st.sampled_from(["everyone", "followers", "draft"]),
        approval=st.sampled_from(["never", "clip", "prompt"]),
        act=acts,
    )
    def opens(self, minutes: int | None, total: int | None, audience: str, approval: str, act: str) -> None:
        """A story begins with clips of each kind: under bounds, of a single yes, looked at, with two people,
        and a remix."""
        self.make(self.film("cat", frozenset({"ann"}), "swims"), posted=True)
        self.grants("ann", "cat", minutes, total, audience)
        self.make(self.film("cat", frozenset({"ann"}), act), posted=True)
        self.is_asked("ann", "dan", act, CastAnswer.ONCE, goes_on=True)
        self.sets_terms("ben", frozenset(), approval)
        self.make(self.film("dan", frozenset({"ann", "ben"}), "beside a cactus"), posted=True)
        for number in range(len(self.world.films)):
            self.looks("ben", number, yes=True)
            self.publishes(number, "")
        self.remixes(0, "dan", "pours a beer", posted=True)

    # What is made

    @rule(maker=people, cast=casts, act=acts, posted=st.booleans())
    def makes(self, maker: str, cast: frozenset[str], act: str, posted: bool) -> None:
        self.make(self.film(maker, cast, act), None, posted)

    @rule(maker=people, owner=owners, act=acts)
    def shows_one(self, maker: str, owner: str, act: str) -> None:
        """The most frequent of all: one face, posted at once."""
        self.make(self.film(maker, frozenset({owner}), act), None, posted=True)

    @precondition(lambda self: self.world.films)
    @rule(number=numbers, maker=people, act=acts, posted=st.booleans())
    def remixes(self, number: int, maker: str, act: str, posted: bool) -> None:
        parent = self.clip(number)
        if Clip.objects.watchable_by(self.users[maker]).filter(pk=parent.pk).exists():
            cast = self.world.films[str(parent.pk)].cast
            self.make(self.film(maker, cast, act, parent), parent, posted)

    def make(self, film: Film, parent: Clip | None = None, posted: bool = False) -> None:
        """A draft, where the people in it would let one come to be, and a post of it."""
        cameos, maker = [self.cameo(name) for name in sorted(film.cast)], self.users[film.maker]
        consent = services.hold_consents(cameos=cameos, by=maker, use=self.use(film))
        assert consent.decision.allowed == self.world.may_make(film)
        if not consent.decision.allowed:
            return
        clip = make_clip(maker, prompt=film.words[0], cast=cameos, parent=parent)
        services.reserve_consents(permissions=consent.permissions, user=maker, job_id=clip.pk)
        services.spend_consents(job_id=clip.pk, clip_id=clip.pk)
        until = read_consents(cameos=cameos, by=maker).until
        its_own = sha256(clip.pk.bytes).hexdigest()  # a claim takes down all copies of a file
        Clip.objects.filter(pk=clip.pk).update(rests_until=until, sha256=its_own)
        self.world.rest_on(str(clip.pk), film)
        if posted:
            self._publish(clip, "")

    @precondition(lambda self: self.world.films)
    @rule(number=numbers, caption=captions)
    def publishes(self, number: int, caption: str) -> None:
        self._publish(self.clip(number), caption)

    def _publish(self, clip: Clip, caption: str) -> None:
        film = self.world.films[str(clip.pk)]
        if film.posted:
            return
        may = self.world.may_post(film, CAPTIONS[caption])
        try:
            publish_clip(clip=clip, caption=caption, by=clip.maker, country="US")
        except Refused:
            return
        assert may, "posted without consent"
        film.posted, film.says = True, film.says | CAPTIONS[caption]
        self.world.rest_on(str(clip.pk), film)

    @precondition(lambda self: self.world.films)
    @rule(owner=owners, number=numbers, yes=st.booleans())
    def looks(self, owner: str, number: int, yes: bool) -> None:
        """The owner is asked by whoever has tried to post it."""
        clip = self.clip(number)
        asked = ConsentUse.objects.to_look_at([self.cameo(owner)]).filter(clip_id=clip.pk)
        for use in asked.select_related("cameo__owner", "user") if self.has(owner) else ():
            services.answer_look(use=use, allowed=yes, by=self.users[owner])
            looked = self.world.films[str(clip.pk)].looked
            looked.add(owner) if yes else looked.discard(owner)

    # What subjects do with it, members or not, and the clock

    @precondition(lambda self: self.world.films)
    @rule(owner=owners, number=numbers, act=st.sampled_from([hide_clips, unhide_clips, remove_clips]))
    def acts(self, owner: str, number: int, act: Callable[..., Any]) -> None:
        if self.has(owner):
            self.do(owner, act, clips=[self.clip(number).pk])

    @rule(owner=owners, number=numbers, everything=st.booleans())
    def lets_stay(self, owner: str, number: int, everything: bool) -> None:
        """One clip, or all that are hidden."""
        it, films = self.world.likenesses[owner], self.world.films
        if it.gone or it.paused or not films:
            return
        if everything:
            kept = self.do(owner, settle_made, choice=Made.KEEP)
        else:
            kept = self.do(owner, keep_clips, clips=[self.clip(number).pk])
        for clip in kept:
            film = films[str(clip.pk)]
            assert owner in film.cast
            assert not self.world.apart(owner, film.maker)
            film.kept_by.add(owner)

    @precondition(lambda self: self.world.films)
    @rule(number=numbers, answer=st.sampled_from([None, uphold_claim, reject_claim]))
    def is_claimed(self, number: int, answer: Callable[..., Any] | None) -> None:
        """Somebody without an account says that it is them: hidden at once, then answered, or not yet."""
        clip = self.clip(number)
        claim = receive_claim(links=str(clip.pk), **SAID)
        hide_at_once(claim=claim, by=self.moderator)
        if answer:
            answer(claim=claim, by=self.moderator, answer="We have looked.")
        if answer is not reject_claim:
            self.world.films[str(clip.pk)].claimed = True

    @rule(minutes=st.sampled_from([1, 10, 120]), sweep=st.booleans())
    def time_passes(self, minutes: int, sweep: bool) -> None:
        nearer = timedelta(minutes=minutes)
        for rows in (ConsentGrant.objects.all(), CastRequest.objects.all()):
            rows.filter(~Q(expires_at=None)).update(expires_at=F("expires_at") - nearer)
        Cameo.objects.filter(~Q(everyone_from=None)).update(everyone_from=F("everyone_from") - nearer)
        Clip.objects.filter(~Q(rests_until=None)).update(rests_until=F("rests_until") - nearer)
        self.world.pass_minutes(minutes)
        _move_policies(nearer)
        if sweep:
            sweep_expired()

    # What must hold

    @invariant()
    def no_visible_clip_lacks_consent(self) -> None:
        films = self.world.films
        agreed = {key for key, film in films.items() if self.world.agreed(film)}
        shown = {str(pk) for pk in Clip.objects.available().values_list("pk", flat=True)}
        assert shown <= agreed
        for name, user in self.users.items():
            seen = {str(pk) for pk in Post.objects.visible_to(user).values_list("clip_id", flat=True)}
            assert seen <= {key for key in agreed if self.world.may_see(films[key], name)}

    @invariant()
    def readers_ask_what_was_meant(self) -> None:
        asked = {str(pk) for pk in Clip.objects.consented().values_list("pk", flat=True)}
        assert asked == {key for key, film in self.world.films.items() if self.world.everyone_in(film)}


def _move_policies(nearer: timedelta) -> None:
    """The database refuses to change their rows: its triggers look away for a moment."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        ConsentPolicy.objects.update(starts_at=F("starts_at") - nearer, ends_at=F("ends_at") - nearer)
        cursor.execute("SET LOCAL session_replication_role = origin")
