"""The order in which a head turned, from numbers alone."""

import pytest

from cameos.enrolment.challenge import Turn
from cameos.enrolment.findings import Band
from cameos.enrolment.looks import Look
from cameos.enrolment.turns import judge_turns, turns_in

L, R = Turn.LEFT, Turn.RIGHT
OUT = {"l": 0.3, "r": -0.3, ".": 0.0, "-": 0.15, "?": None}


def looks(path: str) -> list[Look]:
    """One sign for each moment: l and r are turned, - is on the way, ? shows no face."""
    return [
        Look(at, 0) if OUT[sign] is None else Look(at, 1, yaw=OUT[sign] or 0.0)
        for at, sign in enumerate(path)
    ]


@pytest.mark.parametrize(
    ("path", "turns"),
    [
        ("....", ()),
        ("..ll..rr..", (L, R)),
        ("..lll..ll..r.", (L, L, R)),
        ("..ll-ll..", (L,)),  # the edge of a turn does not make two of one
        ("..ll?ll..", (L,)),
        ("..llrr..", (L, R)),
        ("..--..", ()),  # hardly moved
    ],
)
def test_every_way_out_and_back_counts_once(path: str, turns: tuple[Turn, ...]) -> None:
    assert turns_in(looks(path)) == turns


@pytest.mark.parametrize(
    ("path", "band", "code"),
    [
        ("..l.l.r.", Band.PASS, "turns"),
        ("........", Band.REFUSE, "no_turn"),  # a photo held to the camera
        ("..r.r.l.", Band.REVIEW, "mirrored"),
        ("..l.l.r.l.", Band.REVIEW, "turns_unsure"),
        ("..l.r.", Band.REFUSE, "wrong_turns"),
        ("..l.r.l.r.l.l.r.r.", Band.REFUSE, "wrong_turns"),  # every turn there is answers nothing
    ],
)
def test_exactly_what_was_asked_for(path: str, band: Band, code: str) -> None:
    finding = judge_turns(looks(path), (L, L, R))
    assert (finding.band, finding.code) == (band, code)
