"""The owner's page and the portrait, as a browser asks for them."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from PIL import Image

from accounts.models import Region, User
from accounts.services import block
from cameos.models import Cameo, Enrolment, EnrolmentState, Scope
from cameos.services import change_scope, grant_consent, pause_cameo
from tests.cameos.asking import make_request, terms_form
from tests.cameos.factories import make_being, make_cameo, picture
from tests.clips import make_clip
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client(REMOTE_ADDR="127.0.0.1")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def upload(user: User, content: bytes, name: str = "me.jpg") -> tuple[int, str]:
    file = SimpleUploadedFile(name, content, "image/jpeg")
    answer = signed_in(user).post(reverse("cameos:new_portrait"), {"portrait": file}, follow=True)
    return answer.status_code, answer.content.decode()


def page(user: User) -> str:
    return signed_in(user).get(reverse("cameos:mine")).content.decode()


def seen(user: User, **form: str) -> dict[str, str]:
    """A form of a page that was opened just now."""
    return form | {"version": str(Cameo.objects.get(owner=user).policy_version)}


@pytest.fixture
def cameo(alice: User) -> Cameo:
    return make_cameo(alice, scope=Scope.MUTUALS)


def test_a_member_without_a_likeness_is_asked_for_a_recording(alice: User) -> None:
    text = page(alice)
    assert reverse("cameos:enroll") in text
    assert reverse("cameos:pause") not in text


def test_a_picture_alone_makes_no_likeness(alice: User) -> None:
    status, _ = upload(alice, picture())
    assert status == 404
    assert not Cameo.objects.exists()


def test_a_bad_picture_is_asked_again_with_the_reason(cameo: Cameo, alice: User) -> None:
    status, text = upload(alice, b"<svg xmlns='http://www.w3.org/2000/svg'/>", "me.svg")
    assert status == 422
    assert "This is not a JPEG, PNG or WebP picture." in text


def test_an_empty_file_is_asked_again(cameo: Cameo, alice: User) -> None:
    status, text = upload(alice, b"")
    assert status == 422
    assert "This file is empty." in text


@pytest.mark.parametrize("form", ["new_portrait", "grant"])
def test_an_empty_form_is_asked_again_and_leads_to_what_is_missing(
    form: str, cameo: Cameo, alice: User
) -> None:
    answer = signed_in(alice).post(reverse(f"cameos:{form}"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert text.count("autofocus") == 1
    assert 'tabindex="-1" autofocus data-testid="form-errors"' in text


def test_a_portrait_that_no_program_can_compare_goes_to_a_person(cameo: Cameo, alice: User) -> None:
    """Nothing was measured when this likeness was let in."""
    status, text = upload(alice, picture(400, 400))
    assert status == 200
    assert "A person will compare it with your likeness." in text
    assert Cameo.objects.get().portrait_sha256 == cameo.portrait_sha256
    own = Enrolment.objects.get()
    assert own.state == EnrolmentState.REVIEW
    assert "A person is looking" in page(alice)
    assert reverse("cameos:enrolment", args=[own.pk]) in page(alice)
    assert "Not for you at the moment" not in page(alice)


def test_where_likenesses_are_not_open_nobody_enrolls(alice: User) -> None:
    Region.objects.filter(pk="US").update(likeness=False)
    assert "This is not open in your country yet." in page(alice)
    answer = signed_in(alice).post(reverse("cameos:enroll"), {"agreed": "on", "assisted": "no"})
    assert answer.status_code == 403
    assert "This is not open in your country yet." in answer.content.decode()
    assert not Enrolment.objects.exists()


def test_the_sentence_is_always_current(cameo: Cameo, alice: User, carol: User) -> None:
    client = signed_in(alice)
    assert "Mutuals can put you in clips." in page(alice)
    client.post(reverse("cameos:grant"), seen(alice, handle="@Carol", days="7", verdict="allow"))
    assert "So can 1 person you approved." in page(alice)
    client.post(reverse("cameos:terms"), terms_form(cameo, scope="approved"))
    assert "1 person you approved can put you in clips." in page(alice)
    client.post(reverse("generation:change"), {"change": "revoke", "to": "carol"})
    assert "Nobody but you can put you in clips until you approve somebody." in page(alice)
    client.post(reverse("cameos:terms"), terms_form(cameo, scope="everyone", confirmed="1"))
    assert "Everyone here can put you in clips" in page(alice)
    client.post(reverse("cameos:pause"))
    assert "Paused: nobody can put you in clips, not even you." in page(alice)
    client.post(reverse("cameos:resume"))
    assert "Everyone here can put you in clips" in page(alice)


def test_a_page_that_was_opened_before_a_change_opens_nothing(cameo: Cameo, alice: User, carol: User) -> None:
    client = signed_in(alice)
    old = seen(alice)
    asked = client.post(reverse("cameos:preset"), {"preset": "public"}).content.decode()
    assert f'name="version" value="{old["version"]}"' in asked
    change_scope(cameo=cameo, scope=Scope.APPROVED, by=alice)
    wide = {"preset": "public", "confirmed": "1"}
    assert client.post(reverse("cameos:preset"), wide | old).status_code == 409
    assert client.post(reverse("cameos:preset"), wide).status_code == 409, "nothing was seen at all"
    allow = {"handle": "carol", "days": "0", "verdict": "allow"}
    for form in (allow, allow | old):
        answer = client.post(reverse("cameos:grant"), form)
        assert answer.status_code == 422
        assert "Your rules have changed in the meantime" in answer.content.decode()
    assert Cameo.objects.get().scope == Scope.APPROVED
    assert not cameo.grants.exists()
    assert client.post(reverse("cameos:grant"), allow | seen(alice)).status_code == 302


def test_a_grant_ends_when_the_owner_said(cameo: Cameo, alice: User, carol: User) -> None:
    signed_in(alice).post(reverse("cameos:grant"), seen(alice, handle="carol", days="7", verdict="allow"))
    ends = cameo.grants.get(grantee=carol).expires_at
    assert ends is not None
    assert abs(ends - timezone.now() - timedelta(days=7)) < timedelta(minutes=1)


@pytest.mark.parametrize("handle", ["nobody", "", "no\0body", "@", "x" * 60])
def test_somebody_who_is_not_there_cannot_be_approved(handle: str, cameo: Cameo, alice: User) -> None:
    answer = signed_in(alice).post(
        reverse("cameos:grant"), {"handle": handle, "days": "0", "verdict": "allow"}
    )
    assert answer.status_code == 422
    assert not cameo.grants.exists()


def test_whom_i_have_blocked_cannot_be_approved(cameo: Cameo, alice: User, carol: User) -> None:
    block(user=carol, by=alice)
    answer = signed_in(alice).post(
        reverse("cameos:grant"), seen(alice, handle="carol", days="0", verdict="allow")
    )
    assert answer.status_code == 422
    assert "You cannot approve @carol." in answer.content.decode()


def test_whoever_blocked_me_answers_as_nobody_does(cameo: Cameo, alice: User, carol: User) -> None:
    block(user=alice, by=carol)
    for handle in ("carol", "nobody"):
        answer = signed_in(alice).post(
            reverse("cameos:grant"), {"handle": handle, "days": "0", "verdict": "allow"}
        )
        assert answer.status_code == 422
        assert "There is nobody of that name whom you can approve." in answer.content.decode()


def test_a_list_that_does_not_count_says_so(cameo: Cameo, alice: User, bob: User) -> None:
    grant_consent(cameo=cameo, grantee=bob, by=alice)
    change_scope(cameo=cameo, scope=Scope.ONLY_ME, by=alice)
    assert "This list waits" in page(alice)


def test_taking_back_ends_ones_own_grant_alone(cameo: Cameo, alice: User, bob: User, carol: User) -> None:
    other = make_cameo(carol, scope=Scope.APPROVED)
    for it in (cameo, other):
        grant_consent(cameo=it, grantee=bob, by=it.owner)
    signed_in(carol).post(reverse("generation:change"), {"change": "revoke", "to": "bob"})
    assert cameo.grants.active().exists()
    assert not other.grants.active().exists()


def test_what_ends_something_leads_through_its_preview(cameo: Cameo, alice: User, carol: User) -> None:
    grant_consent(cameo=cameo, grantee=carol, by=alice)
    client, change = signed_in(alice), reverse("generation:change")
    text = page(alice)
    for wish in ("?change=revoke&to=carol", "?change=delete"):
        assert f'href="{change}{escape(wish)}"' in text
        assert "It touches nothing" in client.get(change + wish).content.decode()
    assert cameo.grants.active().exists()


def test_what_ends_something_of_a_being_ends_nothing_of_the_face(
    cameo: Cameo, alice: User, carol: User
) -> None:
    rex = make_being("rex", alice, scope=Scope.APPROVED)
    for it in (cameo, rex):
        grant_consent(cameo=it, grantee=carol, by=alice)
    client, change = signed_in(alice), reverse("generation:change", args=["rex"])
    text = client.get(reverse("cameos:mine", args=["rex"])).content.decode()
    assert f'href="{change}?change=revoke&amp;to=carol"' in text
    client.post(change, {"change": "revoke", "to": "carol"})
    assert cameo.grants.active().exists()
    assert not rex.grants.active().exists()


def test_a_pause_acts_at_once_and_says_after_what_it_touched(cameo: Cameo, alice: User, bob: User) -> None:
    make_clip(bob, cast=[cameo], published=True)
    client = signed_in(alice)
    answer = client.post(reverse("cameos:pause"), follow=True)
    assert [(it.maker, it.posts) for it in answer.context["touched"].makers] == [(bob, 1)]
    assert reverse("cameos:resume") in answer.content.decode()
    client.post(reverse("cameos:resume"))
    assert client.get(reverse("generation:paused")).status_code == 302


def test_deleting_asks_first(cameo: Cameo, alice: User) -> None:
    client, change = signed_in(alice), reverse("generation:change")
    assert "This cannot be undone" in client.get(change, {"change": "delete"}).content.decode()
    assert Cameo.objects.kept().exists()
    client.post(change, {"change": "delete"})
    assert not Cameo.objects.kept().exists()
    assert client.post(reverse("cameos:pause")).status_code == 404


@pytest.mark.parametrize("name", ["pause", "resume", "preset", "grant"])
def test_without_a_likeness_there_is_nothing_to_change(name: str, alice: User, carol: User) -> None:
    sent = {"preset": "public", "handle": "carol", "days": "0", "verdict": "allow"}
    assert signed_in(alice).post(reverse(f"cameos:{name}"), sent).status_code == 404


def test_strangers_are_asked_to_log_in(cameo: Cameo) -> None:
    visitor = Client(REMOTE_ADDR="127.0.0.1")
    for address in (reverse("cameos:mine"), reverse("cameos:portrait", args=["alice"])):
        answer = visitor.get(address)
        assert answer.status_code == 302
        assert reverse("account_login") in answer["Location"]


def test_a_grant_more_is_no_question_more(cameo: Cameo, alice: User, bob: User) -> None:
    client = signed_in(alice)
    grant_consent(cameo=cameo, grantee=bob, by=alice)
    client.get(reverse("cameos:mine"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("cameos:mine"))
    for i in range(10):
        grant_consent(cameo=cameo, grantee=make_user(f"friend{i}x"), by=alice)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("cameos:mine"))
    assert len(many) == len(few)


def test_requests_that_wait_are_counted(cameo: Cameo, alice: User, bob: User, carol: User) -> None:
    assert "waiting</span>" not in page(alice)
    for person in (bob, carol):
        make_request(cameo, person)
    assert '<span class="badge">2<span class="vh"> waiting</span>' in page(alice)


def portrait(of: str, to: User, **headers: str) -> tuple[int, bytes]:
    answer = signed_in(to).get(reverse("cameos:portrait", args=[of]), headers=headers)
    return answer.status_code, answer.content


def test_the_portrait_is_seen_by_its_owner_and_by_whoever_may_use_it(
    cameo: Cameo, alice: User, bob: User, carol: User
) -> None:
    assert [portrait("alice", viewer)[0] for viewer in (alice, bob, carol)] == [200, 200, 404]
    with Image.open(BytesIO(portrait("alice", bob)[1])) as shown:
        assert shown.format == "JPEG"


def test_a_pause_hides_the_portrait_from_all_but_its_owner(cameo: Cameo, alice: User, bob: User) -> None:
    pause_cameo(cameo=cameo, by=alice)
    assert [portrait("alice", viewer)[0] for viewer in (alice, bob)] == [200, 404]


def test_a_moderator_sees_a_portrait_to_judge_clips(cameo: Cameo, carol: User) -> None:
    carol.user_permissions.add(Permission.objects.get(codename="view_withdrawn"))
    assert portrait("alice", User.objects.get(pk=carol.pk))[0] == 200


def test_nobody_has_a_portrait_who_has_no_likeness(alice: User) -> None:
    assert portrait("alice", alice)[0] == 404
    assert portrait("nobody", alice)[0] == 404


def test_a_portrait_is_kept_by_the_browser_alone_and_asked_for_again(cameo: Cameo, bob: User) -> None:
    client, address = signed_in(bob), reverse("cameos:portrait", args=["alice"])
    first = client.get(address)
    assert first["Cache-Control"] == "private, no-cache"
    assert first["X-Content-Type-Options"] == "nosniff"
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    change_scope(cameo=cameo, scope=Scope.ONLY_ME, by=cameo.owner)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 404


def test_clips_with_me_are_listed_drafts_of_others_too(cameo: Cameo, alice: User, bob: User) -> None:
    shown = make_clip(bob, cast=[cameo], published=True)
    draft = make_clip(bob, cast=[cameo])
    other = make_clip(bob, published=True)
    text = signed_in(alice).get(reverse("generation:appearances")).content.decode()
    assert str(shown.pk) in text
    assert str(draft.pk) in text
    assert str(other.pk) not in text
    assert "1 post, 1 draft" in " ".join(text.split())


def test_a_clip_more_with_me_is_no_question_more(cameo: Cameo, alice: User, bob: User) -> None:
    client, address = signed_in(alice), reverse("generation:appearances")
    make_clip(bob, cast=[cameo], published=True)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(6):
        make_clip(bob, cast=[cameo], published=True)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_the_pages_of_a_beings_rules_speak_of_it(alice: User) -> None:
    make_being("rex", alice)
    for place in ("", "history/", "trial/"):
        text = signed_in(alice).get(f"/likeness/beings/rex/rules/{place}").content.decode()
        assert "he rules of @rex" in text, place
        assert "our rules" not in text, place
