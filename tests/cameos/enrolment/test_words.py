"""Every finding that does not pass has a sentence of its own, and a way out."""

import re

import pytest

from cameos.enrolment.words import ADVICE, advice_on
from sora_site.processes import ROOT

CODES = re.compile(r'(?:(?:review|refused|banded)\(\s*"\w+",\s*|Unreadable\()"(\w+)"')
PLACES = ("enrolment/builtin.py", "enrolment/recordings.py", "enrolment/speech.py", "enrolment/turns.py")


def codes() -> set[str]:
    texts = [(ROOT / "cameos" / place).read_text() for place in (*PLACES, "services/checking.py")]
    return {code for text in texts for code in CODES.findall(text)}


def test_every_code_has_its_words() -> None:
    assert len(codes()) > 20
    assert codes() - set(ADVICE) == set()


@pytest.mark.parametrize("code", ADVICE)
def test_what_was_wrong_and_what_helps(code: str) -> None:
    [advice] = advice_on([{"check": "x", "band": "refuse", "code": code, "score": 0}])
    assert advice.wrong.endswith(".")
    assert advice.help


def test_what_passed_is_not_spoken_of_and_what_refuses_comes_alone() -> None:
    found = [
        {"check": "a", "band": "pass", "code": "face", "score": 1},
        {"check": "b", "band": "review", "code": "assisted", "score": 0},
        {"check": "c", "band": "refuse", "code": "dark", "score": 0},
    ]
    assert [advice.wrong for advice in advice_on(found)] == ["It is too dark."]
