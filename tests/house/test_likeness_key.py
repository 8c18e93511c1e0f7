"""The key under which the keys of persons lie: given by the operator, or made for development."""

import base64
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from sora_site.env import likeness_key


@pytest.fixture(autouse=True)
def _not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LIKENESS_KEY")


def test_a_server_makes_none_of_its_own(tmp_path: Path) -> None:
    assert likeness_key(tmp_path, debug=False) == b""
    assert not list(tmp_path.iterdir())


def test_in_development_one_is_made_and_kept(tmp_path: Path) -> None:
    made = likeness_key(tmp_path, debug=True)
    assert len(made) == 32
    assert likeness_key(tmp_path, debug=True) == made
    assert (tmp_path / "likeness-key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("value", ["not base64!", base64.b64encode(b"short").decode()])
def test_nonsense_stops_the_start(value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIKENESS_KEY", value)
    with pytest.raises(ImproperlyConfigured, match="LIKENESS_KEY"):
        likeness_key(tmp_path, debug=False)
