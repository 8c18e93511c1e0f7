"""Pairs of people who meet at the worst moment: one has asked and not yet written, the other says no.

Each pair plays rounds with a gate that holds the first between check and write. A round is a violation
when what was written rests on a yes that was a no by then. With its locks every round makes the second
wait; a twin of the pair takes the locks out, and then every gated round must be a violation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol
from uuid import uuid4

import pytest
from django.db.models import Sum
from django.db.models.functions import Now

from accounts.models import Block, User
from accounts.services import block, unblock
from billing import services as purse
from billing.models import Wallet
from cameos.models import Cameo, Scope
from cameos.policies import may_depict
from cameos.services import change_scope, grant_consent, holding, revoke_consent, withdraw_cameo
from feed.models import Post
from feed.services import publish_clip
from generation import gate, rendering
from generation.models import Clip, ClipQuerySet, Job
from generation.orders import Order
from generation.services import cancel_job, endings, jobs, submit_job
from rights.services import judging
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.factories import make_user
from tests.races.actors import Gate
from tests.rights.factories import make_license, make_work
from tests.wallets import wallet_of

Patch = pytest.MonkeyPatch
Pause = Callable[..., Any]


@dataclass
class Score:
    """Of all rounds: in how many something wrong was written, and in how many the second had to wait."""

    rounds: int = 0
    violations: int = 0
    waits: int = 0


class Pair(Protocol):
    def round(self, patch: Patch) -> tuple[bool, bool]:
        """Play once. Was it a violation, and did the second wait?"""

    def without_locks(self, patch: Patch) -> None: ...


def play(pair: Pair, rounds: int, patch: Patch) -> Score:
    score = Score()
    for _ in range(rounds):
        with patch.context() as within:
            wrong, waited = pair.round(within)
        score.rounds += 1
        score.violations += wrong
        score.waits += waited
    return score


def _gate_before(patch: Patch, module: Any, name: str, race: Gate) -> None:
    """Hold whoever comes first just before `name` is called: after the check, before the write."""
    original = getattr(module, name)

    def wait_and_go_on(*args: Any, **named: Any) -> Any:
        race.hold()
        return original(*args, **named)

    patch.setattr(module, name, wait_and_go_on)


def _gate_after(patch: Patch, module: Any, name: str, race: Gate) -> None:
    """The same, just after the check called `name` has answered."""
    original = getattr(module, name)

    def go_on_and_wait(*args: Any, **named: Any) -> Any:
        answer = original(*args, **named)
        race.hold()
        return answer

    patch.setattr(module, name, go_on_and_wait)


class _WithAlice:
    """Alice's likeness, and bob and carol who use it."""

    def __init__(self, scope: Scope) -> None:
        self.alice, self.bob, self.carol = make_user("alice"), make_user("bob"), make_user("carol")
        self.cameo: Cameo = make_cameo(self.alice, scope=scope)

    def allows(self, maker: User) -> bool:
        return may_depict(cameo=Cameo.objects.select_related("owner").get(pk=self.cameo.pk), by=maker).allowed

    def without_locks(self, patch: Patch) -> None:
        patch.setattr(holding, "lock_for_share", list)


class RevokePublish(_WithAlice):
    """Bob posts a clip; alice takes her permission back."""

    def __init__(self) -> None:
        super().__init__(Scope.APPROVED)

    def round(self, patch: Patch) -> tuple[bool, bool]:
        grant_consent(cameo=self.cameo, grantee=self.bob, by=self.alice)
        said = self.posts_while(
            patch, lambda: revoke_consent(cameo=self.cameo, grantee=self.bob, by=self.alice)
        )
        assert not self.allows(self.bob)
        return said

    def posts_while(self, patch: Patch, end: Callable[[], object]) -> tuple[bool, bool]:
        cameo = Cameo.objects.get(owner=self.alice)
        clip, race = make_clip(self.bob, prompt="@alice swims", cast=[cameo]), Gate()
        _gate_after(patch, gate, "_publishable", race)
        failures = race.run(lambda: publish_clip(clip=clip, caption="", by=self.bob, country="US"), end)
        assert failures[1] is None
        posted = Post.objects.filter(clip=clip).exists()
        seen = Post.objects.visible_to(self.carol).filter(clip=clip).exists()
        clip.delete()
        return (posted and not race.second_waited) or seen, race.second_waited

    def without_locks(self, patch: Patch) -> None:
        super().without_locks(patch)
        patch.setattr(gate, "lock_for_change", list)


class NarrowStart(_WithAlice):
    """A worker starts carol's job; alice keeps her likeness to herself."""

    def __init__(self) -> None:
        super().__init__(Scope.EVERYONE)

    def round(self, patch: Patch) -> tuple[bool, bool]:
        change_scope(cameo=self.cameo, scope=Scope.EVERYONE, by=self.alice)
        said = self.starts_while(
            patch, lambda: change_scope(cameo=self.cameo, scope=Scope.ONLY_ME, by=self.alice)
        )
        assert not self.allows(self.carol)
        return said

    def starts_while(self, patch: Patch, end: Callable[[], object]) -> tuple[bool, bool]:
        job, race, started = ask(self.carol, "@alice swims"), Gate(), []
        _gate_before(patch, rendering, "rest_on", race)
        failures = race.run(lambda: started.append(rendering.cleared(job)), end)
        assert failures[1] is None
        wrong = (started == [True] and not race.second_waited) or bool(_cancelled())
        return wrong, race.second_waited


