"""A clip that was posted and taken away: who could see it is told so; to others it never was."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Block, User
from cameos.models import Audience, Cameo, Scope
from cameos.services import Bounds, grant_consent, pause_cameo, withdraw_cameo
from feed.services import publish_clip
from generation.models import Clip, Ground
from generation.services import hide_clips, withdraw_clip
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.doors import Door

pytestmark = pytest.mark.django_db

PROMPT = "@alice swims in a very blue lake"


@pytest.fixture
def cameo(alice: User) -> Cameo:
    return make_cameo(alice, scope=Scope.MUTUALS)


@pytest.fixture
def clip(cameo: Cameo, bob: User) -> Clip:
    return make_clip(bob, prompt=PROMPT, cast=[cameo], published=True)


End = Callable[[Cameo, Clip], object]
SHOWN = "Somebody whom it shows does not allow it any more."


def on(ground: Ground) -> End:
    return lambda cameo, clip: withdraw_clip(clip=clip, ground=ground, source="case:1")


ENDS: dict[str, tuple[End, str]] = {
    "a likeness deleted": (lambda cameo, clip: withdraw_cameo(cameo=cameo, by=cameo.owner), SHOWN),
    "a pause": (lambda cameo, clip: pause_cameo(cameo=cameo, by=cameo.owner), SHOWN),
    "before any sweep": (lambda cameo, clip: Cameo.objects.update(paused_at=timezone.now()), SHOWN),
    "this clip hidden": (lambda cameo, clip: hide_clips(cameo=cameo, clips=[clip.pk], by=cameo.owner), SHOWN),
    "a ruling": (on(Ground.MODERATION), "It was taken down."),
    "a license": (on(Ground.LICENSE), "A license that it rested on has ended."),
    "the clock": (on(Ground.EXPIRY), "A permission that it rested on has run out."),
    "what it remixed": (on(Ground.ANCESTOR), "The clip that it remixed is no longer here."),
}


@pytest.mark.parametrize("how", ENDS)
def test_who_could_see_it_is_told_why_it_is_gone_and_no_more(
    how: str, cameo: Cameo, clip: Clip, alice: User, bob: User, carol: User
) -> None:
    end, why = ENDS[how]
    end(cameo, clip)
    for viewer in (alice, bob, carol):
        answer = Door(viewer).gets(f"/c/{clip.pk}/")
        main = answer.text[answer.text.index("<main") : answer.text.index("</main")]
        assert answer.status_code == 410
        assert f">{why}<" in main
        assert not [word for word in ("lake", "alice", "bob") if word in main]


def test_to_others_it_is_an_address_like_any(cameo: Cameo, alice: User, bob: User, carol: User) -> None:
    """A draft, a clip that was for followers, one that is deleted, one behind a block, and none at all."""
    draft, deleted, behind = (make_clip(bob, cast=[cameo]) for _ in range(3))
    Clip.objects.filter(pk__in=[deleted.pk, behind.pk]).update(published_at=timezone.now())
    Clip.objects.filter(pk=deleted.pk).update(deleted_at=timezone.now())
    grant_consent(cameo=cameo, grantee=bob, by=alice, bounds=Bounds(audience=Audience.FOLLOWERS))
    few = make_clip(bob, prompt=PROMPT, cast=[cameo])
    publish_clip(clip=few, caption="", by=bob, country="US")
    pause_cameo(cameo=cameo, by=alice)
    door, questions = Door(carol), set()
    for pk in (draft.pk, deleted.pk, few.pk, uuid4()):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = door.gets(f"/c/{pk}/")
        questions.add(len(asked))
        assert answer.status_code == 404
        assert "There is nothing here" in answer.text
    assert len(questions) == 1, "nor does the time tell them apart"
    Block.objects.create(blocker=bob, blocked=carol)
    assert door.gets(f"/c/{behind.pk}/").status_code == 404


def test_a_script_is_told_too(cameo: Cameo, clip: Clip, carol: User) -> None:
    pause_cameo(cameo=cameo, by=cameo.owner)
    assert Door(carol).gets(f"/c/{clip.pk}/", **{"HX-Request": "true"}).status_code == 410
    assert Door(carol).gets(f"/c/{clip.pk}/fragment/").status_code == 404
