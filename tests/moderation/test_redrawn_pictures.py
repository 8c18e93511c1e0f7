"""A picture in which faces were redrawn is a case; a moderator sees both, and lets it in or refuses it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from cameos.faces import FacesUnavailable
from cameos.models import Scope
from cameos.services import deny_person, recognizing, withdraw_cameo
from core.decisions import Conflict, Refused
from core.models import AuditEvent
from generation.models import Clip, Picture, PictureState
from generation.orders import Order
from generation.services import drop_picture, lapse_pictures, submit_job
from generation.services.blocking import block_pictures
from moderation import receivers
from moderation.models import Case, CaseState, Verdict
from moderation.policies import may_rule_on
from moderation.queries import count_cases
from moderation.services import allow_picture, refuse_picture, remove_clip
from tests.clips import make_clip
from tests.factories import make_user
from tests.generation.faces import Shows, bring, enroll, face_of
from tests.generation.faces import shows as shows  # noqa: PLC0414 (a fixture)
from tests.generation.redrawn import NOBODY, age
from tests.moderation.test_pages import signed_in

pytestmark = pytest.mark.django_db

FILES = ("moderation:original_picture", "moderation:redrawn_picture")


@pytest.fixture(autouse=True)
def _allowed(settings: Settings) -> None:
    settings.PICTURE_STRANGERS = "stylize"


@pytest.fixture
def asked(alice: User, bob: User, shows: Shows) -> Case:
    """alice's picture of bob, who lets her, and of somebody else waits for a moderator."""
    enroll(bob, Scope.EVERYONE)
    shows(face_of("bob"), NOBODY, then=[[face_of("bob")]])
    return Case.objects.get(picture=bring(alice, redraw=True))


def now(case: Case) -> Case:
    return Case.objects.select_related("picture").get(pk=case.pk)


def picture_of(case: Case) -> Picture:
    picture = now(case).picture
    assert picture
    return picture


def page_of(case: Case, by: User) -> str:
    content: str = signed_in(by).get(reverse("moderation:case", args=[case.pk])).content.decode()
    return content


