"""The owner looks at a clip before it is posted; and the page with what they are asked."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cameos.models import Approval, Cameo, CastRequest, CastState, ConsentUse, Scope
from cameos.services import (
    CastAnswer,
    answer_look,
    change_terms,
)
from core.decisions import Conflict, Refused
from feed.models import NoticeKind
from feed.services import publish_clip
from generation.media.links import link
from generation.models import Clip
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.generation.asking import TEXT, ask, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def cameo(alice: User) -> Cameo:
    return make_cameo(alice, scope=Scope.APPROVED)


class TestLooks:
    @pytest.fixture
    def clip(self, cameo: Cameo, alice: User, bob: User) -> Clip:
        change_terms(cameo=cameo, terms={"scope": Scope.MUTUALS, "approval": Approval.CLIP}, by=alice)
        return make_clip(bob, prompt=TEXT, cast=[cameo])

    def post(self, clip: Clip) -> object:
        return publish_clip(clip=clip, caption="", by=clip.maker, country="US")

    def refused(self, clip: Clip) -> str:
        with pytest.raises(Refused) as refusal:
            self.post(clip)
        [reason] = refusal.value.decision.reasons
        assert reason.code == "consent.look"
        return reason.message

    def test_a_draft_waits_for_the_person_by_name(self, clip: Clip, alice: User) -> None:
        assert "waits for @alice" in self.refused(clip)
        self.refused(clip)
        assert told(alice, NoticeKind.LOOK_ASKED) == 1

    def test_a_yes_lets_it_be_posted(self, clip: Clip, alice: User, bob: User) -> None:
        self.refused(clip)
        answer_look(use=ConsentUse.objects.get(), allowed=True, by=alice)
        assert told(bob, NoticeKind.APPROVED) == 1
        assert self.post(clip)

    def test_a_no_keeps_it_a_draft(self, clip: Clip, alice: User, bob: User) -> None:
        self.refused(clip)
        answer_look(use=ConsentUse.objects.get(), allowed=False, by=alice)
        self.refused(clip)
        assert told(bob, NoticeKind.LOOK_REFUSED) == 1
        assert told(alice, NoticeKind.LOOK_ASKED) == 1
        with pytest.raises(Conflict):
            answer_look(use=ConsentUse.objects.get(), allowed=True, by=alice)

    def test_a_yes_grows_old_and_is_asked_for_again(self, clip: Clip, alice: User) -> None:
        self.refused(clip)
        answer_look(use=ConsentUse.objects.get(), allowed=True, by=alice)
        ConsentUse.objects.update(approved_until=timezone.now() - timedelta(seconds=1))
        self.refused(clip)
        assert ConsentUse.objects.get().answered_at is None

    def test_nobody_else_answers(self, clip: Clip, bob: User, client: Client) -> None:
        self.refused(clip)
        client.force_login(bob)
        use = ConsentUse.objects.get()
        assert (
            client.post(reverse("cameos:answer_look", args=[use.pk]), {"allowed": "yes"}).status_code == 404
        )
        with pytest.raises(Cameo.DoesNotExist):
            answer_look(use=use, allowed=True, by=bob)

    def test_outside_friends_only(self, clip: Clip, alice: User, carol: User) -> None:
        terms = {"scope": Scope.EVERYONE, "approval": Approval.OUTSIDE}
        change_terms(cameo=alice.cameos.get(), terms=terms, by=alice)
        assert self.post(clip)
        self.refused(make_clip(carol, prompt=TEXT, cast=[alice.cameos.get()]))

    def test_the_person_sees_the_draft_on_their_page_and_can_play_it(
        self, clip: Clip, alice: User, carol: User, client: Client
    ) -> None:
        self.refused(clip)
        client.force_login(alice)
        page = client.get(reverse("generation:cast_requests")).content.decode()
        assert "It may be posted" in page
        video = client.get(link(clip, "video", alice))
        assert video.status_code == 200
        assert b"".join(video)
        client.force_login(carol)
        assert client.get(link(clip, "video", carol)).status_code == 404


class TestPage:
    @pytest.mark.parametrize("said", list(CastAnswer))
    def test_each_answer_is_a_button(
        self, said: CastAnswer, cameo: Cameo, carol: User, client: Client
    ) -> None:
        request = ask(carol)
        client.force_login(cameo.owner)
        page = client.get(reverse("generation:cast_requests")).content.decode()
        assert TEXT in page
        where = reverse("cameos:answer_request", args=[request.pk])
        assert client.post(where, {"answer": said, "words": "ok"}).status_code == 302
        request.refresh_from_db()
        assert request.state != CastState.OPEN

    def test_the_composer_asks_without_scripts(self, cameo: Cameo, carol: User, client: Client) -> None:
        client.force_login(carol)
        page = client.post(reverse("generation:create"), {"text": TEXT}).content.decode()
        assert 'name="people" value="alice"' in page
        answered = client.post(reverse("generation:wait"), {"text": TEXT, "people": "alice", "note": "Hi"})
        assert answered.status_code == 302
        assert CastRequest.objects.get().note == "Hi"

    def test_a_stranger_answers_nothing(self, cameo: Cameo, carol: User, client: Client) -> None:
        request = ask(carol)
        client.force_login(carol)
        for name in ("answer_request", "revoke_request"):
            where = reverse(f"cameos:{name}", args=[request.pk])
            assert client.post(where, {"answer": "once"}).status_code == 404

    def test_the_page_takes_as_many_queries_however_much_there_is(
        self, cameo: Cameo, carol: User, client: Client
    ) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as seen:
                client.get(reverse("generation:cast_requests"))
            return len(seen)

        client.force_login(cameo.owner)
        ask(carol)
        queries()
        few = queries()
        for verb in ("rides", "sings", "sleeps"):
            ask(carol, f"@alice {verb}")
        assert queries() == few
