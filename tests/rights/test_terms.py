"""What licenses say about a use: sentences for each term, and laws that hold for all terms and uses."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rights.profile import Action, Approval, CoAppearance, OpenTo, Purpose, Theme
from rights.terms import DRAFT, MEMBERS, Terms, Use, judge, objections

laws = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # of a busy machine
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
TICK = timedelta(microseconds=1)

ACTIONS = st.frozensets(st.sampled_from([str(it) for it in Action]))
COUNTRIES = st.sampled_from(["", "US", "JP", "DE"])
WORKS = st.frozensets(st.integers(1, 4))
THEMES = st.frozensets(st.sampled_from([str(it) for it in Theme]))
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.integers(-3, 3).map(lambda hours: NOON + timedelta(hours=hours))
USES = st.builds(
    Use,
    user=st.integers(1, 3),
    at=MOMENTS,
    actions=ACTIONS,
    country=COUNTRIES,
    purpose=st.sampled_from([str(it) for it in Purpose]),
    audience=st.sampled_from([DRAFT, MEMBERS]),
    seconds=st.integers(1, 20),
    with_people=st.booleans(),
    others=WORKS,
    themes=THEMES,
    at_most=st.none() | st.integers(0, 5),
)
# What a license has when it says nothing about a thing: each of these opens as far as it can.
OPEN = Terms(license=0, work=9, actions=frozenset(str(it) for it in Action))
CONSTRAINTS: dict[str, st.SearchStrategy[Any]] = {
    "actions": ACTIONS,
    "prohibited": ACTIONS,
    "territory": st.frozensets(COUNTRIES.filter(bool)),
    "purposes": st.frozensets(st.sampled_from([str(it) for it in Purpose])),
    "audience": st.sampled_from([DRAFT, MEMBERS]),
    "max_seconds": st.none() | st.integers(1, 20),
    "per_day": st.none() | st.integers(0, 3),
    "total": st.none() | st.integers(0, 3),
    "co_appearance": st.sampled_from([str(it) for it in CoAppearance]),
    "not_with": WORKS,
    "forbidden_themes": THEMES,
    "approval": st.sampled_from([str(it) for it in Approval]),
    "starts_at": st.none() | MOMENTS,
    "ends_at": st.none() | MOMENTS,
    "price": st.integers(0, 5),
}


@st.composite
def licenses(draw: st.DrawFn, *, most: int = 3) -> list[Terms]:
    """A few licenses of one work. Each has only a few constraints: most uses would fail otherwise."""
    return [_license(draw, number) for number in range(1, draw(st.integers(1, most)) + 1)]


def _license(draw: st.DrawFn, number: int) -> Terms:
    chosen = draw(st.sets(st.sampled_from(sorted(CONSTRAINTS)), max_size=4))
    return replace(
        OPEN,
        license=number,
        open_to=draw(st.sampled_from([OpenTo.EVERYONE, OpenTo.LISTED])),
        grantees=draw(st.frozensets(st.integers(1, 3))),
        used_today=draw(st.integers(0, 3)),
        used=draw(st.integers(0, 3)),
        holds=draw(st.integers(0, 9)) > 0,
        **{name: draw(CONSTRAINTS[name]) for name in sorted(chosen)},
    )


@pytest.mark.verify
class TestLaws:
    @laws
    @given(USES)
    def test_without_a_license_the_answer_is_no(self, use: Use) -> None:
        assert not judge([], use).permitted

    @laws
    @given(licenses(), USES)
    def test_a_yes_names_a_license_that_says_nothing_against_it(self, given: list[Terms], use: Use) -> None:
        verdict = judge(given, use)
        assume(verdict.permitted)
        [carrying] = [terms for terms in given if terms.license == verdict.license]
        assert carrying.holds
        assert objections(carrying, use) == []
        assert verdict.approval == carrying.approval

    @laws
    @given(licenses(), USES, st.data())
    def test_a_prohibition_wins_whatever_else_is_permitted(
        self, given: list[Terms], use: Use, data: st.DataObject
    ) -> None:
        assume(use.actions)
        banned = data.draw(st.sampled_from(sorted(use.actions)))
        ban = replace(OPEN, license=9, actions=frozenset(), prohibited=frozenset({banned}))
        place = data.draw(st.integers(0, len(given)))
        verdict = judge([*given[:place], ban, *given[place:]], use)
        assert not verdict.permitted
        assert verdict.why[0].startswith("The license forbids this use")

    @laws
    @given(licenses(), USES, st.sampled_from(sorted(CONSTRAINTS)), st.data())
    def test_taking_a_constraint_away_never_turns_yes_into_no(
        self, given: list[Terms], use: Use, name: str, data: st.DataObject
    ) -> None:
        assume(judge(given, use).permitted)
        index = data.draw(st.integers(0, len(given) - 1))
        freer = replace(given[index], **{name: getattr(OPEN, name)})
        # A license that did not run yet may prohibit something: that is a rule, and no constraint less.
        assume(name not in ("starts_at", "ends_at") or not freer.prohibited)
        assert judge([*given[:index], freer, *given[index + 1 :]], use).permitted

    @laws
    @given(licenses(), licenses(), USES)
    def test_one_more_license_without_prohibitions_never_turns_yes_into_no(
        self, given: list[Terms], more: list[Terms], use: Use
    ) -> None:
        assume(judge(given, use).permitted)
        harmless = [replace(it, license=it.license + 10, prohibited=frozenset()) for it in more]
        assert judge([*given, *harmless], use).permitted
        assert judge([*harmless, *given], use).permitted

    @laws
    @given(licenses(), USES)
    def test_the_order_of_the_licenses_does_not_matter(self, given: list[Terms], use: Use) -> None:
        there, back = judge(given, use), judge(given[::-1], use)
        assert (there.license, there.approval) == (back.license, back.approval)

    @laws
    @given(licenses(), USES)
    def test_what_does_not_run_or_hold_or_is_for_others_says_nothing(
        self, given: list[Terms], use: Use
    ) -> None:
        silent = [
            replace(OPEN, license=20, ends_at=use.at, prohibited=use.actions),
            replace(OPEN, license=21, starts_at=use.at + TICK, prohibited=use.actions),
            replace(OPEN, license=22, holds=False, prohibited=use.actions),
            replace(
                OPEN, license=23, open_to=OpenTo.LISTED, grantees=frozenset({99}), prohibited=use.actions
            ),
        ]
        assert judge([*silent, *given], use) == judge(given, use)

    @laws
    @given(licenses(), USES, ZONES, ZONES)
    def test_the_zone_in_which_a_moment_is_written_says_nothing(
        self, given: list[Terms], use: Use, mine: timezone, theirs: timezone
    ) -> None:
        def moved(moment: datetime | None) -> datetime | None:
            return moment.astimezone(theirs) if moment else None

        elsewhere = [replace(it, starts_at=moved(it.starts_at), ends_at=moved(it.ends_at)) for it in given]
        assert judge(elsewhere, replace(use, at=use.at.astimezone(mine))) == judge(given, use)

    @laws
    @given(licenses(), USES)
    def test_the_most_generous_carries(self, given: list[Terms], use: Use) -> None:
        verdict = judge(given, use)
        assume(verdict.permitted)
        carrying = [it for it in given if judge([it], use).permitted]
        if verdict.approval != Approval.NONE:
            assert all(it.approval != Approval.NONE for it in carrying)
        [best] = [it for it in carrying if it.license == verdict.license]
        alike = [it for it in carrying if (it.approval == Approval.NONE) == (best.approval == Approval.NONE)]
        if best.ends_at:
            assert all(it.ends_at and it.ends_at <= best.ends_at for it in alike)


USE = Use(user=1, at=NOON)


@pytest.mark.parametrize(
    ("moment", "permitted"),
    [
        (NOON - TICK, False),
        (NOON, True),
        (NOON + TICK, True),
        (NOON + timedelta(hours=1) - TICK, True),
        (NOON + timedelta(hours=1), False),
    ],
)
def test_a_license_runs_from_its_first_moment_to_the_one_before_its_end(
    moment: datetime, permitted: bool
) -> None:
    terms = replace(OPEN, license=1, starts_at=NOON, ends_at=NOON + timedelta(hours=1))
    assert judge([terms], replace(USE, at=moment)).permitted is permitted


SENTENCES: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    (
        {"actions": {"depict"}},
        {"actions": {"depict", "voice"}},
        "The license does not cover: use its voice. Somebody speaks or sings in this clip.",
    ),
    ({"territory": {"US"}}, {"country": "JP"}, "The license does not cover the country that you are in."),
    ({"territory": {"US"}}, {"country": ""}, "The license does not cover the country that you are in."),
    ({"purposes": {"fan", "news"}}, {}, "The license is only for: fan work, news and commentary."),
    (
        {"audience": DRAFT},
        {"audience": MEMBERS},
        "The license is for yourself only: the clip can't be posted.",
    ),
    ({"max_seconds": 9}, {"seconds": 10}, "The license covers at most 9 seconds."),
    ({"total": 2, "used": 2}, {}, "The license is used up."),
    ({"total": 0}, {}, "The license is used up."),
    ({"per_day": 3, "used_today": 3, "used": 9}, {}, "The license is used up for today."),
    (
        {"co_appearance": "no_people"},
        {"with_people": True},
        "The license does not allow real people beside it.",
    ),
    ({"co_appearance": "alone"}, {"with_people": True}, "The license does not allow real people beside it."),
    ({"co_appearance": "no_works"}, {"others": {3}}, "The license does not allow other works beside it."),
    ({"co_appearance": "alone"}, {"others": {3}}, "The license does not allow other works beside it."),
    ({"not_with": {3}}, {"others": {3, 4}}, "The license does not allow one of the other works beside it."),
    (
        {"forbidden_themes": {"alcohol"}},
        {"themes": {"alcohol"}},
        "The license does not allow: alcohol and drugs.",
    ),
    ({"price": 3}, {"at_most": 2}, "The license costs 3 credits."),
]


def _frozen(values: dict[str, Any]) -> dict[str, Any]:
    return {name: frozenset(value) if isinstance(value, set) else value for name, value in values.items()}


@pytest.mark.parametrize(
    ("terms", "use", "sentence"), SENTENCES, ids=[sentence for _, _, sentence in SENTENCES]
)
def test_each_term_has_its_sentence(terms: dict[str, Any], use: dict[str, Any], sentence: str) -> None:
    verdict = judge([replace(OPEN, license=1, **_frozen(terms))], replace(USE, **_frozen(use)))
    assert (verdict.license, verdict.why) == (None, (sentence,))


@pytest.mark.parametrize(
    ("terms", "use"),
    [
        ({"territory": {"US"}}, {"country": "US"}),
        ({"purposes": {"personal"}}, {}),
        ({"audience": DRAFT}, {"audience": DRAFT}),
        ({"max_seconds": 10}, {"seconds": 10}),
        ({"total": 2, "used": 1}, {}),
        ({"per_day": 3, "used_today": 2, "used": 9}, {}),
        ({"co_appearance": "no_works"}, {"with_people": True}),
        ({"co_appearance": "no_people"}, {"others": {3}}),
        ({"not_with": {3}}, {"others": {4}}),
        ({"forbidden_themes": {"alcohol"}}, {"themes": {"horror"}}),
        ({"price": 3}, {"at_most": 3}),
        ({"price": 3}, {}),
    ],
    ids=str,
)
def test_up_to_its_edge_a_term_allows(terms: dict[str, Any], use: dict[str, Any]) -> None:
    assert judge([replace(OPEN, license=1, **_frozen(terms))], replace(USE, **_frozen(use))).permitted


def test_two_licenses_do_not_add_up() -> None:
    """Each has to carry the whole use: its price, its credit and its end are those of one."""
    shows = replace(OPEN, license=1, actions=frozenset({"depict"}))
    speaks = replace(OPEN, license=2, actions=frozenset({"voice"}))
    use = replace(USE, actions=frozenset({"depict", "voice"}))
    assert not judge([shows, speaks], use).permitted
    assert judge([shows, speaks, replace(OPEN, license=3)], use).license == 3


def test_the_nearest_license_says_why_not() -> None:
    far = replace(OPEN, license=1, territory=frozenset({"JP"}), total=0)
    near = replace(OPEN, license=2, max_seconds=5)
    assert judge([far, near], USE).why == ("The license covers at most 5 seconds.",)


def test_of_contradicting_licenses_the_prohibition_is_told() -> None:
    everything = replace(OPEN, license=1)
    no_voice = replace(OPEN, license=2, prohibited=frozenset({"voice"}))
    use = replace(USE, actions=frozenset({"depict", "voice"}))
    assert judge([everything, no_voice], use).why == ("The license forbids this use: use its voice.",)
    assert judge([everything, no_voice], USE).permitted, "it is not used here"


def test_every_constraint_is_in_the_laws() -> None:
    """A new term has to be entered above."""
    others = {"license", "work", "open_to", "grantees", "used_today", "used", "holds"}
    assert {field.name for field in fields(Terms)} - others == set(CONSTRAINTS)
