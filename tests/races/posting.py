"""Rounds of bob posting a clip at the very moment at which somebody takes back what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Protocol

import pytest

import cameos.services.holding as cameo_services
from accounts.models import User
from cameos.models import Cameo, Scope
from cameos.policies import may_depict
from cameos.services import grant_consent, revoke_consent
from feed.models import Post
from feed.services import publish_clip
from generation import gate
from generation.models import Clip
from rights.models import License
from rights.services import clear, judging, revoke_license
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.races.actors import Gate
from tests.rights.factories import make_holder, make_license, make_work


class Permission(Protocol):
    """What a clip of bob's rests on: given before each round, and taken back in it."""

    locks: tuple[tuple[ModuleType, str], ...]  # what holds it while the clip is posted

    def clip(self) -> Clip: ...
    def take_back(self) -> object: ...
    def stands(self) -> bool: ...


class Consent:
    """Alice lets bob use her likeness."""

    locks = ((cameo_services, "lock_for_share"),)

    def __init__(self, alice: User, bob: User) -> None:
        self.alice, self.bob = alice, bob
        self.cameo: Cameo = make_cameo(alice, scope=Scope.APPROVED)

    def clip(self) -> Clip:
        grant_consent(cameo=self.cameo, grantee=self.bob, by=self.alice)
        return make_clip(self.bob, prompt="@alice swims", cast=[self.cameo])

    def take_back(self) -> object:
        return revoke_consent(cameo=self.cameo, grantee=self.bob, by=self.alice)

    def stands(self) -> bool:
        return may_depict(cameo=Cameo.objects.get(pk=self.cameo.pk), by=self.bob).allowed


class Licensed:
    """Alice, who acts for its holder, opens a work to everyone."""

    locks = ((judging, "lock_for_share"), (judging, "hold_licenses"))
    text = "Captain Nimbus waves"

    def __init__(self, alice: User, bob: User) -> None:
        self.alice, self.bob = alice, bob
        make_holder("Nimbus Pictures", member=alice)
        self.work = make_work("Captain Nimbus", holder="Nimbus Pictures")
        self.license: License

    def clip(self) -> Clip:
        self.license = make_license(self.work)
        clip = make_clip(self.bob, prompt=self.text)
        clip.licenses.set([self.license])
        return clip

    def take_back(self) -> object:
        return revoke_license(license=self.license, by=self.alice)

    def stands(self) -> bool:
        return clear([self.text], by=self.bob, hold=False).decision.allowed


@dataclass
class Score:
    visible: int = 0  # clips that a third person sees although nothing permits them
    posts: int = 0  # posts made on a permission that was gone when they were made
    waits: int = 0  # rounds in which whoever took it back had to wait for the post


class Contest:
    def __init__(self, permission: Permission, bob: User, carol: User, patch: pytest.MonkeyPatch) -> None:
        self.permission, self.bob, self.carol, self.patch = permission, bob, carol, patch

    def play(self, rounds: int) -> Score:
        score = Score()
        for clip in self._clips(rounds):
            race = self._post_against_taking_back(clip)
            assert not self.permission.stands()
            score.waits += race.second_waited
            score.posts += Post.objects.filter(clip=clip).exists() and not race.second_waited
            score.visible += Post.objects.visible_to(self.carol).filter(clip=clip).exists()
            clip.delete()  # or each revocation would go through the clips of all rounds before
        return score

    def _clips(self, rounds: int) -> Iterable[Clip]:
        return (self.permission.clip() for _ in range(rounds))

    def _post_against_taking_back(self, clip: Clip) -> Gate:
        race = Gate()
        check = gate._publishable

        def check_and_wait(*args: object) -> object:
            answer = check(*args)  # type: ignore[arg-type]
            race.hold()
            return answer

        with self.patch.context() as patch:
            patch.setattr(gate, "_publishable", check_and_wait)
            race.run(
                lambda: publish_clip(clip=clip, caption="", by=self.bob, country="US"),
                self.permission.take_back,
            )
        return race
