"""The steps in which people say what they allow, and part."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from accounts.services import block, unblock, unfollow
from cameos import services
from cameos.models import CastRequest, Scope
from cameos.services import Bounds, CastAnswer
from core.decisions import Refused
from tests.cameos.factories import make_cameo
from tests.consent_machine.model import REFUSED_AT_FIRST, SCOPES, Grant, Once
from tests.consent_machine.stage import Stage, acts, numbers, owners, people, terms_of

BEGUN_WITHIN = 60  # minutes: shorter than the site's week, for time to pass


class Allowing(Stage):
    # To all

    @rule(owner=owners, scope=st.sampled_from(SCOPES))
    def sets_scope(self, owner: str, scope: str) -> None:
        if self.has(owner):
            self.do(owner, services.change_scope, scope=Scope(scope))
            self.world.likenesses[owner].open_to(scope)

    @rule(
        owner=owners,
        refused=st.frozensets(st.sampled_from(["alcohol", "politics", "cactus"])),
        approval=st.sampled_from(["never", "clip", "prompt"]),
    )
    def sets_terms(self, owner: str, refused: frozenset[str], approval: str) -> None:
        if self.has(owner):
            self.do(owner, services.change_terms, terms=terms_of(refused, approval))
            it = self.world.likenesses[owner]
            it.refused, it.approval = refused, approval

    @rule(
        owner=owners,
        begins=st.sampled_from([0, 0, 5]),
        lasts=st.sampled_from([None, 5, 60]),
        per_day=st.sampled_from([None, 1, 4]),
        per_person_day=st.sampled_from([None, 1, 2]),
    )
    def sets_dates_and_limits(
        self, owner: str, begins: int, lasts: int | None, per_day: int | None, per_person_day: int | None
    ) -> None:
        if not self.has(owner):
            return
        starts = timezone.now() + timedelta(minutes=begins)
        terms = {
            "starts_at": starts if begins else None,
            "ends_at": starts + timedelta(minutes=lasts) if lasts else None,
            "per_day": per_day,
            "per_person_day": per_person_day,
        }
        self.do(owner, services.change_terms, terms=terms)
        it = self.world.likenesses[owner]
        it.begins, it.left = begins, begins + lasts if lasts else None
        it.per_day, it.per_person_day = per_day, per_person_day

    @rule(owner=owners)
    def pauses_or_goes_on(self, owner: str) -> None:
        it = self.world.likenesses[owner]
        if it.gone:
            return
        self.do(owner, services.resume_cameo if it.paused else services.pause_cameo)
        it.paused = not it.paused
        if it.paused:
            self.world.end_kept(owner)

    @rule(owner=owners, leaves=st.booleans())
    def ends_everything_or_returns(self, owner: str, leaves: bool) -> None:
        it = self.world.likenesses[owner]
        if it.gone:
            make_cameo(self.users[owner], scope=Scope.MUTUALS)
            it.gone = False
            it.open_to("mutuals")
            return
        self.do(owner, services.withdraw_cameo if leaves else services.take_back_everything)
        self.world.close(owner)
        if leaves:
            it.gone, it.paused, it.refused, it.approval = True, False, REFUSED_AT_FIRST, "never"
            it.begins, it.left, it.per_day, it.per_person_day = 0, None, None, None

    # To one person

    @rule(
        owner=owners,
        person=people,
        minutes=st.sampled_from([None, 5, 60]),
        total=st.sampled_from([None, 1, 2]),
        audience=st.sampled_from(["everyone", "followers", "draft"]),
    )
    def grants(self, owner: str, person: str, minutes: int | None, total: int | None, audience: str) -> None:
        it = self.world.likenesses[owner]
        if it.gone or it.granted(person) or owner == person or self.world.apart(owner, person):
            return
        end = timezone.now() + timedelta(minutes=minutes) if minutes else None
        bounds = Bounds(end, total, None, audience)
        self.do(owner, services.grant_consent, grantee=self.users[person], bounds=bounds)
        it.grants[person] = Grant(minutes, total, audience)
        it.denied.discard(person)

    @rule(owner=owners, person=people)
    def takes_back(self, owner: str, person: str) -> None:
        if self.has(owner):
            self.do(owner, services.revoke_consent, grantee=self.users[person])
            self.world.likenesses[owner].grants.pop(person, None)

    @rule(owner=owners, person=people)
    def keeps_out_or_lets_in_again(self, owner: str, person: str) -> None:
        denied = self.world.likenesses[owner].denied
        if not self.has(owner) or owner == person:
            return
        verb = services.lift_denial if person in denied else services.deny_person
        self.do(owner, verb, person=self.users[person])
        denied.discard(person) if person in denied else self.world.deny(owner, person)

    @rule(
        owner=owners,
        maker=people,
        act=acts,
        answer=st.sampled_from([CastAnswer.ONCE, *CastAnswer]),
        goes_on=st.booleans(),
    )
    def is_asked(self, owner: str, maker: str, act: str, answer: CastAnswer, goes_on: bool) -> None:
        """Somebody asks about a clip with these words, gets an answer, and makes it, or waits."""
        film = self.film(maker, frozenset({owner}), act)
        if self.world.fresh(owner, film):
            return
        try:
            asked = services.request_cast(cameo=self.cameo(owner), by=self.users[maker], use=self.use(film))
        except Refused:
            return
        services.answer_cast(request=asked, answer=answer, by=self.users[owner])
        it = self.world.likenesses[owner]
        if answer == CastAnswer.PERSON and not it.granted(maker):
            former = it.grants.get(maker, Grant())
            it.grants[maker] = Grant(None, former.total, former.audience)
        if answer == CastAnswer.ONCE or (answer == CastAnswer.PERSON and it.approval == "prompt"):
            end = timezone.now() + timedelta(minutes=BEGUN_WITHIN)
            CastRequest.objects.filter(pk=asked.pk).update(expires_at=end)
            self.world.once[str(asked.pk)] = Once(owner, maker, film.words, BEGUN_WITHIN)
        if goes_on:
            self.make(film)

    @precondition(lambda self: self.world.once)
    @rule(number=numbers)
    def takes_back_a_yes(self, number: int) -> None:
        keys = list(self.world.once)
        key = keys[number % len(keys)]
        request = CastRequest.objects.select_related("cameo__owner", "requester").get(pk=key)
        services.revoke_cast(request=request, by=request.cameo.owner)
        del self.world.once[key]

    # What stands between people

    @rule(one=people, other=people)
    def make_up(self, one: str, other: str) -> None:
        if one == other:
            return
        for by, whom in ((one, other), (other, one)):
            unblock(user=self.users[whom], by=self.users[by])
            self.world.blocks.discard((by, whom))
        self.befriend(one, other)

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
