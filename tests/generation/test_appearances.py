"""What somebody sees of the clips with them, and what they do with those."""

import csv
import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.services import block
from cameos.models import Cameo, CastRequest, ConsentUse, Scope, UseState
from cameos.services import (
    change_scope,
    change_terms,
    grant_consent,
    pause_cameo,
    resume_cameo,
    revoke_consent,
    take_back_everything,
    withdraw_cameo,
)
from core.decisions import Conflict
from feed.models import Notification
from generation.appearances import appearances_page
from generation.models import Appearance, Clip
from generation.services import (
    Made,
    hide_clips,
    keep_clips,
    remove_clips,
    settle_made,
    unhide_clips,
)
from tests.cameos.asking import terms_form
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.doors import Door
from tests.factories import make_user

pytestmark = pytest.mark.django_db

TEXT = "@alice swims"


@pytest.fixture
def cameo(alice: User) -> Cameo:
    return make_cameo(alice, scope=Scope.EVERYONE)


@pytest.fixture
def clip(cameo: Cameo, carol: User) -> Clip:
    return make_clip(carol, prompt=TEXT, cast=[cameo], published=True)


@pytest.fixture
def draft(cameo: Cameo, bob: User) -> Clip:
    return make_clip(bob, prompt="@alice dances", cast=[cameo])


@pytest.fixture
def dina(db: Any) -> User:
    return make_user("dina")


def allow_once(clip: Clip, request: CastRequest) -> None:
    """The clip came of this yes."""
    ConsentUse.objects.create(
        cameo=request.cameo,
        user=clip.maker,
        job_id=clip.pk,
        clip_id=clip.pk,
        state=UseState.USED,
        policy_version=request.cameo.policy_version,
        request=request,
    )


def seen(clip: Clip) -> bool:
    return Clip.objects.available().filter(pk=clip.pk).exists()


def listed(user: User, **how: str) -> dict[str, Any]:
    return {str(it.clip.pk): it for it in appearances_page(user=user, **how)["shown"]}


def test_she_sees_drafts_of_others_with_their_makers_and_permissions(
    alice: User, cameo: Cameo, clip: Clip, draft: Clip
) -> None:
    page = Door(alice).reads("/likeness/clips/")
    for text in (str(draft.pk), str(clip.pk), "@bob", "@carol", "Open to everyone"):
        assert text in page
    assert Door(alice).finds(listed(alice)[str(draft.pk)].clip.video_url)


def test_a_stranger_sees_nothing_of_a_draft(alice: User, carol: User, draft: Clip) -> None:
    assert str(draft.pk) not in Door(carol).reads("/likeness/clips/")
    assert not Door(carol).finds(listed(alice)[str(draft.pk)].clip.video_url)


def test_each_kind_and_each_maker_has_a_list_of_its_own(
    alice: User, cameo: Cameo, clip: Clip, draft: Clip, carol: User
) -> None:
    remix = make_clip(carol, cast=[cameo], parent=clip)
    assert set(listed(alice, kind="drafts")) == {str(draft.pk), str(remix.pk)}
    assert set(listed(alice, kind="posts")) == {str(clip.pk)}
    assert set(listed(alice, kind="remixes")) == {str(remix.pk)}
    assert set(listed(alice, maker="bob")) == {str(draft.pk)}


def test_pages_follow_each_other_without_gaps_and_queries_do_not_grow(
    alice: User, cameo: Cameo, bob: User, django_assert_max_num_queries: Any
) -> None:
    made = {str(make_clip(bob, cast=[cameo]).pk) for _ in range(30)}
    with django_assert_max_num_queries(12) as few:
        first = appearances_page(user=alice)
    second = appearances_page(user=alice, after=first["next_cursor"])
    assert {str(it.clip.pk) for it in (*first["shown"], *second["shown"])} == made
    assert not second["next_cursor"]
    assert_flat(alice, few)


def assert_flat(alice: User, many: CaptureQueriesContext) -> None:
    Clip.objects.filter(pk__in=list(Clip.objects.values_list("pk", flat=True)[:28])).delete()
    with CaptureQueriesContext(many.connection) as queries:
        appearances_page(user=alice)
    assert len(queries) == len(many)


