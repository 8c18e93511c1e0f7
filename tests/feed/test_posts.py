"""Posting a draft, and taking it back."""

import pytest

from accounts.models import User
from accounts.services import suspend_member
from core.decisions import Refused
from feed.models import Like, NoticeKind, Notification, Post
from feed.services import like, publish_clip, unpublish_clip
from generation.models import Clip, Ground, Screening, Stage
from generation.services import withdraw_clip
from tests.clips import make_clip
from tests.races.actors import all_at_once
from tests.rights.factories import make_license, make_work

pytestmark = pytest.mark.django_db


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.decision.reasons]


def test_a_draft_is_seen_by_others_from_the_moment_it_is_posted(alice: User, bob: User) -> None:
    clip = make_clip(alice)
    assert not Post.objects.visible_to(bob).exists()
    post = publish_clip(clip=clip, caption="  Snow\u202e again ", by=alice, country="US")
    assert Post.objects.visible_to(bob).get() == post
    assert (post.maker, post.caption) == (alice, "Snow again")
    assert Clip.objects.shown_to(bob).get() == clip


def test_posting_twice_is_one_post_and_one_screening(alice: User) -> None:
    clip = make_clip(alice)
    posts = {publish_clip(clip=clip, caption="", by=alice, country="US").pk for _ in range(2)}
    assert len(posts) == 1
    assert Screening.objects.filter(stage=Stage.PUBLISH, allowed=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_posting_from_six_tabs_at_once_is_one_post(alice: User) -> None:
    clip = make_clip(alice)
    answers = all_at_once([lambda: publish_clip(clip=clip, caption="", by=alice, country="US")] * 6)
    assert len({answer.pk for answer in answers if isinstance(answer, Post)}) == 1
    assert [error for error in answers if isinstance(error, BaseException)] == []


def test_a_refusal_is_kept_on_record(alice: User, bob: User) -> None:
    clip = make_clip(alice)
    suspend_member(user=alice, reason="spam", by=bob)
    alice.refresh_from_db()
    with pytest.raises(Refused) as refused:
        publish_clip(clip=clip, caption="", by=alice, country="US")
    assert codes(refused) == ["account.suspended"]
    [screening] = Screening.objects.filter(stage=Stage.PUBLISH)
    assert (screening.allowed, [reason["code"] for reason in screening.reasons]) == (
        False,
        ["account.suspended"],
    )
    assert not Post.objects.exists()
    assert Clip.objects.get().published_at is None


def test_nobody_posts_the_clip_of_another(alice: User, bob: User) -> None:
    clip = make_clip(alice)
    with pytest.raises(Refused) as refused:
        publish_clip(clip=clip, caption="", by=bob, country="US")
    assert codes(refused) == ["clip.not_yours"]


def test_a_withdrawn_draft_cannot_be_posted(alice: User) -> None:
    clip = make_clip(alice)
    withdraw_clip(clip=clip, ground=Ground.CONSENT, source="cameo:1")
    with pytest.raises(Refused) as refused:
        publish_clip(clip=clip, caption="", by=alice, country="US")
    assert codes(refused) == ["clip.withdrawn"]


def test_the_gate_reads_the_caption_too(alice: User) -> None:
    work = make_work("Captain Nimbus", holder="Nimbus Pictures")
    clip = make_clip(alice)
    with pytest.raises(Refused) as refused:
        publish_clip(clip=clip, caption="Me as Captain Nimbus", by=alice, country="US")
    assert [code.split(".")[0] for code in codes(refused)] == ["rights"]
    license = make_license(work)
    publish_clip(clip=clip, caption="Me as Captain Nimbus", by=alice, country="US")
    assert list(clip.licenses.all()) == [license]


def test_a_caption_has_an_end(alice: User) -> None:
    with pytest.raises(Refused) as refused:
        publish_clip(clip=make_clip(alice), caption="x" * 301, by=alice, country="US")
    assert codes(refused) == ["caption.long"]


def test_taken_back_it_is_a_draft_without_likes_and_can_be_posted_again(alice: User, bob: User) -> None:
    clip = make_clip(alice)
    post = publish_clip(clip=clip, caption="", by=alice, country="US")
    like(post=post, by=bob)
    for _ in range(2):
        unpublish_clip(clip=clip, by=alice)
    clip.refresh_from_db()
    assert clip.published_at is None
    assert not Post.objects.exists()
    assert not Like.objects.exists()
    again = publish_clip(clip=clip, caption="", by=alice, country="US")
    assert (again.pk != post.pk, again.like_count) == (True, 0)


def test_only_the_maker_takes_a_post_back(alice: User, bob: User) -> None:
    clip = make_clip(alice, published=True)
    with pytest.raises(Clip.DoesNotExist):
        unpublish_clip(clip=clip, by=bob)
    assert Post.objects.visible_to(bob).exists()


def test_a_like_of_an_old_post_is_news_again_on_the_new_one(alice: User, bob: User) -> None:
    clip = make_clip(alice)
    for _ in range(2):
        like(post=publish_clip(clip=clip, caption="", by=alice, country="US"), by=bob)
        unpublish_clip(clip=clip, by=alice)
    assert Notification.objects.of(alice).filter(kind=NoticeKind.LIKED).count() == 2
