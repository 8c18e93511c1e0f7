"""Steps on the way to a likeness, and judges that say what a test wants to hear."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import numpy as np

from accounts.models import User
from cameos import services
from cameos.enrolment.challenge import Challenge
from cameos.enrolment.findings import Assessment, passed, refused, review
from cameos.faces import Embedding
from cameos.models import Assurance, Enrolment
from tests.cameos.factories import picture

FILM = b"a recording of somebody, byte for byte. " * 5000  # 200 kB


def face(*first: float) -> Embedding:
    """A vector; two of them are as far apart as their numbers."""
    return np.array([*first, *[0.0] * (128 - len(first))], np.float32)


class Said:
    """A judge whose word is set by the test."""

    assurance = Assurance.BUILT_IN
    word: ClassVar[Assessment] = Assessment((passed("face"),), picture(), face(0.0))

    def assess(self, recording: bytes, challenge: Challenge, *, report: Callable[[int], None]) -> Assessment:
        report(50)
        return self.word


class Unsure(Said):
    word = Assessment((review("turns", "turns_unsure"),), picture(), face(0.0))


class Against(Said):
    word = Assessment((refused("light", "dark"),), picture(), face(0.0))


class Vouching(Said):
    """A provider that stands for whom it lets in."""

    assurance = Assurance.ATTESTED


class Broken(Said):
    def assess(self, recording: bytes, challenge: Challenge, *, report: Callable[[int], None]) -> Assessment:
        raise RuntimeError("the provider does not answer")


def named(judge: type[Said]) -> str:
    return f"{judge.__module__}.{judge.__qualname__}"


def challenged(user: User, *, assisted: bool = False) -> Enrolment:
    begun = services.begin_enrolment(by=user, country="US", agreed=True, assisted=assisted)
    return services.issue_challenge(enrolment=begun, by=user)


def sent(user: User, data: bytes = FILM, *, piece: int = 64 * 1024, assisted: bool = False) -> Enrolment:
    """A recording that waits for its check."""
    own = services.begin_upload(enrolment=challenged(user, assisted=assisted), size=len(data), by=user)
    for at in range(0, len(data), piece):
        own = services.receive_part(enrolment=own, offset=at, piece=data[at : at + piece], by=user)
    return own


def checked(user: User, data: bytes = FILM, *, assisted: bool = False) -> Enrolment:
    """The same, with its result."""
    own = sent(user, data, assisted=assisted)
    services.check_enrolment(enrolment_id=own.pk)
    return Enrolment.objects.get(pk=own.pk)
