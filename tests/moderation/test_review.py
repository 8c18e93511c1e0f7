"""Prompts that may show a protected work reach the queue; the ruling lets them go on, or ends them."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from core.decisions import Conflict, Refused
from core.models import AuditEvent
from feed.services import publish_clip
from generation.models import Job, WaitingOrder, WaitingState
from generation.orders import Order
from generation.services import drop_order, request_and_wait, send_order, submit_job
from moderation.manuscripts import manuscript, works_in
from moderation.models import Case, CaseState, Verdict
from moderation.queries import count_cases
from moderation.services import allow_prompt, keep_clip, refuse_prompt, remove_clip
from rights.models import RegressionCase, Work
from tests.answers import Arrive
from tests.cameos.factories import make_being
from tests.clips import make_clip
from tests.moderation.test_pages import signed_in
from tests.rights.doubts import doubt
from tests.rights.factories import make_work

pytestmark = pytest.mark.django_db

CAPE = "a pilot with a cape of clouds"
TEXT = f"{CAPE} waves"


@pytest.fixture
def nimbus(monkeypatch: pytest.MonkeyPatch, db: Any) -> Work:
    work = make_work("Captain Nimbus", holder="Nimbus Pictures")
    doubt(monkeypatch, CAPE, work)
    return work


def wait(by: User, text: str = TEXT) -> WaitingOrder:
    return request_and_wait(order=Order(text, "unused", country="US"), by=by)


@pytest.fixture
def prompt(alice: User, nimbus: Work) -> Case:
    """Alice's prompt waits for a moderator."""
    return wait(alice).case


def now(case: Case) -> Case:
    return Case.objects.select_related("order").get(pk=case.pk)


def test_an_order_in_doubt_is_in_the_queue(prompt: Case) -> None:
    assert list(Case.objects.in_state(CaseState.OPEN)) == [prompt]
    assert count_cases()["open"] == 1


def test_allowed_it_is_made(prompt: Case, alice: User, moderator: User, arrive: Arrive) -> None:
    with arrive():
        ruling = allow_prompt(case=prompt, by=moderator, reason="An ordinary pilot.")
    assert (ruling.verdict, now(prompt).state) == (Verdict.ALLOW, CaseState.ALLOWED)
    assert now(prompt).order.state == WaitingState.SENT  # type: ignore[union-attr]
    assert Job.objects.get().prompt == TEXT
    assert AuditEvent.objects.filter(verb="case.allowed", actor=f"user:{moderator.pk}").exists()


def test_allowed_it_can_be_posted_with_a_caption(
    prompt: Case, alice: User, moderator: User, nimbus: Work
) -> None:
    allow_prompt(case=prompt, by=moderator, reason="An ordinary pilot.")
    clip = make_clip(alice, prompt=TEXT)
    with pytest.raises(Refused, match=r"rights\.review"):
        publish_clip(clip=clip, caption=f"{CAPE}!", by=alice, country="US")
    assert publish_clip(clip=clip, caption="my first flight", by=alice, country="US")


def test_refused_it_ends_with_the_moderators_reason(
    prompt: Case, alice: User, moderator: User, arrive: Arrive
) -> None:
    with arrive():
        refuse_prompt(case=prompt, by=moderator, reason="Cape and goggles are his.")
    order = WaitingOrder.objects.get()
    assert (now(prompt).state, order.state) == (CaseState.REFUSED, WaitingState.REFUSED)
    assert "Cape and goggles are his." in order.reasons[0]["message"]
    with pytest.raises(Refused, match=r"rights\.ruled"):
        submit_job(order=Order(TEXT, "again", country="US"), by=alice)
    with pytest.raises(Refused, match=r"rights\.ruled"):
        wait(alice)
    assert Case.objects.count() == 1


def test_a_being_that_is_added_changes_neither_ruling(
    prompt: Case, alice: User, moderator: User, nimbus: Work
) -> None:
    make_being("rex", alice)
    other = Order(f"{CAPE} sleeps", "unused", ("rex",), country="US")
    with_rex = request_and_wait(order=other, by=alice).case
    refuse_prompt(case=prompt, by=moderator, reason="Cape and goggles are his.")
    with pytest.raises(Refused, match=r"rights\.ruled"):
        submit_job(order=Order(TEXT, "again", ("rex",), country="US"), by=alice)
    allow_prompt(case=with_rex, by=moderator, reason="An ordinary pilot.")
    assert with_rex.order
    assert send_order(order=with_rex.order).state == WaitingState.SENT


def test_the_ruling_is_kept_for_the_gate_and_its_replays(prompt: Case, moderator: User, nimbus: Work) -> None:
    allow_prompt(case=prompt, by=moderator, reason="An ordinary pilot.")
    case = RegressionCase.objects.get()
    assert (case.text, case.allowed, case.by, list(case.works.all())) == (TEXT, True, moderator, [nimbus])