class TestTheCase:
    def test_it_is_in_the_queue_until_it_is_decided(self, asked: Case, moderator: User) -> None:
        assert (asked.thing, asked.maker.username) == ("picture", "alice")
        assert list(Case.objects.in_state(CaseState.OPEN)) == [asked]
        ruling = allow_picture(case=asked, by=moderator, reason="Two grown-ups at a lake.")
        assert (ruling.verdict, now(asked).state) == (Verdict.ALLOW, CaseState.ALLOWED)
        assert picture_of(asked).is_ready
        assert AuditEvent.objects.filter(verb="case.allowed", actor=f"user:{moderator.pk}").exists()

    def test_refused_its_maker_reads_the_reason(self, asked: Case, moderator: User) -> None:
        refuse_picture(case=asked, by=moderator, reason="The girl on the left is a child.")
        assert (now(asked).state, picture_of(asked).state) == (CaseState.REFUSED, PictureState.REFUSED)
        [line] = asked.maker.notifications.filter(kind="picture_refused")
        assert line.note == "The girl on the left is a child."

    def test_what_its_maker_has_taken_back_leaves_the_queue_and_tells_them_nothing(
        self, asked: Case, moderator: User
    ) -> None:
        drop_picture(picture=picture_of(asked), by=asked.maker)
        assert now(asked).state == CaseState.LAPSED
        assert count_cases()["open"] == 0
        for rule in (allow_picture, refuse_picture):
            with pytest.raises(Conflict, match="This case is now: Not decided"):
                rule(case=asked, by=moderator, reason="late")
        assert not asked.maker.notifications.filter(kind="picture_refused").exists()

    def test_and_so_does_what_goes_with_somebody_in_it(self, asked: Case, bob: User) -> None:
        withdraw_cameo(cameo=picture_of(asked).likenesses.get(), by=bob)
        assert now(asked).state == CaseState.LAPSED

    def test_whoever_takes_it_back_does_not_wait_for_one_who_decides(
        self, asked: Case, moderator: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The case stays open then, is in no queue, and nothing is left to choose on it."""
        monkeypatch.setattr(receivers, "lapse_case", _held)
        drop_picture(picture=picture_of(asked), by=asked.maker)
        assert (now(asked).state, picture_of(asked).state) == (CaseState.OPEN, PictureState.GONE)
        assert count_cases()["open"] == 0
        assert not Case.objects.in_state(CaseState.OPEN).exists()
        for rule in (allow_picture, refuse_picture):
            with pytest.raises(Conflict, match="no longer waits"):
                rule(case=asked, by=moderator, reason="late")
        page = page_of(asked, moderator)
        assert 'data-testid="decide"' not in page
        assert "no longer shown" in page

    def test_after_seven_days_it_lapses(self, asked: Case) -> None:
        age(days=8)
        assert lapse_pictures() == 1
        assert now(asked).state == CaseState.LAPSED

    def test_one_decision_and_no_second(self, asked: Case, moderator: User, second_moderator: User) -> None:
        refuse_picture(case=asked, by=moderator, reason="A child.")
        with pytest.raises(Conflict):
            allow_picture(case=asked, by=second_moderator, reason="None.")
        assert picture_of(asked).state == PictureState.REFUSED

    def test_it_is_not_removed_like_a_clip(self, asked: Case, moderator: User) -> None:
        with pytest.raises(Conflict):
            remove_clip(case=asked, by=moderator, reason="mixed up")

    def test_a_no_that_came_meanwhile_undoes_the_ruling(
        self, asked: Case, moderator: User, bob: User
    ) -> None:
        deny_person(cameo=picture_of(asked).likenesses.get(), person=asked.maker, by=bob)
        with pytest.raises(Conflict, match="cannot be let in as things are"):
            allow_picture(case=asked, by=moderator, reason="Two grown-ups.")
        assert now(asked).state == CaseState.OPEN
        assert not asked.rulings.exists()
        refuse_picture(case=asked, by=moderator, reason="It can no longer be used.")

    def test_who_was_enrolled_since_is_compared_first(
        self, asked: Case, moderator: User, carol: User, shows: Shows
    ) -> None:
        enroll(carol)
        shows(face_of("bob"))
        allow_picture(case=asked, by=moderator, reason="Two grown-ups.")
        assert picture_of(asked).is_ready

    def test_and_keeps_it_out_if_it_is_their_face(
        self, asked: Case, moderator: User, carol: User, shows: Shows
    ) -> None:
        enroll(carol)
        shows(face_of("bob"), face_of("carol"))
        with pytest.raises(Conflict, match="cannot be let in as things are"):
            allow_picture(case=asked, by=moderator, reason="Two grown-ups.")
        assert picture_of(asked).is_in_review


def _held(**about: object) -> None:
    raise Conflict("case.held", "Somebody is deciding on it.")


class TestWhoDecides:
    def test_a_moderator_does(self, asked: Case, moderator: User) -> None:
        assert may_rule_on(case=asked, by=moderator).allowed

    def test_members_do_not(self, asked: Case, carol: User) -> None:
        for rule in (allow_picture, refuse_picture):
            with pytest.raises(Refused, match="not_moderator"):
                rule(case=asked, by=carol, reason="because")
        assert picture_of(asked).is_in_review

    @pytest.mark.verify
    def test_nobody_decides_about_their_own(
        self, moderator: User, second_moderator: User, shows: Shows
    ) -> None:
        shows(NOBODY, then=[[]])
        own = Case.objects.get(picture=bring(moderator, redraw=True))
        [reason] = may_rule_on(case=own, by=moderator).reasons
        assert reason.code == "moderation.own_picture"
        for rule in (allow_picture, refuse_picture):
            with pytest.raises(Refused, match="own_picture"):
                rule(case=own, by=moderator, reason="mine")
        page = page_of(own, moderator)
        assert "This picture is yours" in page
        assert reverse(FILES[0], args=[own.pk]) not in page
        for file in FILES:
            assert signed_in(moderator).get(reverse(file, args=[own.pk])).status_code == 404
        assert allow_picture(case=own, by=second_moderator, reason="A grown-up.")


@pytest.mark.verify
class TestPages:
    def test_both_are_seen_side_by_side_and_nobody_is_named(
        self, asked: Case, moderator: User, bob: User
    ) -> None:
        page = page_of(asked, moderator)
        for file in FILES:
            assert reverse(file, args=[asked.pk]) in page
        assert "Is anybody in it a child" in page
        assert '<dt>Faces left as they are</dt><dd class="num">1</dd>' in page
        assert "One face was left, of somebody who has agreed. If you see more" in page
        assert "No child, nobody redrawn can be known: use it" in page
        assert "@bob" not in page
        assert str(bob) not in page.replace("alice", "")

    def test_a_look_is_logged_kept_by_no_cache_and_runs_nothing(self, asked: Case, moderator: User) -> None:
        contents = set()
        for file in FILES:
            answer = signed_in(moderator).get(reverse(file, args=[asked.pk]))
            assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
            assert answer["Cache-Control"] == "no-store"
            assert answer["Content-Security-Policy"].startswith("sandbox")
            contents.add(answer.content)
        assert len(contents) == 2
        seen = AuditEvent.objects.filter(verb="picture.seen", actor=f"user:{moderator.pk}")
        assert sorted(event.details["which"] for event in seen) == ["original", "redrawn"]

    @pytest.mark.parametrize("file", FILES)
    def test_for_others_there_are_no_files(self, file: str, asked: Case, bob: User) -> None:
        for other in (asked.maker, bob):
            assert signed_in(other).get(reverse(file, args=[asked.pk])).status_code == 404
        assert not AuditEvent.objects.filter(verb="picture.seen").exists()

    def test_a_moderator_decides_on_the_page(self, asked: Case, moderator: User) -> None:
        client, url = signed_in(moderator), reverse("moderation:rule", args=[asked.pk, "allow"])
        assert client.post(url, {"reason": ""}).status_code == 422
        answer = client.post(url, {"reason": "Two grown-ups at a lake."}, follow=True)
        assert "Let in. The original is erased" in answer.content.decode()
        page = page_of(asked, moderator)
        assert reverse(FILES[0], args=[asked.pk]) not in page
        assert 'data-testid="decide"' not in page
        assert client.get(reverse(FILES[1], args=[asked.pk])).status_code == 404

    @pytest.mark.parametrize(
        ("faces", "said"), [(0, "No face was left"), (3, "3 faces were left, of people")]
    )
    def test_how_many_faces_were_left_is_told(
        self, faces: int, said: str, asked: Case, moderator: User
    ) -> None:
        Picture.objects.update(faces=faces)
        page = page_of(asked, moderator)
        assert f'<dt>Faces left as they are</dt><dd class="num">{faces}</dd>' in page
        assert said in page

    def test_what_cannot_be_checked_now_keeps_the_reason_and_the_case(
        self, asked: Case, moderator: User, carol: User, shows: Shows, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        enroll(carol)
        monkeypatch.setattr(recognizing, "search_faces", _broken)
        url = reverse("moderation:rule", args=[asked.pk, "allow"])
        answer = signed_in(moderator).post(url, {"reason": "Two grown-ups at a lake."})
        page = answer.content.decode()
        assert (answer.status_code, now(asked).state) == (409, CaseState.OPEN)
        assert "Decide later" in page
        assert "Two grown-ups at a lake.</textarea>" in page
        assert 'data-testid="refuse"' in page

    def test_what_is_decided_meanwhile_is_told_as_before(self, asked: Case, moderator: User) -> None:
        refuse_picture(case=asked, by=moderator, reason="A child.")
        url = reverse("moderation:rule", args=[asked.pk, "allow"])
        answer = signed_in(moderator).post(url, {"reason": "Two grown-ups at a lake."})
        assert answer.status_code == 409
        assert 'data-testid="decide"' not in answer.content.decode()

    def test_the_queue_and_the_admin_list_it_in_words(self, asked: Case, moderator: User) -> None:
        page = signed_in(moderator).get(reverse("moderation:cases")).content.decode()
        assert "Picture by" in page
        assert "with one face redrawn" in page

    def test_queries_do_not_grow_with_the_queue(
        self, asked: Case, moderator: User, shows: Shows, bob: User
    ) -> None:
        client, url = signed_in(moderator), reverse("moderation:cases")
        client.get(url)
        with CaptureQueriesContext(connection) as few:
            client.get(url)
        for number in range(5):
            shows(NOBODY, then=[[]])
            bring(make_user(f"maker{number}"), redraw=True)
        with CaptureQueriesContext(connection) as many:
            client.get(url)
        assert len(many) == len(few)


def _broken(image: object) -> None:
    raise FacesUnavailable("no net")


@pytest.mark.verify
def test_blocked_for_good_both_go_and_neither_comes_back(
    asked: Case, moderator: User, bob: User, shows: Shows, django_capture_on_commit_callbacks: Any
) -> None:
    """Whoever has brought the same one, and a person looks at it still.

    A claim is upheld about a clip that was made from it."""
    allow_picture(case=asked, by=moderator, reason="Two grown-ups.")
    picture = picture_of(asked)
    order = Order("a walk through the snow", "one", country="US", picture=picture)
    clip = make_clip(asked.maker)
    clip.job = submit_job(order=order, by=asked.maker)
    clip.save()
    shows(face_of("bob"), NOBODY, then=[[face_of("bob"), NOBODY], [face_of("bob")]])
    same = bring(bob, redraw=True)
    assert same.original_sha256 == picture.original_sha256
    assert same.sha256 != picture.sha256  # it was drawn in another way
    with django_capture_on_commit_callbacks(execute=True):
        assert block_pictures(clips=Clip.objects.filter(pk=clip.pk), source="claim:1") == 2
    assert Picture.objects.get(pk=same.pk).state == PictureState.GONE
    assert Case.objects.get(picture=same).state == CaseState.LAPSED
    shows(NOBODY, then=[[]])
    with pytest.raises(Refused, match=r"media\.blocked"):
        bring(asked.maker, redraw=True)
