"""Who is called by @handle in a text, and whom one may think of casting."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.handles import canonical
from accounts.models import User
from accounts.services import block, follow
from cameos import queries
from cameos.models import Cameo, Scope
from cameos.queries import find_candidates, mentions
from cameos.rules.compile import compile_rules
from cameos.services import change_terms, pause_cameo, withdraw_cameo
from core.decisions import Span
from tests.cameos.factories import make_being, make_cameo


def nobody(handles: set[str]) -> dict[str, Cameo]:
    return {}


@pytest.fixture
def handles(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """The handles that are found in a text, without asking the database."""
    monkeypatch.setattr(queries, "_kept", nobody)
    return lambda text: [mention.handle for mention in mentions(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@mika swims", ["mika"]),
        ("with @Mika, and @jo.anne.", ["mika", "jo.anne"]),
        ("@mika's dog (@dina)", ["mika", "dina"]),
        ("＠ｍｉｋａ swims", ["mika"]),
        ("@mika@dina", ["mika"]),
        ("mail me@mika.org", []),
        ("@", []),
        ("@m", []),
        ("@ mika", []),
        ("@" + "x" * 31, []),
        ("🦊@mika", ["mika"]),
    ],
)
def test_handles_are_found_where_people_write_them(
    text: str, found: list[str], handles: Callable[[str], list[str]]
) -> None:
    assert handles(text) == found


PIECES = ["@mika", "@", "＠Ｍika", ".", " ", "🦊", "a", "\0", "\u202e", "é", "@@", "_"]
WORDS = st.lists(st.sampled_from(PIECES)).map("".join)


@given(text=st.one_of(st.text(), WORDS))
def test_every_span_lies_inside_the_text_and_shows_its_handle(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "_kept", nobody)
        found = mentions(text)
    end = 0
    for mention in found:
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end
        written = text[mention.span.start : mention.span.end]
        assert written[0] in "@＠"
        assert canonical(written) == mention.handle


@pytest.mark.django_db
def test_a_mention_knows_the_likeness_and_the_place(alice: User, carol: User) -> None:
    cameo = make_cameo(alice)
    found = mentions("🦊 and @Alice with @carol")
    assert [(one.handle, one.cameo, one.span) for one in found] == [
        ("alice", cameo, Span(6, 12)),
        ("carol", None, Span(18, 24)),
    ]


@pytest.mark.django_db
def test_a_withdrawn_likeness_is_nobodys(alice: User) -> None:
    withdraw_cameo(cameo=make_cameo(alice), by=alice)
    assert [mention.cameo for mention in mentions("@alice")] == [None]


@pytest.mark.django_db
def test_many_mentions_are_one_question(alice: User) -> None:
    make_cameo(alice)
    with CaptureQueriesContext(connection) as asked:
        for mention in mentions("@alice " * 50 + "@carol"):
            assert mention.cameo is None or mention.cameo.owner == alice
    assert len(asked) == 1


def names(by: User, text: str = "") -> list[tuple[str, bool]]:
    found = find_candidates(text=text, by=by, limit=8)
    return [(one.handle, one.decision.allowed) for one in found]


@pytest.mark.django_db
def test_whom_one_may_cast_comes_first_then_whom_one_follows(alice: User, bob: User, carol: User) -> None:
    make_cameo("aaron", scope=Scope.EVERYONE)
    make_cameo(carol)
    follow(user=carol, by=alice)
    make_cameo(bob, scope=Scope.MUTUALS)
    make_cameo("zoey")
    assert names(alice) == [("bob", True), ("aaron", True), ("carol", False)]
    make_cameo(alice)
    assert names(alice)[0] == ("alice", True)


@pytest.mark.django_db
def test_of_all_others_the_first_by_handle_are_named_people_and_beings_alike(alice: User, bob: User) -> None:
    for handle in ("aaron", "zoey"):
        make_being(f"{handle}s.cat", make_cameo(handle, scope=Scope.EVERYONE).owner, scope=Scope.EVERYONE)
    make_cameo(bob, scope=Scope.MUTUALS)
    make_being("yeti", alice)
    everybody = ["yeti", "bob", "aaron", "aarons.cat", "zoey", "zoeys.cat"]
    for limit in range(1, 7):
        found = find_candidates(text="", by=alice, limit=limit)
        assert [one.handle for one in found] == everybody[:limit]


@pytest.mark.django_db
def test_a_no_comes_with_its_reason(alice: User, bob: User) -> None:
    [nothing] = find_candidates(text="bo", by=alice, limit=8)
    assert nothing.reason == "@bob has no likeness here."
    cameo = make_cameo(bob)
    [closed] = find_candidates(text="bo", by=alice, limit=8)
    assert closed.reason == "@bob has not allowed you to make clips with them."
    Cameo.objects.filter(pk=cameo.pk).update(scope=Scope.MUTUALS)
    pause_cameo(cameo=cameo, by=bob)
    [paused] = find_candidates(text="bo", by=alice, limit=8)
    assert paused.reason == "@bob has paused all uses."


@pytest.mark.django_db
def test_nobody_behind_a_block_is_offered(alice: User, carol: User) -> None:
    make_cameo(carol, scope=Scope.EVERYONE)
    block(user=alice, by=carol)
    assert names(alice) == []


@pytest.mark.django_db
def test_at_most_so_many_are_offered(alice: User) -> None:
    for i in range(10):
        make_cameo(f"person{i}q", scope=Scope.EVERYONE)
    assert len(names(alice)) == 8
    assert len(names(alice, "person3")) == 1


@pytest.mark.django_db
def test_more_people_are_no_more_questions(alice: User) -> None:
    def add(word: str) -> None:
        make_cameo(f"open{word}", scope=Scope.EVERYONE)
        follow(user=make_cameo(f"shut{word}").owner, by=alice)

    add("one")
    with CaptureQueriesContext(connection) as few:
        names(alice)
    for word in ("two", "three"):
        add(word)
    with CaptureQueriesContext(connection) as many:
        assert len(names(alice)) == 6
    assert len(many) == len(few)


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "al", "@AL", "%", "\0", "\\", "x" * 500, "🦊"])
def test_the_api_answers_whatever_is_asked(query: str, alice: User) -> None:
    make_cameo(alice)
    client = Client(REMOTE_ADDR="127.0.0.1")
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("api:cast"), {"q": query})
    assert answer.status_code == 200
    one = {"handle": "alice", "name": "alice", "kind": "person", "owner": ""}
    found = [one | {"allowed": True, "reason": "", "rules": ""}]
    assert answer.json() == (found if query in ("", "al", "@AL", "\0") else [])


@pytest.mark.django_db
def test_the_api_is_for_members() -> None:
    assert Client(REMOTE_ADDR="127.0.0.1").get(reverse("api:cast")).status_code == 403


def test_each_person_comes_with_their_rules_in_a_line(alice: User, bob: User) -> None:
    cameo = make_cameo(alice, scope=Scope.MUTUALS)
    rules = [rule.as_json() for rule in compile_rules("never with clowns\nbe kind")]
    terms = {"rules": rules, "forbidden": ["alcohol"], "approval": "prompt"}
    change_terms(cameo=cameo, terms=terms, by=alice)
    [found] = find_candidates(text="al", by=bob, limit=5)
    assert found.rules == "Not with alcohol and drugs. “never with clowns” Reads prompts first."
    [own] = find_candidates(text="al", by=alice, limit=5)
    assert own.rules == ""
