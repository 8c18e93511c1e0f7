"""A clip that starts from a picture, in a browser: chosen, looked at, shown, taken out, and ordered."""

import io
from collections.abc import Iterator
from contextlib import suppress
from functools import partial

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Locator, expect
from skimage import data

from accounts.models import User
from core.audit import name_of
from core.decisions import Conflict
from core.models import AuditEvent
from generation.models import Job, Picture
from generation.services import cancel_job
from moderation.models import Case
from tests.browser.eyes import look
from tests.browser.people import beside, member, moderator
from tests.browser.visits import PHONE, Visits
from tests.browser.world import redrawn
from tests.cameos.faces.pictures import astronaut

pytestmark = pytest.mark.verify

UNCOVERED = """(picture) => {
  const its = picture.getBoundingClientRect();
  const cover = document.querySelector(".peek-cover").getBoundingClientRect();
  return cover.top >= its.bottom || cover.bottom <= its.top;
}"""
LOOKING = 60_000  # ms: a machine that is busy with other tests


def cat() -> FilePayload:
    return file(data.cat())  # type: ignore[no-untyped-call]


def somebody() -> FilePayload:
    return file(astronaut())


def file(pixels: object) -> FilePayload:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")  # type: ignore[arg-type]
    return {"name": "a picture.png", "mimeType": "image/png", "buffer": buffer.getvalue()}


@pytest.fixture
def alice() -> Iterator[User]:
    """Her jobs keep no other test waiting."""
    user = member("alice")
    yield user
    for job in Job.objects.of(user).open():
        with suppress(Conflict):  # it is ready already
            beside(partial(cancel_job, job=job, by=user))


@pytest.fixture
def composer(visits: Visits, alice: User) -> Locator:
    page = visits.open(alice)
    page.goto("/create/")
    form = page.get_by_test_id("composer")
    form.get_by_role("textbox", name="Describe").fill("a walk through the snow")
    return form


def choose(composer: Locator, chosen: FilePayload) -> None:
    field = composer.get_by_label("Start from a picture")
    field.focus()
    field.set_input_files(chosen)


def test_a_picture_is_looked_at_shown_and_goes_with_the_order(composer: Locator, alice: User) -> None:
    page = composer.page
    choose(composer, cat())
    shown = composer.get_by_role("img", name="The picture that your clip starts from")
    expect(shown).to_be_visible(timeout=LOOKING)
    expect(composer.get_by_text("No face was found in it.")).to_be_visible()
    expect(composer.get_by_role("button", name="Remove the picture")).to_be_focused()
    assert look(page) == []
    composer.get_by_role("button", name="Generate").click()
    page.wait_for_url("**/jobs/*/")
    expect(page.get_by_role("img", name="The picture that it starts from")).to_be_visible()
    job = Job.objects.get(user=alice)
    assert job.picture == Picture.objects.get(user=alice)


def test_it_is_taken_out_with_the_keyboard(composer: Locator, alice: User) -> None:
    choose(composer, cat())
    remove = composer.get_by_role("button", name="Remove the picture")
    expect(remove).to_be_focused()
    with composer.page.expect_response("**/api/pictures/*/"):
        remove.press("Enter")
    expect(remove).to_be_hidden()
    expect(composer.get_by_label("Start from a picture")).to_be_focused()
    assert not Picture.objects.of(alice).ready().exists()
    composer.get_by_role("button", name="Generate").click()
    composer.page.wait_for_url("**/jobs/*/")
    assert Job.objects.get(user=alice).picture is None


def test_a_face_that_nobody_has_allowed_is_told_and_another_can_be_chosen(
    composer: Locator, visits: Visits
) -> None:
    visits.problems.forgive("403")
    choose(composer, somebody())
    expect(composer.get_by_text("has not let you make clips with them")).to_be_visible()
    expect(composer.get_by_label("Start from a picture")).to_be_focused()
    assert look(composer.page) == []
    choose(composer, cat())
    expect(composer.get_by_text("No face was found in it.")).to_be_visible()


def test_a_face_that_nobody_has_allowed_can_be_redrawn_and_a_person_looks_first(
    composer: Locator, visits: Visits, alice: User
) -> None:
    visits.problems.forgive("403")
    redraw = composer.get_by_role("button", name="Ask to have their faces redrawn")
    expect(redraw).to_be_hidden()
    choose(composer, somebody())
    expect(redraw).to_be_visible(timeout=LOOKING)
    assert look(composer.page) == []
    redraw.press("Enter")
    expect(composer.get_by_text("A person looks at your picture first.")).to_be_visible(timeout=LOOKING)
    expect(redraw).to_be_hidden()
    expect(composer.get_by_label("Start from a picture")).to_be_focused()
    expect(composer.get_by_role("textbox", name="Describe")).to_have_value("a walk through the snow")
    expect(composer.get_by_role("button", name="Generate")).to_be_enabled()
    composer.page.goto("/drafts/")
    composer.page.get_by_test_id("picture-row").get_by_role("button", name="Take it back").click()
    expect(composer.page.get_by_text("The picture is erased.")).to_be_visible()
    assert not Picture.objects.of(alice).kept().exists()


def test_a_moderator_is_asked_before_either_picture_is_sent(visits: Visits, alice: User) -> None:
    row = beside(lambda: redrawn(alice))
    case = Case.objects.get(picture=row)
    seen = AuditEvent.objects.filter(verb="picture.seen", subject=name_of(row))
    page = visits.open(moderator("judge"))
    page.goto(f"/moderation/{case.pk}/")
    both = page.get_by_test_id("picture-exhibit").locator("img")
    expect(both).to_have_count(2)
    page.wait_for_load_state("networkidle")
    expect(both.first).to_be_hidden()
    assert not seen.exists()
    assert look(page) == []
    page.keyboard.press("b")
    for picture in both.all():
        expect(picture).to_be_visible()
        picture.scroll_into_view_if_needed()
        page.wait_for_function("it => it.complete && it.naturalWidth > 0", arg=picture.element_handle())
    assert sorted(event.details["which"] for event in seen) == ["original", "redrawn"]
    assert look(page) == []
    for picture in both.all():
        assert picture.evaluate(UNCOVERED)
    page.keyboard.press("b")
    expect(both.first).to_be_hidden()


def test_whoever_goes_on_writing_is_not_torn_away(composer: Locator) -> None:
    words = composer.get_by_role("textbox", name="Describe")
    words.focus()
    composer.get_by_label("Start from a picture").set_input_files(cat())
    expect(composer.get_by_text("No face was found in it.")).to_be_visible()
    expect(words).to_be_focused()


def test_without_scripts(visits: Visits, alice: User) -> None:
    visits.problems.forgive("422")
    page = visits.open(alice, size=PHONE, java_script_enabled=False)
    page.goto("/create/")
    page.get_by_role("textbox", name="Describe your clip").fill("a walk through the snow")
    page.get_by_label("Start from a picture").set_input_files(somebody())
    page.get_by_role("button", name="Generate").click()
    expect(page.get_by_text("has not let you make clips with them")).to_be_visible()
    page.get_by_label("Start from a picture").set_input_files(cat())
    page.get_by_role("button", name="Generate").click()
    expect(page.get_by_test_id("job-row")).to_contain_text("a walk through the snow")
    assert Job.objects.get(user=alice).picture == Picture.objects.of(alice).ready().get()
