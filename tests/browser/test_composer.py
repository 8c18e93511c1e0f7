"""Marks stand under the very words that were found, in any script, and F8 goes from one to the next."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from rights.models import WorkKind
from rights.services import register_work
from tests.browser.eyes import look
from tests.browser.people import fresh, member
from tests.browser.visits import Visits

pytestmark = pytest.mark.verify

CHOSEN = """() => {
  const field = document.querySelector("textarea");
  return field.value.slice(field.selectionStart, field.selectionEnd);
}"""


@pytest.fixture
def title() -> str:
    """A closed work, which something else can stand in for."""
    name = fresh("Zephyrine").replace(".", " ").title()
    register_work(
        title=name, kind=WorkKind.CHARACTER, by=None, holder_name="its holder", alternative="a blue heron"
    )
    return name


@pytest.fixture
def composer(visits: Visits) -> Locator:
    page = visits.open(member("alice"))
    page.goto("/create/")
    return page.get_by_test_id("composer")


def marked(composer: Locator) -> list[str]:
    marks: list[str] = composer.locator(".mirror mark.no").all_text_contents()
    return marks


@pytest.mark.parametrize(
    "before",
    [
        "👩🏽‍🚀🦊 meets ",  # each sign is several code points, most of them two UTF-16 units
        "𝕋he day of ",
        "ثعلب يقفز فوق زهرة مع ",
        "שועל קופץ עם ",
        "e\u0301te\u0301 with ",
    ],
)
def test_marks_stand_under_the_words(composer: Locator, title: str, before: str) -> None:
    composer.get_by_role("textbox").fill(f"{before}{title} 🎈 at noon")
    expect(composer.locator(".mirror mark.no")).to_have_text(title)
    composer.get_by_role("button", name="Use “a blue heron”").click()
    expect(composer.get_by_role("textbox")).to_have_value(f"{before}a blue heron 🎈 at noon")


def test_marks_move_with_words_typed_before_them(composer: Locator, title: str, page_of: Page) -> None:
    field = composer.get_by_role("textbox")
    field.fill(f"{title} at noon")
    expect(composer.locator(".mirror mark.no")).to_have_text(title)
    page_of.keyboard.press("Control+Home")
    page_of.keyboard.insert_text("🦊🦊 and ")
    assert marked(composer) == [title]


@pytest.fixture
def page_of(composer: Locator) -> Page:
    return composer.page


def test_mark_and_letters_share_one_place(composer: Locator, title: str) -> None:
    """The layer behind wraps and scrolls as the field does: each mark is where its letters are."""
    composer.get_by_role("textbox").fill(f"{'a long way round the lighthouse ' * 9}{title}")
    expect(composer.locator(".mirror mark.no")).to_have_text(title)
    difference = composer.evaluate(
        """(form) => {
          const [field, layer] = [form.querySelector("textarea"), form.querySelector(".mirror")];
          const [a, b] = [getComputedStyle(field), getComputedStyle(layer)];
          const names = ["font", "letterSpacing", "lineHeight", "paddingTop", "paddingLeft", "paddingRight"];
          const unlike = names.filter((name) => a[name] !== b[name]);
          const width = layer.clientWidth - field.clientWidth;
          return { unlike, width, scroll: layer.scrollTop - field.scrollTop };
        }"""
    )
    assert difference == {"unlike": [], "scroll": 0, "width": 0}


def test_f8_goes_from_finding_to_finding(composer: Locator, title: str, page_of: Page) -> None:
    other = fresh("Quillfeather").replace(".", " ").title()
    register_work(title=other, kind=WorkKind.CHARACTER, by=None, holder_name="its holder")
    composer.get_by_role("textbox").fill(f"{title} and {other} play chess")
    cards = composer.get_by_test_id("finding")
    expect(cards).to_have_count(2)
    seen = []
    for key in ("F8", "F8", "Shift+F8"):
        page_of.keyboard.press(key)
        seen.append(page_of.evaluate("() => document.activeElement.dataset.finding"))
        assert page_of.evaluate(CHOSEN) in (title, other)
    assert seen == ["0", "1", "0"]


def test_generate_leads_to_what_is_in_the_way(composer: Locator, title: str) -> None:
    composer.get_by_role("textbox").fill(f"{title} at noon")
    expect(composer.locator(".mirror mark.no")).to_have_text(title)
    generate = composer.get_by_role("button", name="Generate")
    generate.focus()
    composer.page.keyboard.press("Enter")
    expect(composer.get_by_test_id("finding").first).to_be_focused()
    expect(generate).to_have_attribute("aria-disabled", "true")


def test_no_check_no_generate(composer: Locator, page_of: Page, visits: Visits) -> None:
    """The check cannot be had: the button stays off, and the words stay."""
    visits.problems.forgive("/api/checks/")
    page_of.route("**/api/checks/", lambda route: route.abort())
    composer.get_by_role("textbox").fill("a fox in the snow")
    expect(composer.locator("[data-summary]")).to_contain_text("Can’t check right now")
    expect(composer.get_by_role("button", name="Generate")).to_have_attribute("aria-disabled", "true")
    page_of.unroute("**/api/checks/")
    expect(composer.get_by_role("button", name="Generate")).to_have_attribute("aria-disabled", "false")
    expect(composer.get_by_role("textbox")).to_have_value("a fox in the snow")


STYLES = """(form) => Object.fromEntries([...form.querySelectorAll(".mirror mark")].map((mark) =>
  [mark.className, getComputedStyle(mark).textDecorationStyle]))"""


def test_each_state_has_a_line_of_its_own(composer: Locator, page_of: Page) -> None:
    """Color is not the only thing that tells them apart. The answer is the site's, with all four states."""
    states = ("no", "review", "ask", "ok")
    words = "alpha bravo delta gamma"
    found = [
        {"state": state, "outcome": outcome, "start": 6 * i, "end": 6 * i + 5} | EMPTY
        for i, (state, outcome) in enumerate(zip(states, ("block", "review", "ask", "licensed"), strict=True))
    ]
    answer = {"hash": "", "allowed": False, "outcome": "block", "findings": found, "cost": 12, "price": 0}
    page_of.route("**/api/checks/", lambda route: route.fulfill(json=answer | {"credits": 120}))
    composer.get_by_role("textbox").first.fill(words)
    expect(composer.locator(".mirror mark")).to_have_count(4)
    lines = {"no": "wavy", "review": "dotted", "ask": "dashed", "ok": "solid"}
    assert composer.evaluate(STYLES) == lines
    assert look(page_of) == []