def test_nobody_rules_on_a_prompt_of_their_own(moderator: User, second_moderator: User, nimbus: Work) -> None:
    case = wait(moderator).case
    for rule in (allow_prompt, refuse_prompt):
        with pytest.raises(Refused, match=r"moderation\.own_prompt"):
            rule(case=case, by=moderator, reason="mine")
    page = signed_in(moderator).get(reverse("moderation:case", args=[case.pk])).content.decode()
    assert "This prompt is yours" in page
    assert allow_prompt(case=case, by=second_moderator, reason="An ordinary pilot.")


def test_members_rule_on_nothing(prompt: Case, bob: User) -> None:
    with pytest.raises(Refused):
        allow_prompt(case=prompt, by=bob, reason="because")
    assert not RegressionCase.objects.exists()


def test_one_decision_and_no_second(prompt: Case, moderator: User, second_moderator: User) -> None:
    allow_prompt(case=prompt, by=moderator, reason="An ordinary pilot.")
    with pytest.raises(Conflict):
        refuse_prompt(case=prompt, by=second_moderator, reason="It is him.")
    assert RegressionCase.objects.count() == 1


def test_prompts_are_not_removed_and_clips_not_allowed(prompt: Case, case: Case, moderator: User) -> None:
    for rule, other in ((remove_clip, prompt), (keep_clip, prompt), (allow_prompt, case)):
        with pytest.raises(Conflict):
            rule(case=other, by=moderator, reason="mixed up")
    assert {it.state for it in Case.objects.all()} == {CaseState.OPEN}


def test_what_its_maker_has_dropped_is_out_of_the_queue(prompt: Case, alice: User, moderator: User) -> None:
    assert prompt.order
    drop_order(order=prompt.order, by=alice)
    assert not Case.objects.in_state(CaseState.OPEN).exists()
    assert count_cases()["open"] == 0
    with pytest.raises(Conflict, match="no longer waits"):
        allow_prompt(case=prompt, by=moderator, reason="An ordinary pilot.")
    assert not RegressionCase.objects.exists()


def test_a_case_is_about_one_thing(prompt: Case, case: Case) -> None:
    for columns in ({"clip": None, "order": None}, {"clip": case.clip, "order": prompt.order}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.create(**columns)


class TestPages:
    def test_the_moderator_reads_the_prompt_with_its_marks(self, prompt: Case, moderator: User) -> None:
        client = signed_in(moderator)
        for url in (reverse("moderation:cases"), reverse("moderation:case", args=[prompt.pk])):
            page = client.get(url).content.decode()
            for words in (
                f'<mark title="Captain Nimbus">{CAPE}</mark> waves',
                "Prompt by",
                "Nimbus Pictures",
                "in doubt",
                "described 0.81",
            ):
                assert words in page, (url, words)
            assert "<video" not in page

    def test_a_moderator_allows_and_goes_on_to_the_clip_that_waits(
        self, prompt: Case, case: Case, moderator: User
    ) -> None:
        url = reverse("moderation:rule", args=[prompt.pk, "allow"])
        assert signed_in(moderator).post(url, {"reason": ""}).status_code == 422
        answer = signed_in(moderator).post(url, {"reason": "An ordinary pilot."})
        assert answer["Location"] == reverse("moderation:case", args=[case.pk])
        assert now(prompt).state == CaseState.ALLOWED
        page = signed_in(moderator).get(reverse("moderation:case", args=[prompt.pk])).content.decode()
        assert "An ordinary pilot." in page
        assert 'data-testid="decide"' not in page

    def test_the_decided_have_tabs_of_their_own(self, prompt: Case, moderator: User) -> None:
        refuse_prompt(case=prompt, by=moderator, reason="It is him.")
        client, url = signed_in(moderator), reverse("moderation:cases")
        assert CAPE in client.get(url, {"state": "refused"}).content.decode()
        assert CAPE not in client.get(url).content.decode()

    def test_a_text_that_wants_to_be_markup_is_text(self, alice: User, moderator: User, nimbus: Work) -> None:
        wait(alice, f"<script>alert(1)</script> {CAPE} <b>")
        page = signed_in(moderator).get(reverse("moderation:cases")).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark" in page
        assert "<script>alert" not in page

    def test_queries_do_not_grow_with_the_queue(self, alice: User, moderator: User, nimbus: Work) -> None:
        client, url = signed_in(moderator), reverse("moderation:cases")
        wait(alice, f"{CAPE} 0")
        client.get(url)
        with CaptureQueriesContext(connection) as few:
            client.get(url)
        for number in range(1, 8):
            wait(alice, f"{CAPE} {number}")
        with CaptureQueriesContext(connection) as many:
            client.get(url)
        assert len(many) == len(few)


def test_marks_may_touch_and_lie_over_each_other(alice: User, nimbus: Work) -> None:
    order = WaitingOrder(
        user=alice,
        texts=["abcdefgh"],
        evidence=[
            {
                "work": "captain-nimbus",
                "outcome": "review",
                "stage": "fuzzy",
                "score": 0.5,
                "text": 0,
                "span": span,
            }
            for span in ([0, 4], [2, 6], [6, 99])
        ],
    )
    [pieces] = manuscript(order, works_in([order])).texts
    assert "".join(piece.text for piece in pieces) == "abcdefgh"
    assert [piece.text for piece in pieces if piece.works] == ["ab", "cd", "ef", "gh"]
