"""A handle of somebody in the clip is their name: what resembles another's by chance is not found in it."""

import re

import pytest

from core.decisions import Span
from rights.matching.candidates import Entry
from rights.matching.folding import fold
from rights.matching.hits import Hit
from rights.matching.matcher import Matcher

PEOPLE = {"Atatürk": 1, "Captain Nimbus": 2, "Zidane": 3, "Bob Zidane": 4, "Nakoru Dim": 5}
MATCHER = Matcher([Entry(text, fold(text), work, work, person=True) for text, work in PEOPLE.items()])


def find(*texts: str, handles: str = r"@\w+") -> list[Hit]:
    """With every @handle in the texts as that of somebody in the clip."""
    places = [[Span(*match.span()) for match in re.finditer(handles, text)] for text in texts]
    return MATCHER.find(texts, handles=places)


def works(hits: list[Hit]) -> list[int]:
    return [hit.work for hit in hits]


@pytest.mark.parametrize("text", ["@laturk swims", "a dog, and @laturk", "@zidone"])
def test_a_chance_resemblance_is_none(text: str) -> None:
    assert find(text) == []
    assert find(text, handles="nobody") != []


def test_it_is_one_everywhere_else() -> None:
    [hit] = find("@laturk and laturk")
    assert (hit.work, hit.span) == (1, Span(12, 18))


def test_the_places_of_other_finds_stay_what_they_are() -> None:
    [hit] = find("@laturk meets Captain Nimbus")
    assert (hit.work, hit.span) == (2, Span(14, 28))


@pytest.mark.parametrize("text", ["@captain nimbus", "@CaptainNimbus", "@captainnimbos"])
def test_what_is_refused_by_itself_stays_found(text: str) -> None:
    assert works(find(text)) == [2]


def test_a_name_that_a_handle_begins_is_found_across_texts() -> None:
    assert works(find("x @nakora", "dym swims")) == [5]


def test_a_resemblance_in_the_handle_hides_no_longer_name_around_it() -> None:
    assert works(find("bub @zidone")) == [4]
