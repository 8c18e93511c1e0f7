"""Before a change somebody sees what it would touch."""

import pytest

from accounts.models import User
from cameos import changes
from cameos.models import Cameo, Scope
from cameos.services import (
    CastAnswer,
    answer_cast,
    change_scope,
    grant_consent,
)
from generation.changing import ask_for
from generation.models import Clip, Job, JobState
from generation.orders import Order
from generation.preview import touched_by
from generation.services import (
    Made,
    submit_job,
)
from tests.cameos.asking import make_request
from tests.cameos.factories import make_being
from tests.clips import make_clip
from tests.doors import Door
from tests.generation.test_appearances import TEXT, allow_once, seen
from tests.generation.test_appearances import cameo as cameo  # noqa: PLC0414 (fixtures)
from tests.generation.test_appearances import clip as clip  # noqa: PLC0414
from tests.generation.test_appearances import dina as dina  # noqa: PLC0414
from tests.generation.test_appearances import draft as draft  # noqa: PLC0414
from tests.wallets import wallet_of

pytestmark = pytest.mark.django_db


class TestPreview:
    @pytest.fixture
    def world(self, clip: Clip, draft: Clip, carol: User) -> None:
        """A post and a draft with alice."""

    @pytest.fixture
    def job(self, cameo: Cameo, bob: User) -> Job:
        return submit_job(order=Order(TEXT, "one", country="US"), by=bob)

    def test_it_counts_what_would_go_and_by_whom(
        self, cameo: Cameo, clip: Clip, draft: Clip, job: Job, alice: User
    ) -> None:
        own = make_clip(alice, cast=[cameo], published=True)
        make_clip(alice, cast=[cameo], parent=clip, published=True)
        found = touched_by(cameos=[cameo], change=changes.narrowed(Scope.ONLY_ME))
        assert (found.waiting, found.running, found.drafts, found.posts, found.remixes) == (1, 0, 1, 1, 1)
        assert [(it.maker.username, it.jobs, it.drafts, it.posts) for it in found.makers] == [
            ("bob", 1, 1, 0),
            ("carol", 0, 0, 1),
        ]
        mutuals = touched_by(cameos=[cameo], change=changes.narrowed(Scope.MUTUALS))
        assert (mutuals.waiting, mutuals.drafts, mutuals.posts) == (0, 0, 1)
        paused = touched_by(cameos=[cameo], change=changes.paused(), ends_kept=True)
        assert paused.posts == 3
        assert seen(own), "nothing has happened"

    @pytest.mark.parametrize("what", ["revoke", "approved", "only_me", "clear"])
    def test_a_clip_that_was_allowed_once_is_counted_where_it_goes(
        self, what: str, alice: User, cameo: Cameo, dina: User
    ) -> None:
        """Dina is approved, and was allowed one clip beside that: this one outlasts the approval."""
        grant_consent(cameo=cameo, grantee=dina, by=alice)
        own, by_name = (make_clip(dina, prompt=TEXT, cast=[cameo]) for _ in range(2))
        request = answer_cast(request=make_request(cameo, dina, TEXT), answer=CastAnswer.ONCE, by=alice)
        allow_once(own, request)
        change_scope(cameo=cameo, scope=Scope.MUTUALS, by=alice)
        asked = ask_for(
            cameo=Cameo.objects.select_related("owner").get(),
            what="narrow" if what in Scope.values else what,
            to={"revoke": "dina"}.get(what, what),
            by=alice,
        )
        expected = asked.preview().drafts
        asked.carry_out(Made.HIDE)
        gone = [clip for clip in (own, by_name) if not seen(clip)]
        assert expected == len(gone) == {"revoke": 1, "approved": 0, "only_me": 2, "clear": 2}[what]

    @pytest.mark.usefixtures("world")
    @pytest.mark.parametrize("what", ["narrow", "pause", "clear", "delete", "block"])
    def test_what_it_says_is_what_happens(self, what: str, alice: User, job: Job) -> None:
        page, to = Door(alice), {"narrow": "only_me", "block": "carol"}.get(what, "")
        before = Clip.objects.available().count()
        text = page.reads(f"/likeness/change/?change={what}&to={to}")
        assert "as of now" in text
        page.submits("/likeness/change/", change=what, to=to)
        gone = before - Clip.objects.available().count()
        assert gone == (1 if what == "block" else 2)
        job.refresh_from_db()
        assert job.state == (JobState.QUEUED if what == "block" else JobState.FAILED)
        assert wallet_of(job.user).held == (job.cost if what == "block" else 0)

    def test_the_choice_is_made_in_the_same_step(self, alice: User, cameo: Cameo, clip: Clip) -> None:
        Door(alice).submits("/likeness/change/", change="narrow", to="only_me", made="keep")
        assert Cameo.objects.get().scope == Scope.ONLY_ME
        assert seen(clip)

    def test_removing_for_good_is_asked_about_once_more(self, alice: User, cameo: Cameo, clip: Clip) -> None:
        wish = {"change": "narrow", "to": "only_me", "made": "remove"}
        answer = Door(alice).submits("/likeness/change/", **wish)
        assert answer["Location"] == "/likeness/made/"
        assert Cameo.objects.get().scope == Scope.ONLY_ME
        assert not seen(clip)
        assert Clip.objects.get(pk=clip.pk).deleted_at is None

    def test_a_pause_of_a_person_is_of_all_that_is_theirs(
        self, alice: User, cameo: Cameo, carol: User
    ) -> None:
        rex = make_being("rex", alice, scope=Scope.EVERYONE)
        make_clip(carol, cast=[rex], published=True)
        make_clip(carol, cast=[cameo, rex], published=True)
        fresh = Cameo.objects.select_related("owner").get(pk=cameo.pk)
        asked = ask_for(cameo=fresh, what="pause", to="", by=alice)
        assert asked.preview().posts == 2, "what shows both counts once"
        Door(alice).submits("/likeness/change/", change="pause", to="")
        assert not Cameo.objects.usable().exists()
        text = Door(alice).reads("/likeness/paused/")
        assert "All uses are paused" in text
        assert ">2<" in text
        assert "@rex is paused" in Door(alice).reads("/likeness/beings/rex/paused/")

    def test_a_block_shows_what_it_touches_of_all_that_is_theirs(
        self, alice: User, cameo: Cameo, carol: User
    ) -> None:
        rex = make_being("rex", alice, scope=Scope.EVERYONE)
        make_clip(carol, cast=[rex], published=True)
        fresh = Cameo.objects.select_related("owner").get(pk=cameo.pk)
        asked = ask_for(cameo=fresh, what="block", to="carol", by=alice)
        assert asked.preview().posts == 1
        asked.carry_out(Made.HIDE)
        assert asked.preview().posts == 0

    def test_a_change_that_is_none_leads_back(self, alice: User, cameo: Cameo) -> None:
        for wish in ("change=narrow&to=everyone", "change=revoke&to=nobody", "change=block&to=alice", ""):
            assert Door(alice).gets(f"/likeness/change/?{wish}").status_code == 302
