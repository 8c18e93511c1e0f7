"""Standing, age and names: allowed, refused, and why."""

from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from accounts import ages
from accounts.models import Region, ReservedHandle, User
from accounts.policies import in_standing, may_be_called, may_take_handle, old_enough
from accounts.queries import has_a_public_name
from accounts.services import delete_account, reinstate_member, reserve_handle, suspend_member
from tests.factories import make_user


def code_of(decision: object) -> str:
    [reason] = decision.reasons  # type: ignore[attr-defined]
    return str(reason.code)


class TestStanding:
    def test_a_member_is_in_standing(self, alice: User) -> None:
        assert in_standing(alice).allowed

    def test_a_visitor_is_not(self) -> None:
        assert code_of(in_standing(AnonymousUser())) == "account.anonymous"

    def test_a_suspended_member_is_not_until_taken_back(self, alice: User, bob: User) -> None:
        bob = suspend_member(user=bob, reason="spam", by=alice)
        assert code_of(in_standing(bob)) == "account.suspended"
        assert in_standing(reinstate_member(user=bob, reason="it was satire", by=alice)).allowed

    def test_a_closed_account_is_not(self, alice: User) -> None:
        delete_account(by=alice)
        alice.refresh_from_db()
        assert code_of(in_standing(alice)) == "account.closed"


@pytest.mark.django_db
@pytest.mark.django_db
class TestAge:
    @time_machine.travel("2026-06-15 12:00Z")
    @pytest.mark.parametrize(
        ("born", "allowed"),
        [
            (date(2008, 6, 15), True),
            (date(2008, 6, 16), False),
            (date(1950, 1, 1), True),
            (date(2020, 1, 1), False),
        ],
    )
    def test_eighteen_begins_with_the_birthday(self, born: date, allowed: bool) -> None:
        assert old_enough(User(birth_date=born), "US").allowed is allowed

    def test_no_birth_date_is_a_no(self) -> None:
        assert code_of(old_enough(User(), "US")) == "age.unknown"

    @time_machine.travel("2026-06-15 12:00Z")
    def test_the_minimum_is_the_regions(self) -> None:
        Region.objects.filter(pk="CA").update(minimum_age=19)
        eighteen = User(birth_date=date(2008, 1, 1))
        assert old_enough(eighteen, "US").allowed
        [reason] = old_enough(eighteen, "CA").reasons
        assert (reason.code, reason.message) == ("age.too_young", "You need to be 19 or older.")

    def test_an_unknown_country_asks_for_eighteen(self) -> None:
        assert code_of(old_enough(User(birth_date=date(2020, 1, 1)), "")) == "age.too_young"

    def test_a_leap_day_birthday_is_the_first_of_march_in_other_years(self) -> None:
        assert ages.birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
        assert ages.birthday(date(2008, 2, 29), 20) == date(2028, 2, 29)


class TestNames:
    def test_a_free_name_is_free(self, alice: User) -> None:
        assert may_take_handle("dora").allowed

    @pytest.mark.parametrize("imitation", ["alice", "a1ice", "al_ice", "alic3", "4l.1ce", "aiice"])
    def test_nobody_sits_beside_somebody_they_imitate(self, alice: User, imitation: str) -> None:
        assert code_of(may_take_handle(imitation)) == "handle.taken"

    @pytest.mark.parametrize(
        "name", ["beyonce_knowles", "the_real_beyonceknowles", "bey0nce.knowles_official"]
    )
    @pytest.mark.django_db
    def test_a_reserved_name_is_reserved_in_every_spelling(self, name: str) -> None:
        reserve_handle(name="Beyoncé Knowles", reason="a public person")
        assert code_of(may_take_handle(name)) == "handle.reserved"

    @pytest.mark.django_db
    def test_the_sites_own_names_are_reserved(self) -> None:
        reserve_handle(name="moderator", reason="the site's own")
        assert code_of(may_take_handle("m0derator")) == "handle.reserved"

    @pytest.mark.parametrize(
        "name",
        [
            "Beyoncé Knowles",
            "Bey0nce  Knowles",
            "The real Beyoncé Knowles",
            "Beyonce_Knowles",
            "BeyonceKnowles",
        ],
    )
    def test_nobody_shows_the_full_name_of_a_public_person(self, db: None, name: str) -> None:
        reserve_handle(name="Beyoncé Knowles", reason="a public person", is_person=True)
        assert code_of(may_be_called(name)) == "name.reserved"

    @pytest.mark.parametrize("name", ["", "Mario", "Alice Rose", "Not Beyoncé Knowles at all"])
    def test_a_first_name_is_anybodys(self, db: None, name: str) -> None:
        reserve_handle(name="Mario", reason="of a work")
        reserve_handle(name="Beyoncé Knowles", reason="a public person", is_person=True)
        assert may_be_called(name).allowed

    def test_a_name_that_is_kept_becomes_a_persons_and_stays_one(self, db: None) -> None:
        for is_person in (False, True, False):
            reserve_handle(name="Rose", reason="a work, and a singer", is_person=is_person)
        assert ReservedHandle.objects.of_people().imitated_by("Rose").exists()

    @pytest.mark.parametrize(
        ("display_name", "has"), [("Beyoncé", True), ("BEYONCE", True), ("Mario", False), ("", False)]
    )
    def test_whoever_goes_by_the_name_of_a_public_person_is_told_apart(
        self, alice: User, display_name: str, has: bool
    ) -> None:
        reserve_handle(name="Mario", reason="of a work")
        reserve_handle(name="Beyoncé", reason="a public person", is_person=True)
        alice.display_name = display_name
        assert has_a_public_name(alice) is has

    @pytest.mark.django_db
    @pytest.mark.parametrize("bad", ["ab", "mi ka", "x" * 31, "...", "аlice"])
    def test_other_signs_are_refused_with_the_rule(self, bad: str) -> None:
        assert code_of(may_take_handle(bad)) == "handle.shape"

    def test_a_reservation_needs_something_to_read(self, alice: User) -> None:
        assert reserve_handle(name="…", reason="nothing") is None

    def test_a_closed_account_keeps_its_name_from_others(self, alice: User) -> None:
        delete_account(by=alice)
        assert code_of(may_take_handle("a1ice")) == "handle.reserved"

    @pytest.mark.django_db
    def test_the_database_agrees_about_skeletons(self) -> None:
        make_user("mika")
        with pytest.raises(IntegrityError):
            make_user("m1ka")
