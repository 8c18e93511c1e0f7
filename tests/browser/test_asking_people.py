"""Somebody who is not open to everyone is asked from the composer, says yes, and the order goes on."""

import pytest
from playwright.sync_api import expect

from cameos.models import CastRequest, Scope
from tests.browser.eyes import look
from tests.browser.people import fresh, member
from tests.browser.visits import Visits
from tests.cameos.factories import make_cameo

pytestmark = pytest.mark.verify


def test_a_person_is_asked_and_answers(visits: Visits) -> None:
    person, maker = member(fresh("wren")), member(fresh("asker"))
    make_cameo(person, scope=Scope.APPROVED)
    page = visits.open(maker)
    page.goto("/create/")
    composer = page.get_by_test_id("composer")
    composer.get_by_role("textbox").fill(f"@{person.username} waters a tree")
    finding = composer.get_by_test_id("finding")
    expect(finding).to_contain_text("has not allowed you")
    finding.get_by_role("button", name=f"Ask @{person.username}").click()
    sheet = page.get_by_test_id("ask-sheet").locator("visible=true")
    expect(sheet).to_contain_text("They read your prompt")
    assert look(page) == []
    sheet.get_by_role("button", name="Ask").click()
    expect(composer).to_contain_text(f"@{person.username}")
    expect(composer).to_contain_text("It goes on by itself")

    theirs = visits.open(person)
    theirs.goto("/likeness/requests/")
    asked = theirs.get_by_test_id("cast-request")
    expect(asked).to_contain_text("waters a tree")
    asked.get_by_role("button", name="Allow this clip, once").click()
    expect(theirs.get_by_text("Nobody asks at the moment.")).to_be_visible()
    assert CastRequest.objects.get(requester=maker).state == "approved"
