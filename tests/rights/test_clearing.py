"""A work is closed until its holder opens it, and refusals say whose it is and where it stands."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from core.decisions import Reason, Span
from rights.models import HolderStatus, License, MatchMode, Work, WorkKind
from rights.services import (
    Clearance,
    add_alias,
    change_holder_status,
    clear,
    revoke_license,
    transfer_work,
)
from tests.rights.factories import make_holder, make_license, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def nimbus() -> Work:
    return make_work("Captain Nimbus", holder="Nimbus Pictures", alternative="a cloud-caped pilot")


def ask(*texts: str, by: User, hold: bool = False) -> Clearance:
    return clear(texts, by=by, hold=hold)


def test_what_names_no_work_is_free(alice: User, nimbus: Work) -> None:
    assert ask("a fox in the snow", by=alice).decision.allowed


def test_an_unopened_work_is_refused_by_name_holder_and_place(alice: User, nimbus: Work) -> None:
    assert ask("🦊 and captain  nimbus", by=alice).decision.reasons == (
        Reason(
            "rights.not_authorized",
            "Nimbus Pictures hasn't opened Captain Nimbus to this site.",
            "Captain Nimbus",
            Span(6, 21),
        ),
    )


def test_a_refusal_does_not_tell_the_alias(alice: User, nimbus: Work) -> None:
    add_alias(work=nimbus, text="Cloudy McCloudface", by=None)
    [reason] = ask("cloudy mccloudface waves", by=alice).decision.reasons
    assert "loudface" not in reason.message + reason.subject
    assert reason.message == "Nimbus Pictures hasn't opened Captain Nimbus to this site."


def test_a_way_out_is_offered(alice: User, nimbus: Work) -> None:
    [finding] = ask("Captain Nimbus", by=alice).findings
    assert (finding.alternative, finding.license) == ("a cloud-caped pilot", None)


def test_an_entry_that_nobody_holds_here_is_closed_too(alice: User) -> None:
    make_work("The Old Lighthouse")
    [reason] = ask("the old lighthouse", by=alice).decision.reasons
    assert reason.message == "Its holder hasn't opened The Old Lighthouse to this site."


def test_a_public_person_is_spoken_of_as_a_person(alice: User) -> None:
    make_work("Ada Quill", kind=WorkKind.PERSON)
    [reason] = ask("ada quill dances", by=alice).decision.reasons
    assert reason.message == "Ada Quill is a public person who has not allowed it."


def test_a_license_for_everyone_opens_it(alice: User, nimbus: Work) -> None:
    license = make_license(nimbus)
    answer = ask("Captain Nimbus waves", by=alice)
    assert answer.decision.allowed
    assert answer.licenses == (license,)
    assert [(finding.span, finding.license) for finding in answer.findings] == [(Span(0, 14), license)]


def test_a_license_for_one_person_opens_it_for_nobody_else(alice: User, bob: User, nimbus: Work) -> None:
    make_license(nimbus, grantee=bob)
    assert ask("Captain Nimbus", by=bob).decision.allowed
    assert not ask("Captain Nimbus", by=alice).decision.allowed


def _revoked(license: License) -> None:
    revoke_license(license=license, by=license.work.holder.members.get())  # type: ignore[union-attr]


def _ended(license: License) -> None:
    now = timezone.now()
    License.objects.filter(pk=license.pk).update(starts_at=now - timedelta(days=2), ends_at=now)


def _not_begun(license: License) -> None:
    License.objects.filter(pk=license.pk).update(starts_at=timezone.now() + timedelta(minutes=1))


def _holder_suspended(license: License) -> None:
    assert license.work.holder
    change_holder_status(holder=license.work.holder, status=HolderStatus.SUSPENDED, by=None)


def _handed_over(license: License) -> None:
    transfer_work(work=license.work, holder=make_holder("Another House"), by=None)


@pytest.mark.parametrize("end", [_revoked, _ended, _not_begun, _holder_suspended, _handed_over])
@pytest.mark.parametrize("hold", [False, True])
def test_a_license_that_does_not_hold_now_opens_nothing(
    end: Callable[[License], None], hold: bool, alice: User, nimbus: Work
) -> None:
    end(make_license(nimbus))
    answer = ask("Captain Nimbus", by=alice, hold=hold)
    assert [reason.code for reason in answer.decision.reasons] == ["rights.not_authorized"]
    assert answer.licenses == ()


def test_one_licensed_work_does_not_open_another(alice: User, nimbus: Work) -> None:
    make_license(nimbus)
    make_work("Northstar Cola", holder="Nimbus Pictures")
    answer = ask("Captain Nimbus drinks Northstar Cola", by=alice)
    assert [reason.subject for reason in answer.decision.reasons] == ["Northstar Cola"]
    assert [bool(finding.license) for finding in answer.findings] == [True, False]


def test_a_holder_cannot_open_what_is_another_holders(alice: User) -> None:
    make_work("Northstar Cola", holder="Northstar")
    make_license(make_work("Northstar Cola Bear", holder="Bear House"))
    assert [reason.subject for reason in ask("the Northstar Cola Bear", by=alice).decision.reasons] == [
        "Northstar Cola"
    ]


def test_the_clip_may_rest_on_them_until_the_first_of_them_ends(alice: User, nimbus: Work) -> None:
    soon, later = (timezone.now() + timedelta(days=days) for days in (1, 9))
    cola = make_work("Northstar Cola", holder="Nimbus Pictures")
    make_license(nimbus, ends_at=soon)
    make_license(nimbus, ends_at=later)
    make_license(cola)
    answer = ask("Captain Nimbus drinks Northstar Cola", by=alice)
    assert answer.until == later
    assert len(answer.licenses) == 2


def test_the_texts_before_count_but_have_no_place_in_ones_own(alice: User, nimbus: Work) -> None:
    answer = ask("the same at night", "Captain Nimbus waves", "Captain Nimbus swims", by=alice)
    assert [(reason.code, reason.span) for reason in answer.decision.reasons] == [
        ("rights.not_authorized", None)
    ]


def test_every_place_in_ones_own_text_is_a_reason(alice: User, nimbus: Work) -> None:
    answer = ask("Captain Nimbus, Captain Nimbus", "Captain Nimbus", by=alice)
    assert [reason.span for reason in answer.decision.reasons] == [Span(0, 14), Span(16, 30)]


def test_a_common_word_stops_nobody(alice: User) -> None:
    work = make_work("Ororo Munroe")
    add_alias(work=work, text="Storm", mode=MatchMode.CONTEXT, by=None)
    assert ask("a storm at sea", by=alice).decision.allowed
    assert not ask("then Storm flies by", by=alice).decision.allowed


def test_the_answer_names_its_revision(alice: User, nimbus: Work) -> None:
    before = ask("x", by=alice).revision
    add_alias(work=nimbus, text="The Cloud Pilot", by=None)
    assert ask("x", by=alice).revision == (before or 0) + 1


def test_more_works_are_not_more_questions(alice: User) -> None:
    titles = [f"Marvelous Thing {letter}" for letter in "ABCDEFGH"]
    for title in titles:
        make_license(make_work(title, holder="Nimbus Pictures"))
    ask("warm up", by=alice)
    counts = []
    for text in (titles[0], " and ".join(titles)):
        with CaptureQueriesContext(connection) as queries:
            assert ask(text, by=alice, hold=True).licenses
        counts.append(len(queries))
    assert counts[0] == counts[1]


class TestWhenTheRegistryIsOutOfReach:
    @pytest.fixture(autouse=True)
    def _gone(self, nimbus: Work, db: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE rights_registry RENAME TO rights_registry_gone")

    def test_everything_is_refused(self, alice: User) -> None:
        answer = ask("a fox in the snow", by=alice)
        assert [reason.code for reason in answer.decision.reasons] == ["rights.unavailable"]
        assert answer.revision is None

    def test_the_transaction_around_it_goes_on(self, alice: User) -> None:
        with transaction.atomic():
            ask("a fox in the snow", by=alice, hold=True)
            assert User.objects.filter(pk=alice.pk).exists()

    def test_it_recovers(self, alice: User) -> None:
        ask("a fox", by=alice)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE rights_registry_gone RENAME TO rights_registry")
        assert ask("a fox", by=alice).decision.allowed


def test_an_alias_table_out_of_reach_refuses_too(alice: User, nimbus: Work) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE rights_alias RENAME TO rights_alias_gone")
    assert [reason.code for reason in ask("a fox", by=alice).decision.reasons] == ["rights.unavailable"]
