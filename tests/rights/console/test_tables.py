"""Tables in and out: tried first, taken over whole or not at all; sums that are right; offers as RSL."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree as Tree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from rights import replay
from rights.models import Alias, LicenseUse, MatchMode, UseState, Work
from tests.factories import make_user
from tests.rights.console.houses import House, at_console, make_house
from tests.rights.factories import make_license, make_work

pytestmark = [pytest.mark.verify, pytest.mark.django_db]

GOOD = """title,kind,alternative,name,language,mode
Cloud Boy,character,a boy on a cloud,Cloud Boy,en,strong
Cloud Boy,character,,雲の少年,ja,strong
Own Girl,character,,Girl of Own,en,context
"""


@pytest.fixture
def own(db: Any) -> House:
    return make_house("Own")


def send(own: House, table: str, **more: str) -> Any:
    file = SimpleUploadedFile("works.csv", table.encode())
    data = {"holder": own.holder.pk, "file": file} | more
    return at_console(own.owner).post(reverse("console:works_import"), data)


def take(own: House, table: str) -> Any:
    data = {"holder": own.holder.pk, "table": table, "step": "take"}
    return at_console(own.owner).post(reverse("console:works_import"), data)


def test_a_sound_table_is_tried_and_then_taken(own: House) -> None:
    before = Alias.objects.count()
    page = send(own, GOOD)
    assert "3 lines are sound" in page.text
    assert Alias.objects.count() == before  # tried, and nothing more
    answer = take(own, page.context["table"])
    assert answer.status_code == 302
    work = Work.objects.get(title="Cloud Boy")
    assert (work.holder, work.alternative) == (own.holder, "a boy on a cloud")
    assert set(work.aliases.values_list("text", "language")) == {("Cloud Boy", ""), ("雲の少年", "ja")}
    assert own.work.aliases.get(text="Girl of Own").mode == MatchMode.CONTEXT


def test_one_bad_line_and_nothing_is_entered(own: House) -> None:
    bad = GOOD + (
        "Own Girl,character,,🔥,,strong\n"  # nothing to read
        "Own Girl,character,,Hushed Own,,strong\n"  # known
        "Own Girl,character,,Fine Name,,loud\n"  # no mode
        "Own Toy,gadget,,Own Toy,,strong\n"  # no kind
        ",character,,Nameless,,strong\n"  # no title
    )
    before = list(Alias.objects.values())
    for answer in (send(own, bad), take(own, bad)):
        assert answer.status_code == 422
        assert [line for line, _ in answer.context["trial"].bad] == [5, 6, 7, 8, 9]
        reasons = " ".join(reason for _, reason in answer.context["trial"].bad)
        for word in ("nothing to read", "already known", "“loud”", "“gadget”"):
            assert word in reasons
    assert list(Alias.objects.values()) == before
    assert not Work.objects.filter(title="Cloud Boy").exists()


@pytest.mark.parametrize(
    "table", ["", "a,b\n1,2\n", "title\nx\n", "title,name\n" + "x,y\n" * 1001, "x" * 300_001, '"'],
    ids=["empty", "other columns", "a column less", "too long", "too large", "broken"],
)  # fmt: skip
def test_what_is_no_such_table_is_said(table: str, own: House) -> None:
    answer = take(own, table) if table else send(own, "\n")
    assert answer.status_code == 422
    assert Work.objects.filter(holder=own.holder).count() == 1


def test_names_that_would_stop_innocents_are_named_and_held(
    own: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "innocent_prompts", lambda: ("old cars rust",))
    table = "title,name\nOwn Girl,Cars\nOwn Girl,Vroom\n"
    page = send(own, table)
    assert page.context["trial"].held == ["Cars"]
    take(own, table)
    assert own.work.aliases.get(text="Cars").wanted == "strong"
    assert own.work.aliases.get(text="Vroom").wanted == ""


def test_a_viewer_brings_nothing(own: House) -> None:
    data = {"holder": own.holder.pk, "table": GOOD, "step": "take"}
    assert at_console(own.member.user).post(reverse("console:works_import"), data).status_code == 403
    assert not Work.objects.filter(title="Cloud Boy").exists()


def test_what_leaves_can_come_back(own: House) -> None:
    table = at_console(own.owner).get(reverse("console:works_export")).text
    assert table.splitlines()[0] == "title,kind,alternative,name,language,mode"
    own.work.aliases.exclude(text="Own Girl").delete()
    table = table.replace("Own Girl,character,a Own in disguise,Own Girl,,strong\r\n", "")
    assert take(own, table).status_code == 302
    assert own.work.aliases.filter(text="Hushed Own").exists()


def test_a_formula_leaves_as_words(own: House) -> None:
    Work.objects.filter(pk=own.work.pk).update(title="=HYPERLINK(1)")
    for name in ("works_export", "statement_csv"):
        table = at_console(own.owner).get(reverse(f"console:{name}")).text
        assert "'=HYPERLINK(1)" in table
        assert ",=HYPERLINK" not in table


def use(license: Any, maker: User, *, day: str, price: int, **more: Any) -> None:
    made = LicenseUse.objects.create(
        license=license, user=maker, job_id=uuid4(), price=price, **({"state": UseState.USED} | more)
    )
    LicenseUse.objects.filter(pk=made.pk).update(at=datetime.fromisoformat(day).replace(tzinfo=UTC))


def test_the_statement_adds_up_by_month_and_work(own: House) -> None:
    LicenseUse.objects.all().delete()
    maker = make_user("maker")
    second = make_license(make_work("Own Boy", holder=own.holder.name), share=20)
    for day, price in (("2026-01-31T23:59", 3), ("2026-02-01T00:00", 4), ("2026-02-27", 5)):
        use(own.license, maker, day=day, price=price)
    use(second, maker, day="2026-02-03", price=7)
    use(own.license, maker, day="2026-02-04", price=9, state=UseState.RELEASED)  # gave no clip
    use(own.license, maker, day="2026-02-04", price=9, state=UseState.RESERVED)  # is on its way
    use(own.license, maker, day="2026-02-05", price=1, withdrawn_at=datetime.now(UTC))  # was made
    told = at_console(own.owner).get(reverse("console:statement")).context["statement"]
    assert (told.uses, told.credits) == (5, 20)
    assert [(f"{month:%Y-%m}", uses, credits) for month, _, uses, credits in told.months] == [
        ("2026-02", 4, 17),
        ("2026-01", 1, 3),
    ]
    table = at_console(own.owner).get(reverse("console:statement_csv")).text.splitlines()
    assert table == [
        "month,holder,work,clips,taken down,credits,share percent",
        "2026-02,Own House,Own Boy,1,0,7,20",
        "2026-02,Own House,Own Girl,3,1,10,0",
        "2026-01,Own House,Own Girl,1,0,3,0",
    ]


def test_offers_to_everyone_are_told_in_the_words_of_rsl(own: House) -> None:
    boy = make_work("Own Boy", holder=own.holder.name)
    make_license(boy, purposes=["education", "fan"], territory=["US", "JP"], credit_line="By Own")
    make_license(boy, actions=["depict", "commercial"], price=5)
    answer = at_console(own.owner).get(reverse("console:rsl"))
    assert answer["Content-Type"].startswith("application/rsl+xml")
    space = "{https://rslstandard.org/rsl}"
    root = Tree.fromstring(answer.content)
    [content] = root.findall(f"{space}content")  # the license by name is nobody else's business
    assert content.get("url", "").endswith("/rights/own-boy/")
    first, second = content.findall(f"{space}license")
    words = [(it.tag.removeprefix(space), it.get("type"), it.text) for it in first]
    assert words == [
        ("permits", "usage", "ai-input"),
        ("permits", "user", "education,non-commercial"),
        ("permits", "geo", "US,JP"),
        ("prohibits", "user", "commercial"),
        ("payment", "attribution", None),
    ]
    assert [it.get("type") for it in second.findall(f"{space}payment")] == ["purchase"]
    assert content.findtext(f"{space}copyright") == "Own House"
