"""Every finding that does not pass has a sentence of its own, and a way out."""

import re

import pytest

from cameos.enrolment.words import ADVICE, CHECKS, advice_on, looked_for
from sora_site.processes import ROOT

CHECK = re.compile(r'(?:review|refused|banded|passed)\(\s*"(\w+)"')
CODES = re.compile(r'(?:(?:review|refused|banded)\(\s*"\w+",\s*|Unreadable\()"(\w+)"')
PLACES = ("enrolment/builtin.py", "enrolment/recordings.py", "enrolment/speech.py", "enrolment/turns.py")


def named(pattern: re.Pattern[str]) -> set[str]:
    texts = [(ROOT / "cameos" / place).read_text() for place in (*PLACES, "services/checking.py")]
    return {name for text in texts for name in pattern.findall(text)}


def test_every_code_has_its_words() -> None:
    assert len(named(CODES)) > 20
    assert named(CODES) - set(ADVICE) == set()


def test_every_check_says_what_it_looks_for() -> None:
    assert named(CHECK) == set(CHECKS)
    assert looked_for("light") == "It is neither too dark nor too bright."
    assert looked_for("of_a_provider") == "of_a_provider"


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
