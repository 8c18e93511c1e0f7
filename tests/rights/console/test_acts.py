"""What members do at the console, and what viewers and suspended houses cannot."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from feed.models import NoticeKind, Notification
from generation.models import Ground
from rights import services
from rights.models import (
    BlockedCount,
    HolderStatus,
    License,
    LicenseRequest,
    LicenseState,
    Membership,
    RequestState,
    Role,
    Work,
)
from tests.clips import make_clip
from tests.factories import make_user
from tests.rights.console.houses import House, at_console, make_house
from tests.rights.console.routes import OWNED
from tests.rights.factories import make_work

pytestmark = [pytest.mark.verify, pytest.mark.django_db]

TERMS = {
    "actions": ["depict", "remix"], "purposes": ["fan"], "territory": "us, JP", "ends_at": "2031-05-01",
    "at_end": "limit", "approval": "clip", "audience": "members", "credit_line": "Thanks", "price": "4",
    "share": "10", "co_appearance": "any",
}  # fmt: skip
# Looking is for everybody in the house; these change something.
CHANGES = [name for name in OWNED if name not in ("work", "evidence", "license", "request", "claim")]


@pytest.fixture
def own(db: Any) -> House:
    return make_house("Own")


def url(name: str, *args: Any) -> str:
    return reverse(f"console:{name}", args=args)


@pytest.mark.parametrize("role", ["viewer", "suspended"])
def test_who_only_looks_changes_nothing(role: str, own: House) -> None:
    if role == "viewer":
        client = at_console(own.member.user)
    else:
        services.change_holder_status(holder=own.holder, status=HolderStatus.SUSPENDED, by=None)
        client = at_console(own.owner)
    teams = ("member_add", "member", "member_remove")  # of a suspended house, too, owners decide
    for name in CHANGES:
        if role == "suspended" and name in teams:
            continue
        answer = client.post(url(name, *OWNED[name](own)), TERMS | {"step": "give", "reason": "x"})
        assert answer.status_code == 403, (name, answer.status_code)
    own.claim.refresh_from_db()
    assert own.claim.state == "draft"
    assert License.objects.get().state == LicenseState.ACTIVE


def test_a_viewer_sees_every_page_and_no_button(own: House) -> None:
    client = at_console(own.member.user)
    for name in ("index", "works", "licenses", "requests", "uses", "team", "log", "claims", "statement"):
        page = client.get(url(name)).text
        assert "<button" not in page.split("<main", 1)[1].replace('<button class="btn">', ""), name
    assert "<button" not in client.get(url("request", own.request.pk)).text
    assert "Revoke" not in client.get(url("license", own.license.pk)).text


def test_a_work_is_entered_and_found_closed(own: House) -> None:
    data = {"holder": own.holder.pk, "title": "Own Boy", "kind": "character", "mode": "strong"}
    answer = at_console(own.owner).post(url("work_add"), data)
    work = Work.objects.get(title="Own Boy")
    assert answer["Location"] == url("work", work.pk)
    assert (work.holder, work.aliases.get().text) == (own.holder, "Own Boy")


def test_a_title_that_can_be_no_name_is_said(own: House) -> None:
    data = {"holder": own.holder.pk, "title": "🔥", "kind": "character", "mode": "strong"}
    answer = at_console(own.owner).post(url("work_add"), data)
    assert answer.status_code == 422
    assert "There is nothing to read in" in answer.text


def test_looks_traits_and_files_are_kept(own: House) -> None:
    client = at_console(own.owner)
    client.post(
        url("work_traits", own.work.pk), {"traits": "red cap, red hat\n\nbig nose", "exclusions": "x"}
    )
    client.post(url("describe", own.work.pk), {"language": "de", "text": "Sie leuchtet."})
    client.post(url("name_add", own.work.pk), {"text": "オウン", "language": "ja", "mode": "strong"})
    work = Work.objects.get(pk=own.work.pk)
    assert work.traits == [["red cap", "red hat"], ["big nose"]]
    assert work.descriptions.get(language="de").text == "Sie leuchtet."
    assert work.aliases.get(language="ja").text == "オウン"


def test_a_file_comes_back_as_a_download_whatever_it_is(own: House) -> None:
    answer = at_console(own.member.user).get(url("evidence", own.evidence.pk))
    assert b"".join(answer) == b"deed of Own"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_opening_shows_before_and_after_first(own: House) -> None:
    refused = services.clear(["Own Girl at the fair"], by=make_user("passer"), hold=False)
    for _ in range(3):
        services.count_blocked(findings=refused.findings)
    client = at_console(own.owner)
    page = client.post(url("license_add", own.work.pk), TERMS | {"step": "look"}).text
    assert "3 attempts were refused" in page
    assert "By Own" in page  # now
    assert "Credit line: Thanks." in page  # afterwards
    assert License.objects.count() == 1
    client.post(url("license_add", own.work.pk), TERMS | {"step": "give"})
    license = License.objects.latest("pk")
    assert (license.territory, license.purposes, license.at_end) == (["US", "JP"], ["fan"], "limit")
    assert (license.price, license.share, license.approval) == (4, 10, "clip")
    assert f"{license.ends_at:%Y-%m-%d %H:%M}" == "2031-05-02 00:00"  # the whole last day counts
    assert license.open_to == "everyone"


def test_a_work_is_never_shown_beside_another(own: House) -> None:
    other = make_work("Cloud Dragon", holder="Elsewhere")
    client = at_console(own.owner)
    terms = TERMS | {"not_with": "cloud dragon"}
    page = client.post(url("license_add", own.work.pk), terms | {"step": "look"}).text
    assert "Not beside: Cloud Dragon." in page
    client.post(url("license_add", own.work.pk), terms | {"step": "give"})
    assert list(License.objects.latest("pk").not_with.all()) == [other]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"to": "nobody_here"}, "Nobody here is called: nobody_here"),
        ({"not_with": "Cloud Dragon"}, "No work is called: Cloud Dragon"),
        ({"territory": "USA"}, "No country&#x27;s code: USA"),
        ({"ends_at": "2001-01-01"}, "already passed"),
        ({"share": "101"}, "less than or equal to 100"),
    ],
)
def test_terms_that_cannot_be_are_said(wrong: dict[str, str], said: str, own: House) -> None:
    answer = at_console(own.owner).post(url("license_add", own.work.pk), TERMS | {"step": "give"} | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert License.objects.count() == 1


def test_a_license_rests_goes_on_and_ends(own: House) -> None:
    client = at_console(own.owner)
    client.post(url("license_pause", own.license.pk))
    assert License.objects.get().state == LicenseState.PAUSED
    client.post(url("license_resume", own.license.pk))
    assert License.objects.get().state == LicenseState.ACTIVE
    page = client.get(url("license_revoke", own.license.pk)).text
    assert "1 clip rests on it" in page
    client.post(url("license_revoke", own.license.pk))
    assert License.objects.get().state == LicenseState.REVOKED
    own.clip.refresh_from_db()
    assert own.clip.withdrawn_at


@pytest.mark.parametrize("name", ["license_revoke", "use_withdraw", "member_add", "member", "member_remove"])
def test_what_is_dangerous_asks_for_the_password_again(name: str, own: House) -> None:
    client = at_console(own.owner, fresh=False)
    where = url(name, *OWNED[name](own))
    for answer in (client.get(where), client.post(where, {"reason": "x", "role": "owner"})):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/login/again/?next=")
    assert License.objects.get().state == LicenseState.ACTIVE
    assert own.holder.memberships.count() == 2


def test_a_request_is_asked_about_approved_and_not_approved_twice(own: House) -> None:
    client = at_console(own.owner)
    client.post(url("request_ask", own.request.pk), {"ask-answer": "What for?"})
    request = LicenseRequest.objects.get()
    assert request.messages.get().text == "What for?"
    services.reply_to_holder(request=request, by=request.requester, text="For fun.")
    assert "For fun." in client.get(url("request", request.pk)).text
    client.post(url("request_approve", request.pk))
    page = client.post(url("request_approve", request.pk), follow=True)
    assert page.status_code == 200
    assert "This request is: approved." in page.text
    assert LicenseRequest.objects.get().state == RequestState.APPROVED
    assert License.objects.filter(grantees=request.requester, total=1).count() == 1


def test_terms_are_offered_as_they_were_filled_in(own: House) -> None:
    client = at_console(own.owner)
    assert "checked" in client.get(url("request_terms", own.request.pk)).text  # what was asked for
    client.post(url("request_terms", own.request.pk), TERMS | {"answer": "With pleasure."})
    request = LicenseRequest.objects.get()
    assert request.license
    assert (request.state, request.answer) == (RequestState.OFFERED, "With pleasure.")
    assert (request.license.state, request.license.price) == (LicenseState.OFFERED, 4)


def test_declining_needs_a_reason(own: House) -> None:
    client = at_console(own.owner)
    client.post(url("request_decline", own.request.pk), {"decline-answer": " "})
    assert LicenseRequest.objects.get().state == RequestState.OPEN
    client.post(url("request_decline", own.request.pk), {"decline-answer": "Not in trains."})
    assert LicenseRequest.objects.get().state == RequestState.DECLINED


def test_a_clip_is_approved_and_may_be_posted(own: House) -> None:
    uses = at_console(own.owner)
    assert services.may_post_under(licenses=[own.license], clip_id=own.clip.pk).reasons
    uses.post(url("use_approve", own.use.pk))
    assert services.may_post_under(licenses=[own.license], clip_id=own.clip.pk).allowed
    line = Notification.objects.get(user=own.clip.maker, kind=NoticeKind.APPROVED)
    assert (line.clip, line.note) == (own.clip, "Own House has seen it and agrees.")
    assert "has been approved" in uses.post(url("use_approve", own.use.pk), follow=True).text


def test_one_clip_is_taken_down_with_what_remixes_it_and_the_license_goes_on(own: House) -> None:
    remix = make_clip(own.owner, parent=own.clip)
    client = at_console(own.owner)
    assert client.post(url("use_withdraw", own.use.pk), {"reason": " "}).status_code == 422
    client.post(url("use_withdraw", own.use.pk), {"reason": "She never smokes."})
    for clip in (own.clip, remix):
        clip.refresh_from_db()
        assert clip.withdrawn_at
    withdrawal = own.clip.withdrawals.get()
    assert (withdrawal.ground, withdrawal.source) == (Ground.LICENSE, f"licenseuse:{own.use.pk}")
    assert withdrawal.note == "Own House has taken it down: She never smokes."
    assert License.objects.get().state == LicenseState.ACTIVE


def test_owners_decide_who_is_in_the_team(own: House) -> None:
    make_user("newcomer")
    client = at_console(own.owner)
    client.post(url("member_add", own.holder.pk), {"handle": "@Newcomer", "role": "licensor"})
    new = own.holder.memberships.get(user__username="newcomer")
    assert new.role == Role.LICENSOR
    client.post(url("member", new.pk), {"role": "viewer"})
    new.refresh_from_db()
    assert new.role == Role.VIEWER
    client.post(url("member_remove", new.pk))
    assert not Membership.objects.filter(pk=new.pk).exists()


def test_the_last_owner_stays(own: House) -> None:
    mine = own.holder.memberships.get(user=own.owner)
    client = at_console(own.owner)
    for name, data in (("member", {"role": "viewer"}), ("member_remove", {})):
        assert "only owner" in client.post(url(name, mine.pk), data, follow=True).text
    assert own.holder.memberships.get(user=own.owner).role == Role.OWNER


def test_a_licensor_decides_about_works_and_not_about_people(own: House) -> None:
    user = make_user("licensor")
    Membership.objects.create(holder=own.holder, user=user, role=Role.LICENSOR)
    client = at_console(user)
    assert client.post(url("license_pause", own.license.pk)).status_code == 302
    assert client.get(url("member_add", own.holder.pk)).status_code == 403
    assert client.post(url("member_remove", own.member.pk)).status_code == 403


def test_a_claim_is_drafted_handed_in_and_withdrawn(own: House) -> None:
    client = at_console(own.owner)
    client.post(url("claim_submit", own.claim.pk))
    own.claim.refresh_from_db()
    assert own.claim.state == "tested"
    client.post(url("claim_withdraw", own.claim.pk))
    own.claim.refresh_from_db()
    assert own.claim.state == "withdrawn"


def test_a_prompt_is_tried_and_nothing_is_kept(own: House) -> None:
    page = at_console(own.owner).post(url("trial"), {"text": "Hushed Own dances"}).text
    assert "the name as it is" in page
    assert "Refused" in page
    assert not BlockedCount.objects.exists()


def test_the_log_says_who_did_what(own: House) -> None:
    client = at_console(own.owner)
    client.post(url("license_pause", own.license.pk))
    page = client.get(url("log")).text
    assert "license.paused" in page
    assert "@own_owner" in page
    lines = client.get(url("log_csv")).text.splitlines()
    assert lines[0] == "at,who,what,subject,details"
    assert "license.paused" in lines[1]


def test_the_overview_counts_what_is_ones_own(own: House) -> None:
    License.objects.filter(pk=own.license.pk).update(ends_at=timezone.now() + timedelta(days=9))
    figures = at_console(own.owner).get(url("index")).context["figures"]
    assert (figures.works, figures.open_works, figures.requests, figures.clips) == (1, 1, 1, 1)
    assert [license.pk for license in figures.expiring] == [own.license.pk]
    assert [vars(license)["clip_count"] for license in figures.used] == [1]
