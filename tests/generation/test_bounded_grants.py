"""What an approval bounds stays bounded: by its own end nobody may do more than before."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cameos.models import Audience, Cameo, ConsentGrant, Scope
from cameos.services import Bounds, CastAnswer, answer_cast, change_scope, grant_consent, revoke_consent
from core.decisions import Refused
from feed.models import Post
from feed.services import publish_clip
from generation.models import Clip
from generation.orders import Order
from generation.services import keep_clips, submit_job
from tests.cameos.asking import make_request
from tests.cameos.factories import make_cameo
from tests.clips import make_clip

pytestmark = pytest.mark.django_db

SWIMS = "@alice swims in a lake"


@pytest.fixture
def cameo(alice: User) -> Cameo:
    """Bob is a mutual of hers, and so in the scope."""
    return make_cameo(alice, scope=Scope.MUTUALS)


def bound(cameo: Cameo, person: User, **bounds: Any) -> ConsentGrant:
    return grant_consent(cameo=cameo, grantee=person, by=cameo.owner, bounds=Bounds(**bounds))


def run_out(grant: ConsentGrant) -> None:
    ConsentGrant.objects.filter(pk=grant.pk).update(expires_at=Now() - timedelta(seconds=1))


def submit(by: User, key: str) -> Any:
    return submit_job(order=Order(SWIMS, key, country="US"), by=by)


def test_drafts_only_outlasts_the_end_of_the_approval(cameo: Cameo, bob: User) -> None:
    run_out(bound(cameo, bob, audience=Audience.DRAFT))
    clip = make_clip(bob, prompt=SWIMS, cast=[cameo])
    with pytest.raises(Refused, match=r"consent\.audience"):
        publish_clip(clip=clip, caption="", by=bob, country="US")


def test_followers_only_outlasts_it(cameo: Cameo, bob: User, carol: User) -> None:
    run_out(bound(cameo, bob, audience=Audience.FOLLOWERS))
    clip = make_clip(bob, prompt=SWIMS, cast=[cameo])
    publish_clip(clip=clip, caption="", by=bob, country="US")
    assert not Clip.objects.shown_to(carol).exists()


def test_so_does_the_number_of_clips(cameo: Cameo, bob: User, settings: Any) -> None:
    settings.JOBS_AT_ONCE = 9
    grant = bound(cameo, bob, total=2, per_day=2)
    submit(bob, "1")
    run_out(grant)
    submit(bob, "2")
    with pytest.raises(Refused, match=r"consent\.grant_used.*consent\.per_person"):
        submit(bob, "3")


def test_out_of_the_scope_an_approval_that_has_ended_lets_nobody_in(cameo: Cameo, bob: User) -> None:
    run_out(bound(cameo, bob, audience=Audience.DRAFT))
    change_scope(cameo=cameo, scope=Scope.APPROVED, by=cameo.owner)
    with pytest.raises(Refused, match=r"consent\.scope"):
        submit(bob, "1")


def test_what_is_posted_already_is_hidden_by_an_approval_of_drafts_alone(cameo: Cameo, bob: User) -> None:
    posted = make_clip(bob, prompt=SWIMS, cast=[cameo], published=True)
    draft = make_clip(bob, prompt=SWIMS, cast=[cameo])
    bound(cameo, bob, audience=Audience.DRAFT)
    assert Clip.objects.get(pk=posted.pk).withdrawn_at
    assert not Clip.objects.get(pk=draft.pk).withdrawn_at


def test_what_she_lets_stay_stays(cameo: Cameo, bob: User) -> None:
    posted = make_clip(bob, prompt=SWIMS, cast=[cameo], published=True)
    keep_clips(cameo=cameo, clips=[posted.pk], by=cameo.owner)
    bound(cameo, bob, audience=Audience.DRAFT)
    assert Post.objects.visible_to(bob).exists()


def test_what_is_posted_already_is_for_followers_from_then_on(cameo: Cameo, bob: User, carol: User) -> None:
    make_clip(bob, prompt=SWIMS, cast=[cameo], published=True)
    assert Post.objects.visible_to(carol).exists()
    bound(cameo, bob, audience=Audience.FOLLOWERS)
    assert not Post.objects.visible_to(carol).exists()
    assert Post.objects.visible_to(cameo.owner).exists()


def test_approved_anew_from_a_request_they_keep_their_bounds(cameo: Cameo, bob: User) -> None:
    run_out(bound(cameo, bob, audience=Audience.DRAFT, total=3))
    answer_cast(request=make_request(cameo, bob), answer=CastAnswer.PERSON, by=cameo.owner)
    assert Bounds.of(ConsentGrant.objects.active().get()) == Bounds(total=3, audience=Audience.DRAFT)


def test_approved_anew_from_a_request_their_clips_count_on(cameo: Cameo, bob: User) -> None:
    grant = bound(cameo, bob, total=1)
    submit(bob, "1")
    for _ in range(2):
        run_out(grant)
        answer_cast(request=make_request(cameo, bob), answer=CastAnswer.PERSON, by=cameo.owner)
        grant = ConsentGrant.objects.active().get()
        with pytest.raises(Refused, match=r"consent\.grant_used"):
            submit(bob, "2")
    revoke_consent(cameo=cameo, grantee=bob, by=cameo.owner)
    bound(cameo, bob, total=1)
    assert submit(bob, "2")


def test_taken_back_the_bounds_go_too(cameo: Cameo, bob: User) -> None:
    run_out(bound(cameo, bob, audience=Audience.DRAFT))
    revoke_consent(cameo=cameo, grantee=bob, by=cameo.owner)
    clip = make_clip(bob, prompt=SWIMS, cast=[cameo])
    assert publish_clip(clip=clip, caption="", by=bob, country="US")


def test_the_owner_sees_the_bounds_and_is_told_what_taking_them_back_opens(
    cameo: Cameo, bob: User, client: Client
) -> None:
    run_out(bound(cameo, bob, audience=Audience.DRAFT))
    client.force_login(cameo.owner)
    assert "its limits still hold" in client.get(reverse("cameos:mine")).content.decode()
    page = client.get(reverse("generation:change"), {"change": "revoke", "to": "bob"}).content.decode()
    assert "bob is let in by your rules anyway" in page


def test_whoever_is_in_by_name_alone_is_not_said_to_stay(cameo: Cameo, carol: User, client: Client) -> None:
    bound(cameo, carol, total=3)
    client.force_login(cameo.owner)
    page = client.get(reverse("generation:change"), {"change": "revoke", "to": "carol"}).content.decode()
    assert "by your rules anyway" not in page