EMPTY: dict[str, Any] = {
    "title": "Something",
    "tag": "A tag",
    "reason": "Why.",
    "holder": "Its holder",
    "until": None,
    "price": 0,
    "left": None,
    "credit_line": "",
    "actions": [],
    "alternatives": [],
}


def test_letters_that_an_input_method_has_not_settled_are_not_checked(
    composer: Locator, page_of: Page
) -> None:
    name = "ゼフィリーヌ" + "".join(chr(0x30A2 + ord(letter) - 97) for letter in fresh("x")[2:6])
    register_work(title=name, kind=WorkKind.CHARACTER, by=None, holder_name="its holder")
    asked: list[str] = []
    page_of.on("request", lambda it: asked.append(str(it.post_data)) if "/checks/" in it.url else None)
    field = composer.get_by_role("textbox").first
    page_of.wait_for_load_state("networkidle")  # the script must be there to see it begin
    field.focus()
    keyboard = page_of.context.new_cdp_session(page_of)
    for end in range(1, len(name) + 1):
        state = {"text": name[:end], "selectionStart": end, "selectionEnd": end}
        keyboard.send("Input.imeSetComposition", state)
    page_of.wait_for_timeout(600)
    assert asked == []
    keyboard.send("Input.insertText", {"text": name})
    expect(composer.locator(".mirror mark.no")).to_have_text(name)
    assert len(asked) == 1
    keyboard.send("Input.imeSetComposition", {"text": "が", "selectionStart": 1, "selectionEnd": 1})
    keyboard.send("Input.insertText", {"text": "が🎈を持つ"})
    expect(field).to_have_value(f"{name}が🎈を持つ")
    expect(composer.locator(".mirror mark.no")).to_have_text(name)


def test_a_taken_alternative_can_be_taken_back(composer: Locator, title: str, page_of: Page) -> None:
    field = composer.get_by_role("textbox").first
    field.fill(f"ثعلب 🦊 and {title} at noon")
    composer.get_by_role("button", name="Write “").click()
    expect(field).to_have_value("ثعلب 🦊 and an invented character at noon")
    page_of.get_by_role("button", name="Undo").click()
    expect(field).to_have_value(f"ثعلب 🦊 and {title} at noon")


def test_another_purpose_is_another_question(composer: Locator, page_of: Page) -> None:
    composer.get_by_role("textbox").first.fill("a fox in the snow")
    generate = composer.get_by_role("button", name="Generate")
    expect(generate).to_have_attribute("aria-disabled", "false")
    with page_of.expect_request("**/api/checks/") as asked:
        composer.get_by_label("Purpose").select_option("education")
    sent: Any = asked.value.post_data_json
    assert sent["purpose"] == "education"
    expect(generate).to_have_attribute("aria-disabled", "false")
