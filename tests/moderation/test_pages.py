"""The report form and the moderators' queue, as a browser asks for them."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from generation.models import Clip
from moderation import queries
from moderation.models import Case, CaseState, Report, ReportReason
from moderation.services import keep_clip, remove_clip, report_clip
from tests.clips import VIDEO, make_clip
from tests.factories import ADULT


def signed_in(user: User) -> Client:
    client = Client(REMOTE_ADDR="127.0.0.1")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def report_url(clip: Clip) -> str:
    return reverse("moderation:report", args=[clip.pk])


def test_the_form_offers_every_reason(clip: Clip, bob: User) -> None:
    page = signed_in(bob).get(report_url(clip)).content.decode()
    assert all(f'value="{reason.value}"' in page for reason in ReportReason)


def test_a_sheet_gets_the_piece_without_the_page(clip: Clip, bob: User) -> None:
    piece = signed_in(bob).get(report_url(clip), headers={"HX-Request": "true"}).content.decode()
    assert "<form" in piece
    assert "<html" not in piece


def test_reporting_ends_with_a_receipt(clip: Clip, bob: User) -> None:
    answer = signed_in(bob).post(report_url(clip), {"reason": "hate", "text": "the sign"}, follow=True)
    report = Report.objects.get()
    assert (report.reporter, report.reason, report.text) == (bob, ReportReason.HATE, "the sign")
    assert report.receipt in answer.content.decode()


def test_a_report_without_a_reason_is_asked_again(clip: Clip, bob: User) -> None:
    answer = signed_in(bob).post(report_url(clip), {"reason": "", "text": "hm"})
    assert answer.status_code == 422
    assert not Report.objects.exists()


@pytest.mark.parametrize("sheet", [{}, {"HX-Request": "true"}])
def test_one_too_many_keeps_its_words_and_says_why(
    sheet: dict[str, str], case: Case, alice: User, bob: User, settings: Settings
) -> None:
    settings.REPORTS_PER_DAY = 1
    url, words = report_url(make_clip(alice, published=True)), {"reason": "hate", "text": "at the very end"}
    answer = signed_in(bob).post(url, words, headers=sheet)
    assert answer.status_code == 429
    for kept in ("at the very end", 'value="hate"', "Try again tomorrow", "<form"):
        assert kept in answer.text, kept
    assert ("<html" in answer.text) is not bool(sheet)
    assert Report.objects.count() == 1


def test_drafts_cannot_be_found_by_reporting_them(alice: User, bob: User) -> None:
    assert signed_in(bob).get(report_url(make_clip(alice))).status_code == 404


def test_ones_own_clip_is_refused_with_a_reason(clip: Clip, alice: User) -> None:
    answer = signed_in(alice).get(report_url(clip))
    assert answer.status_code == 403
    assert "This clip is yours" in answer.content.decode()


def test_a_receipt_is_its_reporters_own(case: Case, bob: User, carol: User) -> None:
    url = reverse("moderation:receipt", args=[case.reports.get().pk])
    assert signed_in(bob).get(url).status_code == 200
    assert signed_in(carol).get(url).status_code == 404


def test_the_receipt_says_how_it_ended(case: Case, bob: User, moderator: User) -> None:
    remove_clip(case=case, by=moderator, reason="an insult")
    url = reverse("moderation:receipt", args=[case.reports.get().pk])
    assert "The clip was removed" in signed_in(bob).get(url).content.decode()


def test_for_members_the_queue_is_not_there(case: Case, bob: User) -> None:
    client = signed_in(bob)
    for name, args in (("cases", []), ("case", [case.pk])):
        assert client.get(reverse(f"moderation:{name}", args=args)).status_code == 404
    remove = reverse("moderation:rule", args=[case.pk, "remove"])
    assert client.post(remove, {"reason": "because"}).status_code == 404
    assert Case.objects.get().state == CaseState.OPEN


def test_visitors_are_asked_to_log_in(case: Case) -> None:
    answer = Client(REMOTE_ADDR="127.0.0.1").get(reverse("moderation:case", args=[case.pk]))
    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


def test_the_queue_shows_the_player_and_what_was_said(case: Case, clip: Clip, moderator: User) -> None:
    page = signed_in(moderator).get(reverse("moderation:cases")).content.decode()
    for words in ("<video", "muted", clip.prompt, "look at the sign", "@bob", "Show without blur"):
        assert words in page, words


def test_who_reported_ones_own_clip_is_for_others(bob: User, moderator: User, second_moderator: User) -> None:
    own = make_clip(moderator, published=True)
    case = report_clip(clip=own, by=bob, reason=ReportReason.HATE, text="that sign").case
    moderator.is_staff = second_moderator.is_staff = True
    moderator.save()
    second_moderator.save()
    case_page = reverse("moderation:case", args=[case.pk])
    for url in (case_page, reverse("moderation:cases"), reverse("admin:moderation_report_changelist")):
        assert "@bob" in signed_in(second_moderator).get(url).text, url
        read = signed_in(moderator).get(url)
        assert read.status_code == 200
        assert "@bob" not in read.text, url
        assert "that sign" not in read.text, url
    mine = signed_in(moderator).post(reverse("moderation:rule", args=[case.pk, "keep"]), {"reason": ""})
    assert "@bob" not in mine.text, "not with the error, either"


def test_a_card_shows_the_latest_three_reports_and_the_case_all_of_them(
    clip: Clip, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "REPORTS", 4)
    case = reported(clip, times=9)
    client, url = signed_in(moderator), reverse("moderation:case", args=[case.pk])
    card = client.get(reverse("moderation:cases")).text
    assert said_in(card) == ["8", "7", "6"]
    assert "9 reports; the latest 3:" in card
    pages, where = [], url
    while where:
        page = client.get(where).text
        pages.append(said_in(page))
        further = re.search(r'hx-get="([^"]+)"', page)
        where = further[1] if further else ""
    assert pages == [["8", "7", "6", "5"], ["4", "3", "2", "1"], ["0"]]
    assert client.get(url, {"after": "8"}).status_code == 404, "a forged mark"


def test_reports_cost_the_same_however_many_they_are(clip: Clip, bob: User, moderator: User) -> None:
    case = reported(clip, times=1)
    client, urls = signed_in(moderator), [reverse("moderation:cases"), f"/moderation/{case.pk}/"]

    def questions(url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    few = [questions(url) for url in urls]
    reported(clip, times=30, names="more")
    assert [questions(url) for url in urls] == few


def reported(clip: Clip, *, times: int, names: str = "person") -> Case:
    """By so many people, each of whom says their number. Rows, not visits: it is read here, not made."""
    case, _ = Case.objects.get_or_create(clip=clip)
    people = User.objects.bulk_create(
        User(username=it, handle_skeleton=it, email=f"{it}@example.org", birth_date=ADULT)
        for it in (f"{names}{n}" for n in range(times))
    )
    Report.objects.bulk_create(
        Report(case=case, reporter=person, reason=ReportReason.HATE, text=f"said {n}")
        for n, person in enumerate(people)
    )
    return case


def said_in(page: str) -> list[str]:
    return re.findall(r"<p>said (\d+)</p>", page)


def test_tabs_hold_cases_by_their_state(case: Case, clip: Clip, moderator: User) -> None:
    keep_clip(case=case, by=moderator, reason="satire")
    client, url = signed_in(moderator), reverse("moderation:cases")
    assert "Nothing waiting" in client.get(url).content.decode()
    assert clip.prompt in client.get(url, {"state": "kept"}).content.decode()
    assert client.get(url, {"state": "burnt"}).status_code == 404


def test_a_moderator_removes_and_goes_on_to_the_next_clip(
    case: Case, alice: User, bob: User, moderator: User
) -> None:
    later = report_clip(clip=make_clip(alice, published=True), by=bob, reason=ReportReason.OTHER).case
    url = reverse("moderation:rule", args=[case.pk, "remove"])
    answer = signed_in(moderator).post(url, {"reason": "an insult"})
    assert answer["Location"] == reverse("moderation:case", args=[later.pk])
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.rulings.get().reason) == (CaseState.REMOVED, "an insult")


def test_no_decision_without_a_reason(case: Case, moderator: User) -> None:
    for reason in ("", "   "):
        url = reverse("moderation:rule", args=[case.pk, "remove"])
        assert signed_in(moderator).post(url, {"reason": reason}).status_code == 422
    assert Case.objects.get().state == CaseState.OPEN


def test_an_unknown_verdict_is_not_there(case: Case, moderator: User) -> None:
    url = reverse("moderation:rule", args=[case.pk, "burn"])
    assert signed_in(moderator).post(url, {"reason": "hm"}).status_code == 404


def test_a_decision_that_came_too_late_is_a_conflict(
    case: Case, moderator: User, second_moderator: User
) -> None:
    keep_clip(case=case, by=second_moderator, reason="satire")
    url = reverse("moderation:rule", args=[case.pk, "keep"])
    assert signed_in(moderator).post(url, {"reason": "fine"}).status_code == 409


def test_a_moderator_may_watch_what_was_removed(case: Case, bob: User, moderator: User) -> None:
    remove_clip(case=case, by=moderator, reason="an insult")
    client = signed_in(moderator)
    page = client.get(reverse("moderation:case", args=[case.pk]))
    watched = client.get(page.context["exhibit"].video)
    assert (watched.status_code, watched.getvalue()) == (200, VIDEO)
    assert signed_in(bob).get(page.context["exhibit"].video).status_code in (403, 404)


@pytest.mark.verify
@pytest.mark.parametrize("state", [CaseState.OPEN, CaseState.REMOVED, CaseState.KEPT])
def test_pages_of_the_queue_follow_without_gap_or_repeat(
    state: CaseState, alice: User, bob: User, moderator: User, settings: Settings
) -> None:
    settings.REPORTS_PER_DAY = 30
    made = [one_more_case(alice, bob, state=state, by=moderator) for _ in range(23)]
    client, url, seen = signed_in(moderator), reverse("moderation:cases"), []
    after = ""
    for _ in range(3):
        page = client.get(url, {"state": state.value, "after": after})
        seen += [exhibit.case.pk for exhibit in page.context["exhibits"]]
        after = page.context["cursor"]
    assert after == ""
    assert seen == (made if state == CaseState.OPEN else made[::-1])


def test_a_forged_cursor_is_not_there(case: Case, moderator: User) -> None:
    url = reverse("moderation:cases")
    assert signed_in(moderator).get(url, {"after": "2026-01-01_1"}).status_code == 404


def test_queries_do_not_grow_with_the_queue(alice: User, bob: User, moderator: User) -> None:
    client, url = signed_in(moderator), reverse("moderation:cases")
    one_more_case(alice, bob)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(8):
        one_more_case(alice, bob)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


def one_more_case(
    maker: User, reporter: User, *, state: CaseState = CaseState.OPEN, by: User | None = None
) -> int:
    """One more case in `state`, with a likeness in its clip; its key."""
    clip = make_clip(maker, published=True)
    case = report_clip(clip=clip, by=reporter, reason=ReportReason.OTHER).case
    if by and state == CaseState.REMOVED:
        remove_clip(case=case, by=by, reason="an insult")
    if by and state == CaseState.KEPT:
        keep_clip(case=case, by=by, reason="satire")
    return case.pk
