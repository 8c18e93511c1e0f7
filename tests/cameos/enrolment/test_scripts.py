"""What scripts say stands in a template, where it is translated."""

import re
from pathlib import Path

import pytest

from sora_site.processes import ROOT

FOLDER = ROOT / "static" / "js" / "enroll"
STORE = (ROOT / "templates/cameos/enroll/_words.html").read_text()
A_SENTENCE = re.compile(r"""["`][A-Z][^"`\n]*\s[^"`\n]*[.:]["`]""")


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.js")), ids=lambda file: file.name)
def test_no_sentence_stands_in_a_script(file: Path) -> None:
    assert A_SENTENCE.findall(file.read_text()) == []


def test_every_word_that_a_script_says_is_there() -> None:
    said = {key for file in FOLDER.glob("*.js") for key in re.findall(r'say\("([\w-]+)"', file.read_text())}
    assert len(said) > 8
    assert said - set(re.findall(r'data-w="([\w-]+)"', STORE)) == set()
    assert STORE.count("data-w=") == STORE.count("{% translate ")
