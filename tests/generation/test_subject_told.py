"""What the pages of a subject say to them: about their own deeds as such, and of a change what it changed."""

import pytest

from accounts.models import User
from cameos.models import Cameo, Scope
from cameos.services import change_scope, pause_cameo
from generation.appearances import appearances_page
from generation.models import Clip
from generation.services import hide_clips, remove_clips
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.doors import Door

pytestmark = pytest.mark.django_db


@pytest.fixture
def cameo(alice: User) -> Cameo:
    return make_cameo(alice, scope=Scope.EVERYONE)


@pytest.fixture
def clip(cameo: Cameo, carol: User) -> Clip:
    return make_clip(carol, cast=[cameo], published=True)


@pytest.fixture
def draft(cameo: Cameo, bob: User) -> Clip:
    return make_clip(bob, cast=[cameo])


def reasons(user: User) -> dict[str, tuple[str, ...]]:
    return {str(it.clip.pk): it.reasons for it in appearances_page(user=user)["shown"]}


def test_what_is_hidden_by_her_own_will_is_said_to_her_as_such(
    alice: User, cameo: Cameo, clip: Clip, draft: Clip, bob: User
) -> None:
    hide_clips(cameo=cameo, clips=[clip.pk], by=alice)
    remove_clips(cameo=cameo, clips=[draft.pk], by=alice)
    assert reasons(alice) == {
        str(clip.pk): ("You have hidden it.",),
        str(draft.pk): ("You have removed it for good.",),
    }


def test_so_is_what_her_rules_hide_and_what_a_pause_does(
    alice: User, cameo: Cameo, clip: Clip, draft: Clip
) -> None:
    cameo = change_scope(cameo=cameo, scope=Scope.MUTUALS, by=alice)
    assert reasons(alice)[str(clip.pk)] == ("Your rules do not allow it now.",)
    pause_cameo(cameo=cameo, by=alice)
    assert reasons(alice)[str(draft.pk)] == ("Your pause hides it.",)


@pytest.mark.parametrize("act", ["approve", "hide", "remove"])
def test_with_nothing_ticked_she_is_told_so(act: str, alice: User, clip: Clip) -> None:
    page = Door(alice)
    answer = page.submits("/likeness/clips/act/", act=act)
    assert "Tick at least one clip." in page.reads(answer.url)
    assert Clip.objects.available().filter(pk=clip.pk).exists()


def test_approving_somebody_asks_about_nothing_that_was_hidden_before(
    alice: User, carol: User, cameo: Cameo, clip: Clip
) -> None:
    cameo = change_scope(cameo=cameo, scope=Scope.APPROVED, by=alice)
    page, who = Door(alice), {"handle": "carol", "days": "0", "verdict": "allow"}
    lands = page.gets(page.submits("/likeness/grants/", version=cameo.policy_version, **who).url)
    assert lands.url == "/likeness/"
    lands = page.gets(page.submits("/likeness/grants/", handle="carol", days="0", verdict="deny").url)
    assert lands.url == "/likeness/", "it was hidden before"
    assert "1 clip is hidden" in page.reads("/likeness/made/")


@pytest.mark.parametrize(
    ("what", "named"),
    [
        ("pause", "Pause all uses"),
        ("delete", "Delete for good"),
        ("clear", "Take back everything"),
        ("block&to=bob", "Block"),
        ("narrow&to=only_me", "Allow only this"),
    ],
)
def test_the_button_names_the_act(what: str, named: str, alice: User, bob: User, cameo: Cameo) -> None:
    assert f">{named}</button>" in Door(alice).reads(f"/likeness/change/?change={what}")
