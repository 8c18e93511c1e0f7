"""The judge that comes with the site. It opens a likeness to its owner, and to nobody else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from typing import Final

import numpy as np

from cameos.enrolment.challenge import Challenge
from cameos.enrolment.findings import Assessment, Finding, banded, passed, refused, review
from cameos.enrolment.looks import Look, look_at
from cameos.enrolment.recordings import Recording, Unreadable
from cameos.enrolment.speech import judge_digits
from cameos.enrolment.turns import judge_turns
from cameos.faces import Embedding, FacesUnavailable, Likeness, compare, distance
from cameos.models import Assurance

ALONE: Final = 0.9  # of the moments with a face: so often nobody else
EXPECTED: Final = 20.0  # seconds of a usual recording: browsers do not write the length into the file
THERE: Final = (0.5, 0.8)  # of all moments: less is refused, more passes


class BuiltIn:
    assurance = Assurance.BUILT_IN

    def assess(self, recording: bytes, challenge: Challenge, *, report: Callable[[int], None]) -> Assessment:
        film = Recording(recording)
        try:
            seen = look_at(film, report=lambda at: report(min(95, round(100 * at / EXPECTED))))
        except Unreadable as error:
            verdict = review if error.code == "slow" else refused
            return Assessment((verdict("recording", error.code),))
        except FacesUnavailable:
            return Assessment((review("face", "faces_unavailable"),))
        findings = [*judge_presence(seen.looks), *judge_picture(seen.looks), judge_sameness(seen.faces)]
        if challenge.assisted:
            findings.append(review("challenge", "assisted"))
        else:
            findings += [judge_turns(seen.looks, challenge.turns), judge_digits(film.voice, challenge.digits)]
        return Assessment(tuple(findings), seen.portrait, middle(seen.faces))


def judge_presence(looks: Sequence[Look]) -> list[Finding]:
    """One person, all the time."""
    with_face = [look for look in looks if look.faces]
    there = len(with_face) / max(1, len(looks))
    finding = banded("face", "no_face", there, refuse_below=THERE[0], pass_from=THERE[1])
    if not with_face:
        return [finding]
    alone = sum(look.faces == 1 for look in with_face) / len(with_face)
    return [finding, passed("alone", alone) if alone >= ALONE else refused("alone", "two_faces", alone)]


def judge_picture(looks: Sequence[Look]) -> list[Finding]:
    """Can a face be told in this light, at this sharpness, behind these glasses?

    Dark skin in fair light may be as dark as light skin in poor light: only what is nearly black is refused.
    """
    frontal = [look for look in looks if look.frontal]
    if not frontal:
        return [refused("picture", "not_frontal")]
    sharp, bright, eyes = (
        median(getattr(look, name) for look in frontal) for name in ("sharpness", "light", "eyes")
    )
    lit = banded("light", "dark", bright, refuse_below=0.07, pass_from=0.12)
    return [
        banded("sharpness", "blurred", sharp, refuse_below=0.015, pass_from=0.03),
        refused("light", "glare", bright) if bright > 0.97 else lit,
        banded("eyes", "eyes_hidden", eyes, refuse_below=0.35, pass_from=0.45),
    ]


def judge_sameness(faces: Sequence[Embedding]) -> Finding:
    """Each face with all others: nobody takes somebody's place."""
    if len(faces) < 2:
        return refused("same", "not_frontal")
    said = {compare(one, other) for i, one in enumerate(faces) for other in faces[:i]}
    worst = max(distance(one, other) for i, one in enumerate(faces) for other in faces[:i])
    if Likeness.DIFFERENT in said:
        return refused("same", "face_changes", worst)
    return review("same", "face_unsure", worst) if Likeness.UNSURE in said else passed("same", worst)


def middle(faces: Sequence[Embedding]) -> Embedding | None:
    """The mean of them, which is nearer to each than they are to each other."""
    return np.mean(faces, axis=0).astype(np.float32) if faces else None
