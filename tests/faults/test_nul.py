"""A NUL is no text to the database: whatever reads one, breaks at nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.views.decorators.csrf import csrf_exempt

from accounts.models import User
from core.signs import NoNulMiddleware
from generation.forms import MOST_ASKED, WaitForm
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.doors import Door
from tests.factories import make_moderator
from tests.rights.factories import make_holder, make_work

pytestmark = pytest.mark.django_db

APPS = ("accounts", "cameos", "rights", "generation", "feed", "moderation")
READS = re.compile(r"""\b(?:GET|POST|query|query_params|wish|data)\.(?:get|getlist)\(\s*"(\w+)\"""")
LIKENESS = "/likeness/change/?change={}&to=a%00"


def names() -> set[str]:
    """What views read by name of a query or of a form."""
    files = (file for app in APPS for file in Path(settings.BASE_DIR, app).rglob("*.py"))
    return {name for file in files for name in READS.findall(file.read_text())}


def addresses(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """The names of all routes that name no object. The admin is Django's."""
    for entry in resolver.url_patterns:
        if entry.pattern.converters:
            continue
        if isinstance(entry, URLPattern):
            yield space + str(entry.name)
        elif entry.namespace != "admin":
            yield from addresses(entry, space + (f"{entry.namespace}:" if entry.namespace else ""))


@pytest.fixture
def everybody() -> Door:
    """A member who comes in everywhere: a moderator with a likeness, of a house with a work."""
    judge = make_moderator("judge")
    make_cameo(judge)
    make_holder("Nimbus Pictures", member=judge)
    make_work("Captain Nimbus", holder="Nimbus Pictures")
    door = Door(judge)
    door.client.raise_request_exception = False
    return door


@pytest.mark.verify
@pytest.mark.parametrize("name", sorted({it for it in addresses(get_resolver()) if not it.endswith("None")}))
def test_no_address_breaks_at_one(name: str, everybody: Door) -> None:
    path = reverse(name)
    sent = dict.fromkeys(names(), "a\0")
    for answer in (everybody.client.get(path, sent), everybody.client.post(path, sent)):
        assert answer.status_code < 500
        b"".join(answer)


def test_what_is_read_is_found() -> None:
    assert {"maker", "to", "works", "after", "q"} <= names()


@pytest.mark.parametrize(
    "path", ["/likeness/clips/?maker=%00", *(LIKENESS.format(what) for what in ("revoke", "block"))]
)
def test_nobody_is_called_so(path: str, alice: User) -> None:
    make_cameo(alice)
    assert Door(alice).gets(path).status_code in (200, 302)
    where, _, query = path.partition("?")
    assert Door(alice).client.post(where, dict(QueryDict(query).items())).status_code in (302, 405)


def test_no_work_is_called_so(alice: User) -> None:
    assert Door(alice).submits("/create/wait/", text="a fox", works="a\0").status_code == 422


def test_a_form_asks_about_as_many_works_as_the_api(alice: User) -> None:
    works = [make_work(f"Captain Nimbus the {number}th").slug for number in range(MOST_ASKED + 1)]
    wish = QueryDict(mutable=True)
    wish.setlist("works", works)
    assert len(WaitForm(wish, by=alice).works_asked_for()) == MOST_ASKED


def answer(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_a_word_is_no_page_to_go_back_to(everybody: Door, alice: User) -> None:
    """Nor does it break one: Django would take it for the name of a view."""
    assert everybody.gets("/rights/console/login/?next=a%00")["Location"] == "a"
    assert everybody.submits("/@alice/follow/", next="a\0")["Location"] == "a"
    clip = make_clip(alice, published=True)
    assert everybody.submits(f"/c/{clip.pk}/like/", liked="1", next="a")["Location"] == "a"


def test_nothing_else_is_taken_out() -> None:
    door, request = NoNulMiddleware(answer), RequestFactory().post("/?a=%00b%00&a=c%2500&d=", {"e": "f\0g\n"})
    door(request)
    door.process_view(request, answer)
    assert dict(request.GET.lists()) == {"a": ["b", "c%00"], "d": [""]}
    assert dict(request.POST.lists()) == {"e": ["fg\n"]}


def test_a_form_that_is_read_with_a_limit_is_left_to_its_view() -> None:
    request = RequestFactory().post("/", {"e": "f\0"})
    NoNulMiddleware(answer).process_view(request, csrf_exempt(answer))
    assert not hasattr(request, "_post")