def test_what_she_hides_is_gone_everywhere_and_comes_back(
    alice: User, cameo: Cameo, clip: Clip, carol: User
) -> None:
    remix = make_clip(carol, cast=[cameo], parent=clip, published=True)
    hide_clips(cameo=cameo, clips=[clip.pk], by=alice)
    assert not seen(clip)
    assert not seen(remix)
    notes = [line.note for line in Notification.objects.of(carol).filter(kind="withdrawn").order_by("pk")]
    assert notes[0] == "@alice has hidden this clip: it shows them."
    unhide_clips(cameo=cameo, clips=[clip.pk], by=alice)
    assert seen(clip)
    assert seen(remix)


def test_she_is_told_which_clips_are_closed_by_her_rules_alone(alice: User, cameo: Cameo, clip: Clip) -> None:
    assert [it.seen for it in appearances_page(user=alice)["shown"]] == [True]
    Cameo.objects.filter(pk=cameo.pk).update(scope=Scope.ONLY_ME)  # before anything has swept
    [it] = appearances_page(user=alice)["shown"]
    assert (it.seen, it.reasons) == (False, ())
    page = Door(alice).reads("/likeness/clips/")
    assert "your rules do not allow it now" in page
    assert f"{clip.pk}/poster" not in page


def test_what_she_removes_is_erased_and_its_maker_reads_why(
    alice: User, cameo: Cameo, draft: Clip, bob: User
) -> None:
    page = Door(alice)
    assert "cannot be undone" in page.submits("/likeness/clips/act/", act=f"remove:{draft.pk}").text
    assert seen(draft), "asked first"
    sure = {"act": "remove", "clip": str(draft.pk), "sure": "1", "version": cameo.policy_version}
    page.submits("/likeness/clips/act/", **sure)
    draft.refresh_from_db()
    assert not draft.video
    assert "removed this clip for good" in Door(bob).reads("/drafts/")
    unhide_clips(cameo=cameo, clips=[draft.pk], by=alice)
    assert not seen(draft)


@pytest.mark.django_db(transaction=True)
def test_the_files_go_with_the_removal(alice: User, cameo: Cameo, draft: Clip) -> None:
    names = [draft.video.name, draft.poster.name]
    remove_clips(cameo=cameo, clips=[draft.pk], by=alice)
    assert not [name for name in names if name and default_storage.exists(name)]


def test_the_buttons_work_without_scripts(alice: User, cameo: Cameo, clip: Clip, draft: Clip) -> None:
    page = Door(alice)
    answer = page.submits("/likeness/clips/act/", act="hide", clip=[str(clip.pk), str(draft.pk)])
    assert not seen(clip)
    assert not seen(draft)
    assert "Undo" in page.reads(answer.url)
    page.submits("/likeness/clips/act/", act=f"unhide:{clip.pk}")
    assert seen(clip)
    page.submits("/likeness/clips/act/", act=f"approve:{clip.pk}")
    assert listed(alice)[str(clip.pk)].approved


def test_nobody_touches_a_clip_that_does_not_show_them(carol: User, alice: User, clip: Clip) -> None:
    make_cameo(carol)
    other = make_clip(alice, published=True)
    for act in ("hide", "remove", "keep"):
        Door(carol).submits(
            "/likeness/clips/act/", act=act, clip=[str(other.pk), "nonsense"], sure="1", version="1"
        )
    assert seen(other)


def test_the_export_holds_everything_and_no_formula(
    alice: User, cameo: Cameo, bob: User, draft: Clip
) -> None:
    make_clip(bob, prompt="=HYPERLINK(1)", cast=[cameo])
    page = Door(alice)
    rows = json.loads(page.reads("/likeness/clips/mine.json"))
    assert {row["clip"] for row in rows} == {str(pk) for pk in Clip.objects.values_list("pk", flat=True)}
    cells = list(csv.DictReader(StringIO(page.reads("/likeness/clips/mine.csv"))))
    assert {row["prompt"] for row in cells} == {"'=HYPERLINK(1)", "'@alice dances"}


