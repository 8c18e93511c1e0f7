"""What people allow is asked when a clip is ordered, when its rendering starts, and when it is posted."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from cameos.models import Approval, Audience, Cameo, ConsentUse, Kind, Scope, UseState
from cameos.rules.compile import compile_rules
from cameos.services import (
    Bounds,
    Looks,
    change_terms,
    deny_person,
    grant_consent,
    lift_denial,
    revoke_consent,
    spend_consents,
)
from core.decisions import Reason, Refused
from feed.services import publish_clip
from generation import rendering
from generation.checks import check
from generation.models import Clip, Job, JobState
from generation.orders import Order
from generation.services import cancel_job, claim_job, submit_job
from tests.cameos.factories import make_being, make_cameo
from tests.clips import make_clip
from tests.factories import make_mutuals
from tests.rights.factories import make_work

pytestmark = pytest.mark.django_db

SWIMS = "@alice swims in a lake"


@pytest.fixture
def cameo(alice: User) -> Cameo:
    return make_cameo(alice, scope=Scope.EVERYONE)


def order(text: str = SWIMS, key: str = "one", **more: Any) -> Order:
    return Order(text, key, country=more.pop("country", "US"), **more)


def submit(by: User, text: str = SWIMS, key: str = "one", **more: Any) -> Job:
    return submit_job(order=order(text, key, **more), by=by)


def refusals(by: User, text: str = SWIMS, **more: Any) -> list[Reason]:
    with pytest.raises(Refused) as refusal:
        submit(by, text, **more)
    return list(refusal.value.decision.reasons)


def codes(by: User, text: str = SWIMS, **more: Any) -> list[str]:
    return [reason.code for reason in refusals(by, text, **more)]


def set_terms(cameo: Cameo, **terms: Any) -> Cameo:
    return change_terms(cameo=cameo, terms=terms, by=cameo.owner)


def set_rules(cameo: Cameo, text: str) -> Cameo:
    return set_terms(cameo, rules=[rule.as_json() for rule in compile_rules(text)])


def uses(cameo: Cameo) -> dict[str, int]:
    states = list(ConsentUse.objects.filter(cameo=cameo).values_list("state", flat=True))
    return {state: states.count(state) for state in set(states)}


class TestTopics:
    def test_a_topic_that_is_off_is_named_with_its_place(self, cameo: Cameo, bob: User) -> None:
        [reason] = refusals(bob, "@alice at an election rally")
        assert (reason.code, reason.subject) == ("consent.topic.politics", "@alice")
        assert reason.span
        assert reason.span.start == len("@alice at an ")

    def test_a_topic_that_is_on_passes(self, cameo: Cameo, bob: User) -> None:
        set_terms(cameo, forbidden=[])
        assert submit(bob, "@alice at an election rally")

    def test_what_is_off_for_everyone_no_switch_opens(self, cameo: Cameo, alice: User, bob: User) -> None:
        set_terms(cameo, forbidden=[])
        for person in (alice, bob):
            assert codes(person, "@alice in a latex suit", key=person.username) == ["consent.topic.sexual"]

    def test_an_owner_is_not_bound_by_their_own_switches(self, cameo: Cameo, alice: User) -> None:
        assert submit(alice, "@alice at an election rally")

    def test_nobody_is_bound_by_the_switches_of_somebody_who_is_not_in_it(
        self, cameo: Cameo, bob: User
    ) -> None:
        assert submit(bob, "a crowd at an election rally")

    def test_words_of_an_ancestor_count_and_have_no_place(self, cameo: Cameo, bob: User, carol: User) -> None:
        parent = make_clip(carol, prompt="an election rally", published=True)
        [reason] = refusals(bob, "the same with @alice", parent=parent)
        assert (reason.code, reason.span) == ("consent.topic.politics", None)


class TestRules:
    def test_the_rule_is_named_in_the_words_of_its_owner(self, cameo: Cameo, bob: User) -> None:
        set_rules(cameo, "never let me say moist")
        text = '@alice says "how moist this is"'
        [reason] = refusals(bob, text)
        assert "never let me say moist" in reason.message
        assert reason.span
        assert text[reason.span.start : reason.span.end] == "moist"

    def test_a_rule_about_company(self, cameo: Cameo, bob: User, carol: User) -> None:
        make_cameo(carol, scope=Scope.EVERYONE)
        set_rules(cameo, "never with @carol")
        assert codes(bob, "@alice and @carol swim") == ["consent.rule"]
        assert submit(bob)

    def test_what_is_always_so_is_drawn_and_told_before(self, cameo: Cameo, bob: User) -> None:
        set_rules(cameo, "always wear a hat")
        [card] = [it for it in check(order(), by=bob).findings if it.title == "@alice"]
        assert "@alice wears a hat" in card.reason
        job = submit(bob)
        assert job.additions == ["@alice wears a hat"]
        assert rendering._spec(job).prompt == f"{SWIMS}. @alice wears a hat"

    def test_an_addition_passes_the_rights_like_any_words(self, cameo: Cameo, bob: User) -> None:
        make_work("Captain Nimbus", holder="Nimbus Pictures")
        set_rules(cameo, "always wear a Captain Nimbus cape")
        assert codes(bob) == ["rights.not_authorized"]

    def test_a_rule_that_nobody_can_check_sends_each_prompt_to_its_owner(
        self, cameo: Cameo, bob: User
    ) -> None:
        set_rules(cameo, "be nice to me")
        assert codes(bob) == ["consent.prompt"]

    def test_a_remix_must_not_break_the_rules_of_whom_it_inherits(self, cameo: Cameo, bob: User) -> None:
        set_rules(cameo, "no clowns")
        parent = make_clip(bob, prompt=SWIMS, cast=[cameo], published=True)
        assert codes(bob, "now with clowns", parent=parent) == ["consent.rule"]


class TestWays:
    @pytest.mark.parametrize(
        ("terms", "text", "more", "code"),
        [
            ({"voice": False}, '@alice says "Good evening to you all."', {}, "consent.voice"),
            ({}, SWIMS, {"purpose": "commercial"}, "consent.commercial"),
            ({"regions": ["CA"]}, SWIMS, {}, "consent.region"),
        ],
    )
    def test_each_way_is_a_switch(
        self, terms: dict[str, Any], text: str, more: dict[str, Any], code: str, cameo: Cameo, bob: User
    ) -> None:
        set_terms(cameo, **terms)
        assert codes(bob, text, **more) == [code]
        set_terms(cameo, voice=True, commercial=True, regions=["US"])
        assert submit(bob, text, **more)

    def test_remixes_are_a_switch_for_those_who_are_in_the_clip_before(self, cameo: Cameo, bob: User) -> None:
        parent = make_clip(bob, prompt=SWIMS, cast=[cameo], published=True)
        other = make_clip(bob, published=True)
        set_terms(cameo, remix=False)
        assert codes(bob, "at night", parent=parent) == ["consent.remix"]
        assert submit(bob, "with @alice", parent=other)

    @pytest.mark.verify
    def test_dates_count_to_the_second_of_the_database(self, cameo: Cameo, bob: User) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT statement_timestamp() + interval '2 seconds'")
            [end] = cursor.fetchone()
            job = submit(bob, key="before")
            assert job.rests_until is None
            set_terms(cameo, ends_at=end)
            assert Job.objects.get(pk=job.pk).rests_until == end, "what was ordered ends with the policy"
            cursor.execute("SELECT pg_sleep_until(%s)", [end])
        assert codes(bob, key="after") == ["consent.dates"]
        assert not Cameo.objects.castable_by(bob).exists()


class TestPeople:
    def test_a_person_is_kept_out_of_a_likeness_that_is_open_to_everyone(
        self, cameo: Cameo, alice: User, bob: User, carol: User
    ) -> None:
        clip = make_clip(bob, prompt=SWIMS, cast=[cameo], published=True)
        deny_person(cameo=cameo, person=bob, by=alice)
        assert codes(bob) == ["consent.scope"]
        assert Clip.objects.get(pk=clip.pk).withdrawn_at
        assert not Cameo.objects.castable_by(bob).exists()
        assert Cameo.objects.castable_by(carol).exists()
        lift_denial(cameo=cameo, person=bob, by=alice)
        assert submit(bob)

    def test_drafts_only(self, cameo: Cameo, alice: User, bob: User) -> None:
        grant_consent(cameo=cameo, grantee=bob, by=alice, bounds=Bounds(audience=Audience.DRAFT))
        clip = make_clip(bob, prompt=SWIMS, cast=[cameo])
        with pytest.raises(Refused, match=r"consent\.audience"):
            publish_clip(clip=clip, caption="", by=bob, country="US")

    def test_followers_only(self, cameo: Cameo, alice: User, bob: User, carol: User) -> None:
        grant_consent(cameo=cameo, grantee=bob, by=alice, bounds=Bounds(audience=Audience.FOLLOWERS))
        clip = make_clip(bob, prompt=SWIMS, cast=[cameo])
        publish_clip(clip=clip, caption="", by=bob, country="US")
        seen = {who.username: Clip.objects.shown_to(who).exists() for who in (alice, bob, carol)}
        assert seen == {"alice": True, "bob": True, "carol": False}
        make_mutuals(carol, bob)
        assert Clip.objects.shown_to(carol).exists()


class TestCounts:
    def test_a_grant_carries_so_many_clips(self, cameo: Cameo, alice: User, bob: User, settings: Any) -> None:
        settings.JOBS_AT_ONCE = 9
        grant_consent(cameo=cameo, grantee=bob, by=alice, bounds=Bounds(total=2))
        first = submit(bob, key="1")
        submit(bob, key="2")
        assert codes(bob, key="3") == ["consent.grant_used"]
        cancel_job(job=first, by=bob)
        assert submit(bob, key="4"), "what gave no clip was not used"
        assert uses(cameo) == {UseState.RESERVED: 2, UseState.RELEASED: 1}

    def test_limits_a_day_and_a_person(self, cameo: Cameo, bob: User, carol: User) -> None:
        set_terms(cameo, per_person_day=1, per_day=2)
        submit(bob, key="1")
        assert codes(bob, key="2") == ["consent.per_person"]
        submit(carol, key="1")
        assert codes(carol, key="2") == ["consent.per_person", "consent.per_day"]

    def test_the_owner_is_not_counted(self, cameo: Cameo, alice: User) -> None:
        set_terms(cameo, per_day=1)
        submit(alice, key="1")
        submit(alice, key="2")
        assert uses(cameo) == {}

    def test_a_job_that_is_counted_starts_and_is_posted_though_the_limit_is_reached(
        self, cameo: Cameo, bob: User
    ) -> None:
        set_terms(cameo, per_day=1)
        job = submit(bob)
        clip = make_clip(bob, prompt=SWIMS, cast=[cameo])
        Clip.objects.filter(pk=clip.pk).update(job=job)
        spend_consents(job_id=job.pk, clip_id=clip.pk)
        clip.refresh_from_db()
        publish_clip(clip=clip, caption="", by=bob, country="US")
        assert uses(cameo) == {UseState.USED: 1}
        assert ConsentUse.objects.get().clip_id == clip.pk


class TestNarrowedMeanwhile:
    def test_between_order_and_start(self, cameo: Cameo, bob: User) -> None:
        job = submit(bob, "@alice pours a beer")
        set_terms(cameo, forbidden=["alcohol"])
        job.refresh_from_db()
        assert (job.state, job.failure_code) == (JobState.FAILED, "consent.withdrawn")
        assert "alcohol" in job.failure_message
        assert uses(cameo) == {UseState.RELEASED: 1}
        assert bob.wallet.held == 0

    def test_while_it_is_rendered(self, cameo: Cameo, bob: User) -> None:
        job = submit(bob, "@alice pours a beer")
        assert claim_job() == job
        set_terms(cameo, forbidden=["alcohol"])
        job.refresh_from_db()
        assert job.state == JobState.FAILED

    def test_what_does_not_break_the_new_terms_goes_on(self, cameo: Cameo, bob: User) -> None:
        job = submit(bob)
        set_terms(cameo, forbidden=["alcohol"], commercial=False, per_day=1, rules=[])
        job.refresh_from_db()
        assert job.state == JobState.QUEUED

    def test_between_render_and_post(self, cameo: Cameo, bob: User) -> None:
        clip = make_clip(bob, prompt="@alice pours a beer", cast=[cameo])
        set_terms(cameo, forbidden=["alcohol"])
        with pytest.raises(Refused, match=r"consent\.topic\.alcohol"):
            publish_clip(clip=clip, caption="", by=bob, country="US")

    def test_a_caption_is_judged_as_it_is_posted(self, cameo: Cameo, bob: User) -> None:
        clip = make_clip(bob, prompt=SWIMS, cast=[cameo])
        with pytest.raises(Refused, match=r"consent\.topic\.politics"):
            publish_clip(clip=clip, caption="Vote for her!", by=bob, country="US")

    def test_clips_that_break_new_terms_are_hidden_and_others_stay(self, cameo: Cameo, bob: User) -> None:
        beer = make_clip(bob, prompt="@alice pours a beer", cast=[cameo], published=True)
        lake = make_clip(bob, prompt=SWIMS, cast=[cameo], published=True)
        set_terms(cameo, forbidden=["alcohol"], approval=Approval.PROMPT, per_day=1)
        assert set(Clip.objects.shown_to(bob)) == {lake}
        assert Clip.objects.get(pk=beer.pk).withdrawn_at

    def test_a_caption_that_breaks_a_new_rule_hides_its_clip(self, cameo: Cameo, bob: User) -> None:
        said = make_clip(bob, prompt=SWIMS, cast=[cameo])
        publish_clip(clip=said, caption="After the ninth beer", by=bob, country="US")
        other = make_clip(bob, prompt=SWIMS, cast=[cameo], published=True)
        set_terms(cameo, forbidden=["alcohol"])
        assert set(Clip.objects.shown_to(bob)) == {other}
        assert Clip.objects.get(pk=said.pk).withdrawn_at

    def test_an_addition_that_came_later_is_drawn(self, cameo: Cameo, bob: User, monkeypatch: Any) -> None:
        job = submit(bob)
        set_rules(cameo, "always wear a hat")
        claimed = claim_job()
        assert claimed == job
        assert claimed
        assert rendering.cleared(claimed)
        assert rendering._spec(claimed).prompt.endswith("@alice wears a hat")

    def test_a_grant_that_expires_takes_its_clip_with_it(self, cameo: Cameo, alice: User, bob: User) -> None:
        set_terms(cameo, scope=Scope.APPROVED)
        ends = timezone.now() + timedelta(days=1)
        grant_consent(cameo=cameo, grantee=bob, by=alice, expires_at=ends)
        assert submit(bob).rests_until == ends
        revoke_consent(cameo=cameo, grantee=bob, by=alice)
        assert Job.objects.get().state == JobState.FAILED


class TestWordsThatAreDrawn:
    """What beings look like, and what others want to be shown with, is drawn beside the prompt."""

    @pytest.mark.parametrize(
        ("description", "rule", "code"),
        [
            ("a drunk nymph with a bottle of whisky", "", "consent.topic.alcohol"),
            ("a small clown", "no clowns", "consent.rule"),
            ('a nymph who shouts "Vote" all day', "", "consent.voice"),
        ],
    )
    def test_what_a_being_looks_like_is_bound_by_the_rules_of_everybody_else(
        self, description: str, rule: str, code: str, cameo: Cameo, bob: User
    ) -> None:
        looks = Looks(Kind.CHARACTER, "Nym", description)
        make_being("nymph", bob, looks=looks)
        set_terms(cameo, forbidden=["alcohol"], voice=False)
        set_rules(cameo, rule)
        assert code in codes(bob, "@alice at a table", cast=("nymph",))
        assert submit(bob, "@alice at a table")

    def test_so_is_what_somebody_else_is_always_shown_with(
        self, cameo: Cameo, bob: User, carol: User
    ) -> None:
        set_rules(make_cameo(carol, scope=Scope.EVERYONE), "always hold a red balloon")
        set_rules(cameo, "no balloons")
        assert codes(bob, "@alice and @carol walk") == ["consent.rule"]

    def test_ones_own_wish_breaks_no_rule_of_ones_own(self, cameo: Cameo, bob: User) -> None:
        set_rules(cameo, "no balloons\nalways hold a red balloon")
        assert submit(bob)

    def test_what_was_drawn_is_asked_again_when_the_rules_change(
        self, cameo: Cameo, alice: User, bob: User
    ) -> None:
        make_being("nymph", bob, looks=Looks(Kind.CHARACTER, "Nym", "a small clown"))
        job = submit(bob, "@alice at a table", cast=("nymph",))
        set_rules(cameo, "no clowns")
        job.refresh_from_db()
        assert job.state == JobState.FAILED

    def test_it_goes_with_a_remix(self, cameo: Cameo, bob: User, carol: User) -> None:
        make_being("nymph", bob, scope=Scope.EVERYONE, looks=Looks(Kind.CHARACTER, "Nym", "a small clown"))
        job = submit(bob, "@nymph at a table")
        parent = make_clip(bob, prompt="@nymph at a table", published=True)
        Clip.objects.filter(pk=parent.pk).update(job=job)
        set_rules(cameo, "no clowns")
        assert codes(carol, "with @alice", parent=parent) == ["consent.rule"]
