"""The small words of the templates."""

import json
import re
from types import SimpleNamespace

import pytest

from core.templatetags import ui


@pytest.mark.parametrize(
    ("number", "short"),
    [(0, "0"), (999, "999"), (1000, "1K"), (12_345, "12.3K"), (150_000, "150K"), (2_500_000, "2.5M")],
)
def test_counts_fit_under_an_icon(number: int, short: str) -> None:
    assert ui.compact(number) == short


def test_a_person_keeps_their_color() -> None:
    assert ui.hue("mika") == ui.hue("mika")
    assert {ui.hue(f"person{n}") for n in range(200)} == {f"hue-{n}" for n in range(ui.HUES)}


def test_initials_are_of_two_words_or_two_letters() -> None:
    assert [ui.initials(name) for name in ("Oda Films", "kiyo_after_dark", "li", "")] == [
        "OF",
        "KA",
        "LI",
        "",
    ]


def test_an_icon_is_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in ui.icon("bell")
    assert "&lt;" in ui.icon("<bell>")


def test_the_import_map_leads_relative_imports_to_hashed_files(monkeypatch: pytest.MonkeyPatch) -> None:
    storage = SimpleNamespace(
        hashed_files={"js/a.js": "js/a.123.js", "css/a.css": "css/a.1.css"},
        base_url="/static/",
        url=lambda name: "/static/" + name.replace(".js", ".123.js"),
    )
    monkeypatch.setattr(ui, "staticfiles_storage", storage)
    tag = ui.import_map({"request": SimpleNamespace(csp_nonce="n0nce")})
    assert 'nonce="n0nce"' in tag
    found = re.search(r">(.*)</script>", tag)
    assert found
    assert json.loads(found[1]) == {"imports": {"/static/js/a.js": "/static/js/a.123.js"}}


def test_names_that_are_not_hashed_need_no_map(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui, "staticfiles_storage", SimpleNamespace(base_url="/static/"))
    assert ui.import_map({}) == ""