class WithdrawPublish(RevokePublish):
    """Bob posts a clip; alice deletes her likeness."""

    def round(self, patch: Patch) -> tuple[bool, bool]:
        cameo = make_cameo(self.alice, scope=Scope.EVERYONE)
        return self.posts_while(patch, lambda: withdraw_cameo(cameo=cameo, by=self.alice))


class WithdrawStart(NarrowStart):
    """A worker starts carol's job; alice deletes her likeness."""

    def round(self, patch: Patch) -> tuple[bool, bool]:
        cameo = make_cameo(self.alice, scope=Scope.EVERYONE)
        return self.starts_while(patch, lambda: withdraw_cameo(cameo=cameo, by=self.alice))


class BlockCast(_WithAlice):
    """Carol asks for a clip with alice, who blocks her."""

    def __init__(self) -> None:
        super().__init__(Scope.EVERYONE)

    def round(self, patch: Patch) -> tuple[bool, bool]:
        race = Gate()
        _gate_before(patch, jobs, "_enqueue", race)
        race.run(lambda: ask(self.carol, "@alice swims"), lambda: block(user=self.carol, by=self.alice))
        assert Block.objects.exists()
        left = _cancelled()
        unblock(user=self.carol, by=self.alice)
        return bool(left), race.second_waited


class ExpireServe(_WithAlice):
    """A permission has run out and the sweep has found that, but not yet hidden the clip; carol looks."""

    def __init__(self) -> None:
        super().__init__(Scope.APPROVED)

    def round(self, patch: Patch) -> tuple[bool, bool]:
        grant = grant_consent(cameo=self.cameo, grantee=self.bob, by=self.alice)
        clip, race, seen = make_clip(self.bob, cast=[self.cameo], published=True), Gate(), []
        type(grant).objects.filter(pk=grant.pk).update(expires_at=Now())
        Clip.objects.filter(pk=clip.pk).update(rests_until=Now())
        _gate_before(patch, endings, "withdraw_clip", race)
        race.run(
            endings.sweep_expired,
            lambda: seen.append(Post.objects.visible_to(self.carol).filter(clip=clip).exists()),
        )
        assert Clip.objects.get(pk=clip.pk).withdrawn_at is not None
        clip.delete()
        return seen != [False], race.second_waited

    def without_locks(self, patch: Patch) -> None:
        """No lock holds a reader: what holds is that each read asks the clock and the consents itself."""

        def only_swept(clips: ClipQuerySet) -> ClipQuerySet:
            return clips.filter(withdrawn_at=None, deleted_at=None)

        patch.setattr(ClipQuerySet, "available", only_swept)


class CountSubmit:
    """Two people want the last clip that a license carries."""

    def __init__(self) -> None:
        self.people = [make_user("first"), make_user("second")]
        make_license(make_work("Captain Nimbus", holder="Nimbus Pictures"), total=1)

    def round(self, patch: Patch) -> tuple[bool, bool]:
        race = Gate()
        _gate_before(patch, jobs, "reserve_uses", race)
        race.run(*(partial(ask, person, "Captain Nimbus waves") for person in self.people))
        made = _cancelled()
        assert made
        return made > 1, race.second_waited

    def without_locks(self, patch: Patch) -> None:
        patch.setattr(judging, "hold_licenses", list)


class SpendSubmit:
    """One person asks twice at once: the credits of both must be gone from the wallet."""

    def __init__(self) -> None:
        self.person = make_user("first")
        purse.lock_wallet(user=self.person)  # with today's allowance

    def round(self, patch: Patch) -> tuple[bool, bool]:
        race = Gate()
        _gate_before(patch, purse, "_move", race)
        race.run(*(partial(ask, self.person, text) for text in ("a fox", "a hare")))
        wallet = wallet_of(self.person)
        moved = wallet.entries.aggregate(available=Sum("available"), held=Sum("held"))
        wrong = moved != {"available": wallet.available, "held": wallet.held}
        Wallet.objects.filter(pk=wallet.pk).update(**moved)
        assert _cancelled() == 2
        return wrong, race.second_waited

    def without_locks(self, patch: Patch) -> None:
        def look(*, user: User) -> Wallet:
            return wallet_of(user)

        for module in (purse, gate, jobs):
            patch.setattr(module, "lock_wallet", look)


def ask(by: User, text: str) -> Job:
    return submit_job(order=Order(text, uuid4().hex, country="US"), by=by)


def _cancelled() -> int:
    """Give everything back; how many jobs there were."""
    made = list(Job.objects.open().select_related("user"))
    for job in made:
        cancel_job(job=job, by=job.user)
    return len(made)


PAIRS: dict[str, Callable[[], Pair]] = {
    "revoke/publish": RevokePublish,
    "narrow/start": NarrowStart,
    "withdraw/publish": WithdrawPublish,
    "withdraw/start": WithdrawStart,
    "expire/serve": ExpireServe,
    "count/submit: license": CountSubmit,
    "count/submit: wallet": SpendSubmit,
    "block/cast": BlockCast,
}
