"""A word that a setting does not know stops the start, and says which setting it was."""

import os
import subprocess
import sys

import pytest

from sora_site.processes import ROOT


@pytest.mark.verify  # a process of its own
@pytest.mark.parametrize(("word", "starts"), [("stylize", True), ("refuse", True), ("blur", False)])
def test_what_happens_to_faces_of_strangers(word: str, starts: bool) -> None:
    asked = subprocess.run(
        [sys.executable, "-c", "from sora_site.settings import PICTURE_STRANGERS as it; print(it)"],
        env=os.environ | {"PICTURE_STRANGERS": word},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if starts:
        assert asked.stdout.strip() == word
    else:
        assert "PICTURE_STRANGERS='blur': it must be one of refuse, stylize." in asked.stderr
