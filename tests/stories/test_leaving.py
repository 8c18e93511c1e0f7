"""Somebody closes their account."""

import pytest
from django.core.files.storage import default_storage
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from feed.models import Post
from generation.models import Clip
from tests.clips import make_clip
from tests.factories import PASSWORD
from tests.stories.members import Member
from tests.wallets import wallet_of

pytestmark = [pytest.mark.verify, pytest.mark.django_db]


def test_the_copy_of_ones_data_tells_what_was_asked_for_made_and_paid(ann: Member, ben: Member) -> None:
    clip = ann.posts("a fox in the snow")
    ben.posts("a horse without a rider")
    job = ann.asks("/api/jobs/", text="a bear in the snow").json()["id"]
    copy = ann.gets("/settings/data/").json()
    assert {each["prompt"] for each in copy["generation"]["clips"]} == {"a fox in the snow"}
    assert str(clip.pk) in [each["id"] for each in copy["generation"]["clips"]]
    assert [each["prompt"] for each in copy["generation"]["jobs"] if each["id"] == job] == [
        "a bear in the snow"
    ]
    assert f"job:{job}" in [entry["key"] for entry in copy["billing"]["ledger"]]


def test_who_leaves_takes_their_clips_their_likeness_and_their_jobs_along(
    ann: Member, ben: Member, cat: Member
) -> None:
    ann.enrolls()
    ann.lets(ben)
    own = ann.posts("a fox in the snow")
    with_her = ben.posts("@alice rides a white horse", cast=[ann.user.cameos.get()])
    untouched = ben.posts("a horse without a rider")
    job = ann.asks("/api/jobs/", text="a bear in the snow").json()["id"]
    waiting = ben.asks("/api/jobs/", text="@alice swims").json()["id"]
    portrait = "/likeness/alice/portrait"
    assert ben.finds(portrait)
    assert cat.sees(own)
    assert cat.sees(with_her)
    assert wallet_of(ann.user).held > 0

    assert ann.submits("/settings/close/", password="a guess").status_code == 422
    assert cat.sees(own)
    assert ann.submits("/settings/close/", password=PASSWORD).status_code == 200

    for member in (ben, cat):
        assert not member.finds(f"/c/{own.pk}/")
        assert not member.finds(member.kept[str(own.pk)]) if str(own.pk) in member.kept else True
        assert not member.sees(with_her)
        assert member.sees(untouched)
        assert not member.finds("/@alice/")
        assert not member.finds(portrait)
    assert not Post.objects.visible_to(ben.user).filter(clip=own).exists()
    assert str(own.pk) not in ben.reads("/")
    assert ann.gets("/drafts/").status_code == 302, "the session ends with the account"

    gone = User.objects.get(pk=ann.user.pk)
    assert (gone.is_active, gone.birth_date, "alice" in gone.email) == (False, None, False)
    assert gone.jobs.get(pk=job).state == "cancelled"
    assert (wallet_of(gone).held, wallet_of(gone).available) == (0, 120)
    assert ben.gets(f"/api/jobs/{waiting}/").json()["state"] == "failed"
    assert (wallet_of(ben.user).held, wallet_of(ben.user).available) == (0, 120)
    assert ben.was_told("withdrawn")


def files(*clips: Clip) -> set[str]:
    return {str(file.name) for clip in clips for file in (clip.video, clip.poster, clip.captions)}


def test_their_clips_are_deleted_posted_or_not_with_files_and_remixes(
    ann: Member, ben: Member, cat: Member, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    own, draft = ann.posts("a fox in the snow"), make_clip(ann.user)
    of_it = ben.posts("the same at night", parent=own)
    of_that = cat.posts("and in the rain", parent=of_it)
    drafted = make_clip(ben.user, parent=own)
    apart = ben.posts("a horse without a rider")
    kept, gone = files(of_it, of_that, drafted, apart), files(own, draft)
    assert all(default_storage.exists(name) for name in kept | gone)

    with django_capture_on_commit_callbacks(execute=True):
        assert ann.submits("/settings/close/", password=PASSWORD).status_code == 200

    for member in (ben, cat):
        assert not any(member.sees(clip) for clip in (of_it, of_that))
        assert member.sees(apart)
    assert ben.asks("/api/posts/", clip=str(drafted.pk)).status_code == 403
    assert set(ben.was_told("withdrawn")) == {"The clip that it remixes is no longer available."}
    assert {name for name in kept | gone if default_storage.exists(name)} == kept
    assert not Clip.objects.of(ann.user).exists()
    assert not ann.user.notifications.exists()
