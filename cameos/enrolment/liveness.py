"""Who judges a recording: chosen by settings. docs/likeness.md says how to put another judge here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from cameos.enrolment.challenge import Challenge
from cameos.enrolment.findings import Assessment
from cameos.models import Assurance


class Liveness(Protocol):
    """`assurance` is what its word is worth: a provider that vouches for people says ATTESTED."""

    assurance: Assurance

    def assess(self, recording: bytes, challenge: Challenge, *, report: Callable[[int], None]) -> Assessment:
        """Judge one recording, in 50 seconds at most; `report` hears the per cent that are done.

        Whatever it cannot tell is a finding in the band of review, and never one that passes. An error
        that it raises sends the recording to a person.
        """
        ...


def judge() -> Liveness:
    return cast(Liveness, import_string(settings.LIVENESS)())
