"""The bench's disguises are what they are called, and none that changes only the dress hides a name."""

from collections import defaultdict

import pytest

from rights.matching.candidates import Entry
from rights.matching.folding import fold
from rights.matching.matcher import Matcher

AS_IT_IS = ("localized name, as it is", "public person, as it is")
NAMES = ["Captain Nimbus", "Zelandrine Moor", "Quorvex"]


@pytest.mark.verify
@pytest.mark.filterwarnings("ignore")  # those of the packages that make the attacks
def test_every_dress_is_seen_through() -> None:
    from bench.attacks import as_they_are, attacks  # noqa: PLC0415 (its packages warn on their import)
    from bench.scoring import BARS, score_attacks  # noqa: PLC0415

    matcher = Matcher(Entry(name, fold(name), work, work) for work, name in enumerate(NAMES))
    works = defaultdict(set, {name: {work} for work, name in enumerate(NAMES)})
    undressed = [it for kind in AS_IT_IS for it in as_they_are(NAMES, kind)]
    tallies = score_attacks(matcher.find, [*undressed, *attacks(NAMES, seed=1)], works)
    assert set(BARS) <= set(tallies)
    for kind in (*AS_IT_IS, "case", "spacing", "punctuation", "zero-width", "bidi", "fonts"):
        assert tallies[kind].prompts == tallies[kind].touched == tallies[kind].right, tallies[kind]


@pytest.mark.verify
def test_what_is_counted() -> None:
    from bench.scoring import Tally  # noqa: PLC0415

    matcher = Matcher([Entry("Captain Nimbus", "captainnimbus", 1, 1)])
    tally = Tally()
    for text in ("captain nimbus", "nimbus captain", "a captain"):
        tally.add(matcher.find([text]), right=False, text=text)
    assert (tally.prompts, tally.blocked, tally.touched, tally.lost) == (3, 1, 2, ["a captain"])
