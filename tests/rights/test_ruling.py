"""A moderator has ruled on a text: the gate answers so from then on, for that text and those works."""

from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import User
from core.models import AuditEvent
from rights.models import RegressionCase, Work
from rights.outcomes import Outcome
from rights.services import Circumstances, Clearance, clear, disagreements, revoke_license, rule_on_texts
from tests.factories import make_user
from tests.rights.doubts import doubt
from tests.rights.factories import make_license, make_work

pytestmark = pytest.mark.django_db

CAPE = "a pilot with a cape of clouds"
TEXT = f"{CAPE} waves"


@pytest.fixture
def nimbus(monkeypatch: pytest.MonkeyPatch) -> Work:
    work = make_work("Captain Nimbus", holder="Nimbus Pictures")
    doubt(monkeypatch, CAPE, work)
    return work


@pytest.fixture
def judy(db: None) -> User:
    return make_user("judy")


def ask(*texts: str, by: User, caption: str = "", lines: tuple[str, ...] = ()) -> Clearance:
    return clear(texts, by=by, hold=False, around=Circumstances(caption=caption, lines=lines))


def rule(
    work: Work, *texts: str, allowed: bool, by: User, reason: str = "an ordinary pilot"
) -> RegressionCase:
    return rule_on_texts(texts=texts, works=[work], allowed=allowed, by=by, reason=reason)


def test_before_anybody_has_looked_it_is_in_doubt(alice: User, nimbus: Work) -> None:
    answer = ask(TEXT, by=alice)
    assert answer.outcome == Outcome.REVIEW
    assert [reason.code for reason in answer.decision.reasons] == ["rights.review"]


def test_what_was_allowed_is_free_for_everybody(alice: User, bob: User, judy: User, nimbus: Work) -> None:
    rule(nimbus, TEXT, allowed=True, by=judy)
    assert all(ask(TEXT, by=user).outcome == Outcome.ALLOW for user in (alice, bob))
    assert ask(f"  {TEXT}\n", by=alice).decision.allowed, "white space says nothing"
    assert not ask(f"{TEXT} again", by=alice).decision.allowed, "another text is another question"


def test_what_was_refused_is_refused_with_the_reason(alice: User, judy: User, nimbus: Work) -> None:
    rule(nimbus, TEXT, allowed=False, by=judy, reason="cape and goggles are his")
    [reason] = ask(TEXT, by=alice).decision.reasons
    assert (reason.code, reason.subject) == ("rights.ruled", "Captain Nimbus")
    assert "cape and goggles are his" in reason.message


