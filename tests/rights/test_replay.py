"""Names are tried over innocent prompts. What would stop some counts for less, until an operator agrees."""

import pytest
from django.contrib.auth.models import Permission

from accounts.models import User
from core.decisions import Conflict, Refused
from rights import replay, services
from rights.models import Alias, MatchMode, Work
from tests.rights.factories import make_holder, make_work

pytestmark = pytest.mark.django_db

PROMPTS = ("Old cars rust behind the barn.", "a windows cleaner waves", "Visit Paris in the rain")


@pytest.fixture
def own(alice: User, monkeypatch: pytest.MonkeyPatch) -> Work:
    monkeypatch.setattr(replay, "innocent_prompts", lambda: PROMPTS)
    make_holder(member=alice)
    return make_work("Captain Nimbus", holder="Nimbus Pictures")


def test_a_name_that_stops_nobody_counts_at_once(own: Work, alice: User) -> None:
    alias = services.add_alias(work=own, text="Cloud Pilot", by=alice)
    assert (alias.mode, alias.wanted) == (MatchMode.STRONG, "")


def test_an_ordinary_word_counts_only_when_written_as_a_name(own: Work, alice: User) -> None:
    alias = services.add_alias(work=own, text="Cars", by=alice)
    assert (alias.mode, alias.wanted) == (MatchMode.CONTEXT, MatchMode.STRONG)


def test_a_name_that_stops_innocents_even_so_counts_not_at_all(own: Work, alice: User) -> None:
    alias = services.add_alias(work=own, text="Paris", by=alice)
    assert (alias.mode, alias.wanted) == (MatchMode.NEVER, MatchMode.STRONG)


def test_making_a_name_stronger_is_tried_too(own: Work, alice: User) -> None:
    alias = services.add_alias(work=own, text="Cars", by=alice, mode=MatchMode.CONTEXT)
    assert alias.wanted == ""
    alias = services.change_alias(alias=alias, text="Cars", mode=MatchMode.STRONG, by=alice)
    assert (alias.mode, alias.wanted) == (MatchMode.CONTEXT, MatchMode.STRONG)


def test_only_an_operator_raises_it(own: Work, alice: User, bob: User) -> None:
    alias = services.add_alias(work=own, text="Cars", by=alice)
    with pytest.raises(Refused, match="not_operator"):
        services.settle_alias(alias=alias, grant=True, by=alice)
    bob.user_permissions.add(Permission.objects.get(codename="operate_registry"))
    operator = User.objects.get(pk=bob.pk)
    alias = services.settle_alias(alias=alias, grant=True, by=operator)
    assert (alias.mode, alias.wanted) == (MatchMode.STRONG, "")
    with pytest.raises(Conflict):
        services.settle_alias(alias=alias, grant=True, by=operator)


def test_what_operators_and_the_site_itself_enter_counts_at_once(own: Work) -> None:
    assert services.add_alias(work=own, text="Cars", by=None).mode == MatchMode.STRONG
    assert not Alias.objects.held().exists()


def test_many_names_are_tried_in_one_go(own: Work) -> None:
    names = [("Cars", "strong"), ("Paris", "strong"), ("Paris", "context"), ("Nimbus", "strong")]
    assert replay.harmless_modes([*names, ("Cars", "never")]) == {
        ("Cars", "strong"): MatchMode.CONTEXT,
        ("Paris", "strong"): MatchMode.NEVER,
        ("Paris", "context"): MatchMode.NEVER,
        ("Nimbus", "strong"): MatchMode.STRONG,
        ("Cars", "never"): MatchMode.NEVER,
    }


def test_the_corpus_is_read_once_and_holds_no_empty_prompt() -> None:
    from rights.corpus import innocent_prompts  # noqa: PLC0415 (the real one)

    prompts = innocent_prompts()
    assert prompts is innocent_prompts()
    assert all(prompts)
