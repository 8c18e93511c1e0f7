"""The registry as anybody may read it, and claims to what is in it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import User
from rights.models import Claim, EvidenceFile, HolderStatus, License, RightsHolder, Work, WorkKind
from rights.plain_words import in_words
from rights.profile import Action, Approval, CoAppearance, Ending, Purpose, Theme
from rights.queries import PAGE, find_works
from rights.services import add_alias
from tests.doors import Door
from tests.rights.factories import make_holder, make_license, make_work

pytestmark = pytest.mark.django_db


def page(query: str = "") -> str:
    answer = Client().get(f"/rights/{query}")
    assert answer.status_code == 200
    return str(answer.text)


def test_a_visitor_finds_a_work_by_its_title_and_by_its_holder() -> None:
    make_work("Captain Nimbus", holder="Nimbus Pictures")
    make_work("Duke Drizzle", holder="Rainy Films")
    assert "Captain Nimbus" in page("?q=captain")
    assert "Captain Nimbus" in page("?q=PICTURES+nimbus")
    assert "Duke Drizzle" not in page("?q=nimbus")
    assert "Nothing by “nobody”" in page("?q=nobody")


def test_no_alias_is_told_or_can_be_tried_out() -> None:
    work = make_work("Captain Nimbus", holder="Nimbus Pictures")
    add_alias(work=work, text="Cloudy McCape", by=None)
    assert "Captain Nimbus" not in page("?q=cloudy")
    assert "Cloudy" not in Client().get("/rights/works/captain-nimbus/").text


def test_open_open_on_conditions_and_closed_are_told_apart() -> None:
    make_license(make_work("Open Otter", holder="A"))
    make_license(make_work("Priced Parrot", holder="A"), price=3)
    make_license(make_work("Ending Eel", holder="A"), ends_at=timezone.now() + timedelta(days=9))
    make_work("Closed Crow", holder="A")
    shown = {it.title: vars(it)["openness"] for it in find_works(text="").works}
    assert shown == {
        "Closed Crow": "closed",
        "Ending Eel": "conditions",
        "Open Otter": "open",
        "Priced Parrot": "conditions",
    }
    assert [it.title for it in find_works(text="", openness="open").works] == ["Open Otter"]


def test_a_license_for_one_person_is_nobody_elses_business(alice: User, bob: User) -> None:
    make_license(make_work("Captain Nimbus", holder="Nimbus Pictures"), grantee=alice, price=7)
    assert [vars(it)["openness"] for it in find_works(text="").works] == ["closed"]
    address = "/rights/works/captain-nimbus/"
    assert "7 credits" in Door(alice).reads(address)
    assert "7 credits" not in Door(bob).reads(address)
    assert "7 credits" not in Client().get(address).text


def test_a_long_list_goes_on_where_it_stopped() -> None:
    works = [Work(slug=f"w-{n}", title=f"Same {n % 3}", kind=WorkKind.SONG) for n in range(PAGE + 5)]
    Work.objects.bulk_create(works)
    first = find_works(text="same")
    second = find_works(text="same", after=first.next_cursor)
    assert len({it.pk for it in (*first.works, *second.works)}) == PAGE + 5
    assert second.next_cursor == ""
    assert "after=" in page("?q=same")


@pytest.mark.parametrize(
    "query", ["?open=x", "?kind=x", "?after=%00", "?after=gone", "?q=" + "a" * 500, "?q=%00"]
)
def test_what_cannot_be_read_is_left_out(query: str) -> None:
    page(query)


def test_a_work_that_is_not_there_is_404() -> None:
    assert Client().get("/rights/works/nothing/").status_code == 404


def test_terms_are_told_in_plain_words() -> None:
    other = make_work("Duke Drizzle", holder="Nimbus Pictures")
    license = make_license(
        make_work("Captain Nimbus", holder="Nimbus Pictures"),
        ends_at=timezone.now().replace(year=2031, month=5, day=4),
        actions=[Action.DEPICT, Action.REMIX],
        prohibited=[Action.VOICE],
        territory=["US", "CA"],
        purposes=[Purpose.PERSONAL, Purpose.FAN],
        max_seconds=15,
        per_day=1,
        total=20,
        co_appearance=CoAppearance.NO_PEOPLE,
        not_with=[other],
        forbidden_themes=[Theme.VIOLENCE],
        approval=Approval.CLIP,
        price=5,
        share=10,
        credit_line="© Nimbus Pictures",
        at_end=Ending.KEEP,
    )
    assert in_words(License.objects.get(pk=license.pk)) == [
        "Everyone may: show it, remix clips with it.",
        "Never: use its voice.",
        "Only for: fan work, personal.",
        "Only in: CA, US.",
        "At most 15 seconds.",
        "1 clip a day, of everybody together.",
        "20 clips in all.",
        "Not beside real people.",
        "Not beside: Duke Drizzle.",
        "Not with: violence.",
        "The holder looks at each clip before it is posted.",
        "5 credits for each clip go to the holder.",
        "10 % of what the clip earns go to the holder.",
        "Shown with: © Nimbus Pictures.",
        "Until 4 May 2031.",
        "Clips that exist when it ends stay.",
    ]


CLAIM = {"work": "Captain Nimbus", "statement": "We made it in 2019.", "evidence_url": ""}
NEW = {"name": "Nimbus Pictures", "contact": "legal@nimbus.example", "website": "https://nimbus.example"}


def test_a_member_claims_a_work_and_applies_as_its_holder_with_it(alice: User, settings: object) -> None:
    make_work("Captain Nimbus")
    pdf = SimpleUploadedFile("deed.pdf", b"%PDF-1.7 deed", "application/pdf")
    answer = Door(alice).submits("/rights/claim/", **CLAIM, **NEW, evidence_file=pdf)
    assert (answer.status_code, answer["Location"]) == (302, "/rights/works/captain-nimbus/")
    claim = Claim.objects.get()
    assert (claim.state, claim.holder.name, claim.by) == ("tested", "Nimbus Pictures", alice)
    assert (claim.holder.status, claim.holder.contact) == (HolderStatus.APPLIED, "legal@nimbus.example")
    assert EvidenceFile.objects.get().work == claim.work
    assert Work.objects.get().holder is None, "a claim alone gives nothing"
    again = Door(alice).submits("/rights/claim/", **CLAIM, holder=claim.holder.pk)
    assert (again.status_code, Claim.objects.count()) == (422, 1)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"work": "Nothing"}, "has no work of this title"),
        ({"name": ""}, "This field is required"),
        ({"statement": ""}, "This field is required"),
        ({"evidence_file": SimpleUploadedFile("deed.pdf", b"MZ program")}, "neither a PDF"),
    ],
)
def test_a_claim_that_lacks_something_is_shown_again(
    wrong: dict[str, object], said: str, alice: User
) -> None:
    make_work("Captain Nimbus")
    answer = Door(alice).submits("/rights/claim/", **(CLAIM | NEW | wrong))
    assert answer.status_code == 422
    assert said in answer.text
    assert not RightsHolder.objects.exists()


def test_nobody_claims_in_the_name_of_a_holder_they_do_not_act_for(alice: User, bob: User) -> None:
    make_work("Captain Nimbus")
    other = make_holder("Rainy Films", member=bob)
    make_holder("Own Films", member=alice)
    assert Door(alice).submits("/rights/claim/", **CLAIM, holder=other.pk).status_code == 422
    assert not Claim.objects.exists()


def test_visitors_log_in_before_they_claim() -> None:
    assert Client().get("/rights/claim/")["Location"].startswith("/login/")