def test_what_was_refused_stays_so_when_the_matcher_forgets(
    alice: User, judy: User, nimbus: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule(nimbus, TEXT, allowed=False, by=judy)
    monkeypatch.undo()
    assert [reason.code for reason in ask(TEXT, by=alice).decision.reasons] == ["rights.ruled"]


def test_what_was_refused_is_open_to_whom_its_holder_opens_it(alice: User, judy: User, nimbus: Work) -> None:
    rule(nimbus, TEXT, allowed=False, by=judy)
    license = make_license(nimbus, grantee=alice)
    assert ask(TEXT, by=alice).licenses == (license,)
    assert license.signed_by
    revoke_license(license=license, by=license.signed_by)
    assert not ask(TEXT, by=alice).decision.allowed


def test_the_latest_ruling_counts(alice: User, judy: User, nimbus: Work) -> None:
    rule(nimbus, TEXT, allowed=False, by=judy)
    rule(nimbus, TEXT, allowed=True, by=judy)
    assert ask(TEXT, by=alice).decision.allowed
    rule(nimbus, TEXT, allowed=False, by=judy)
    assert not ask(TEXT, by=alice).decision.allowed


def test_a_ruling_is_about_the_works_it_names(
    alice: User, judy: User, nimbus: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A work that is entered later, and looks like that too, is a new doubt."""
    rule(nimbus, TEXT, allowed=True, by=judy)
    doubt(monkeypatch, CAPE, make_work("Sky Marshal"))
    assert [reason.subject for reason in ask(TEXT, by=alice).decision.reasons] == ["Sky Marshal"]


def test_a_name_is_refused_whatever_was_ruled(alice: User, judy: User, nimbus: Work) -> None:
    text = f"Captain Nimbus, {TEXT}"
    rule(nimbus, text, allowed=True, by=judy)
    assert [reason.code for reason in ask(text, by=alice).decision.reasons] == ["rights.not_authorized"]


def test_the_line_that_a_clip_remixes_is_part_of_the_question(alice: User, judy: User, nimbus: Work) -> None:
    rule(nimbus, TEXT, "a fox in the snow", allowed=True, by=judy)
    assert ask(TEXT, "a fox in the snow", by=alice).decision.allowed
    assert not ask(TEXT, by=alice).decision.allowed
    assert not ask(TEXT, "a bear in the snow", by=alice).decision.allowed


def test_a_caption_was_not_looked_at(alice: User, judy: User, nimbus: Work) -> None:
    rule(nimbus, TEXT, allowed=True, by=judy)
    assert ask(TEXT, by=alice, caption="my first flight").decision.allowed
    answer = ask(TEXT, by=alice, caption=f"{CAPE} again")
    assert [(it.text_index, it.outcome) for it in answer.findings] == [(1, Outcome.REVIEW)]


@pytest.mark.parametrize("allowed", [True, False])
def test_what_is_drawn_beside_it_changes_no_ruling(
    allowed: bool, alice: User, judy: User, nimbus: Work
) -> None:
    rule(nimbus, TEXT, allowed=allowed, by=judy)
    lines = ("@rex (pet): Rex, a small brown dog",)
    assert ask(TEXT, by=alice, lines=lines).decision.allowed is allowed
    assert ask(TEXT, by=alice, lines=lines, caption="my first flight").decision.allowed is allowed


def test_a_doubt_about_what_is_drawn_beside_it_is_a_no(alice: User, judy: User, nimbus: Work) -> None:
    rule(nimbus, TEXT, allowed=True, by=judy)
    answer = ask(TEXT, by=alice, lines=(f"@rex (pet): Rex, {CAPE}",))
    assert [(it.text_index, it.outcome) for it in answer.findings] == [(1, Outcome.BLOCK)]
    assert [reason.code for reason in answer.decision.reasons] == ["rights.not_authorized"]


def test_it_is_in_the_audit_log(judy: User, nimbus: Work) -> None:
    rule(nimbus, TEXT, allowed=True, by=judy)
    event = AuditEvent.objects.get(verb="text.ruled")
    assert (event.actor, event.details["works"]) == (f"user:{judy.pk}", ["captain-nimbus"])


class TestReplay:
    def test_agreement_is_quiet(self, judy: User, nimbus: Work) -> None:
        rule(nimbus, TEXT, allowed=True, by=judy)
        rule(nimbus, f"{CAPE} sleeps", allowed=False, by=judy)
        assert list(disagreements()) == []
        out = StringIO()
        call_command("check_regressions", stdout=out)
        assert out.getvalue() == "2 rulings, 0 disagreements.\n"

    def test_what_has_changed_is_printed(
        self, judy: User, nimbus: Work, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rule(nimbus, TEXT, allowed=True, by=judy)
        rule(nimbus, f"{CAPE} sleeps", allowed=False, by=judy)
        monkeypatch.undo()
        doubt(monkeypatch, TEXT, nimbus, certain=True)
        assert {it.now for it in disagreements()} == {"named for certain", "not found"}
        out = StringIO()
        with pytest.raises(SystemExit):
            call_command("check_regressions", stdout=out)
        assert f"captain-nimbus: ruled allowed, now named for certain: {TEXT}" in out.getvalue()

    def test_only_rulings_that_count_are_replayed(self, judy: User, nimbus: Work) -> None:
        rule(nimbus, "a fox in the snow", allowed=False, by=judy)
        rule(nimbus, "a fox in the snow", allowed=True, by=judy)
        assert list(disagreements()) == []