class TestMadeAlready:
    def test_narrowing_hides_and_asks(self, alice: User, cameo: Cameo, clip: Clip) -> None:
        page = Door(alice)
        answer = page.submits("/likeness/rules/", **terms_form(cameo, scope="only_me"))
        assert not seen(clip)
        assert "1 clip is hidden because you allow less now" in page.reads(answer.url)
        page.submits("/likeness/made/", made="keep")
        assert seen(clip)

    def test_what_may_stay_stays_until_a_pause_and_not_after_it(
        self, alice: User, cameo: Cameo, clip: Clip
    ) -> None:
        change_scope(cameo=cameo, scope=Scope.ONLY_ME, by=alice)
        settle_made(cameo=cameo, choice=Made.KEEP, by=alice)
        kept = Appearance.objects.kept().get()
        assert kept.kept_version == Cameo.objects.get().policy_version
        pause_cameo(cameo=cameo, by=alice)
        assert not seen(clip)
        resume_cameo(cameo=cameo, by=alice)
        assert not seen(clip)
        assert not Appearance.objects.kept().exists()

    @pytest.mark.parametrize("end", [take_back_everything, withdraw_cameo])
    def test_it_ends_with_everything_else(self, end: Any, alice: User, cameo: Cameo, clip: Clip) -> None:
        keep_clips(cameo=cameo, clips=[clip.pk], by=alice)
        end(cameo=cameo, by=alice)
        assert not seen(clip)
        assert not Appearance.objects.kept().exists()

    def test_what_may_stay_stays_beyond_the_grant(
        self, alice: User, carol: User, cameo: Cameo, clip: Clip
    ) -> None:
        end = timezone.now() + timedelta(days=1)
        grant_consent(cameo=cameo, grantee=carol, by=alice, expires_at=end)
        change_scope(cameo=cameo, scope=Scope.APPROVED, by=alice)
        clip.refresh_from_db()
        assert clip.rests_until == end
        keep_clips(cameo=cameo, clips=[clip.pk], by=alice)
        change_terms(cameo=cameo, terms={"remix": False}, by=alice)
        clip.refresh_from_db()
        assert clip.rests_until is None
        resume_cameo(cameo=pause_cameo(cameo=cameo, by=alice), by=alice)
        clip.refresh_from_db()
        assert clip.rests_until == end

    def test_rules_that_grew_stricter_during_a_pause_hold_after_it(
        self, alice: User, carol: User, cameo: Cameo, clip: Clip
    ) -> None:
        drinks = make_clip(carol, prompt="@alice drinks whisky", cast=[cameo], published=True)
        pause_cameo(cameo=cameo, by=alice)
        change_terms(cameo=cameo, terms={"forbidden": ["alcohol"]}, by=alice)
        resume_cameo(cameo=cameo, by=alice)
        assert (seen(clip), seen(drinks)) == (True, False)

    def test_it_ends_with_a_block_for_good(self, alice: User, carol: User, cameo: Cameo, clip: Clip) -> None:
        keep_clips(cameo=cameo, clips=[clip.pk], by=alice)
        block(user=carol, by=alice)
        assert not seen(clip)
        assert keep_clips(cameo=cameo, clips=[clip.pk], by=alice) == []
        assert not seen(clip)

    def test_nothing_can_stay_during_a_pause(self, alice: User, cameo: Cameo, clip: Clip) -> None:
        pause_cameo(cameo=cameo, by=alice)
        with pytest.raises(Conflict):
            keep_clips(cameo=cameo, clips=[clip.pk], by=alice)

    def test_a_revoked_grant_asks_too(self, alice: User, carol: User, clip: Clip, cameo: Cameo) -> None:
        grant_consent(cameo=cameo, grantee=carol, by=alice)
        change_scope(cameo=cameo, scope=Scope.APPROVED, by=alice)
        assert seen(clip)
        revoke_consent(cameo=cameo, grantee=carol, by=alice)
        assert not seen(clip)
        settle_made(cameo=cameo, choice=Made.REMOVE, by=alice, maker=carol)
        assert Clip.objects.get().video.name == ""
