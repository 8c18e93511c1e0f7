"""The catalogue is well-formed, loads once however often it is loaded, and stops nobody by chance."""

import json
from functools import cache
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import User
from accounts.policies import may_take_handle
from rights import registry
from rights.catalogue import FILES, FOLDER, entries
from rights.matching.candidates import Entry, Mode
from rights.matching.folding import fold
from rights.matching.matcher import Matcher
from rights.models import Alias, MatchMode, Work, WorkKind
from rights.services import clear, load_catalogue, transfer_work
from tests.rights.factories import make_holder

FIELDS = {"slug", "title", "mode", "holder", "franchise", "alternative", "aliases"}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_sorted_and_knows_only_its_fields(name: str) -> None:
    rows = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    assert [row["slug"] for row in rows] == sorted({row["slug"] for row in rows})
    assert all(set(row) <= FIELDS and row["title"] for row in rows)
    assert all(set(alias) <= {"text", "mode", "lang"} for row in rows for alias in row["aliases"])


def test_every_entry_can_be_matched_and_fits_the_columns() -> None:
    for entry in entries():
        folded = [fold(name.text) for name in entry.names]
        assert all(folded), entry
        assert all(len(text) >= 3 for text in folded if text.isascii()), entry
        assert len({name.text for name in entry.names}) == len(entry.names), entry
        assert max(len(entry.slug), len(entry.alternative)) <= 120


def test_a_franchise_is_an_entry() -> None:
    slugs = {entry.slug for entry in entries() if entry.kind == WorkKind.FRANCHISE}
    assert {entry.franchise for entry in entries()} - {""} <= slugs


def test_no_way_out_names_a_work_itself() -> None:
    texts = [entry.alternative for entry in entries() if entry.alternative]
    titles = {fold(name.text) for entry in entries() for name in entry.names}
    assert not [text for text in texts if any(fold(word) in titles for word in text.split())]


def test_it_holds_works_and_people_of_several_scripts() -> None:
    kinds = [entry.kind == WorkKind.PERSON for entry in entries()]
    assert sum(kinds) >= 60
    assert len(kinds) - sum(kinds) >= 60
    text = "".join(name.text for entry in entries() for name in entry.names)
    for letter in "ポ宝데ПमهאΧ":
        assert letter in text


@pytest.fixture
def catalogue(db: None) -> None:
    load_catalogue(entries=entries())


def test_loading_twice_is_loading_once(catalogue: None) -> None:
    before = (Work.objects.count(), Alias.objects.count(), registry.current().revision)
    out = StringIO()
    call_command("load_catalogue", stdout=out)
    assert out.getvalue() == "0 works, 0 names and 0 descriptions entered, 0 handles reserved.\n"
    assert (Work.objects.count(), Alias.objects.count(), registry.current().revision) == before


def test_what_a_holder_has_changed_stays(catalogue: None) -> None:
    work = Work.objects.get(slug="godzilla")
    transfer_work(work=work, holder=make_holder("Toho"), by=None)
    work.aliases.filter(text="Gojira").update(mode=MatchMode.CONTEXT)
    load_catalogue(entries=entries())
    assert Work.objects.get(slug="godzilla").holder is not None
    assert work.aliases.get(text="Gojira").mode == MatchMode.CONTEXT


def test_nobody_takes_a_name_of_the_catalogue(catalogue: None) -> None:
    for handle in ("taylorswift", "tay1or_swift", "mickey.mouse", "therealelonmusk"):
        assert [reason.code for reason in may_take_handle(handle).reasons] == ["handle.reserved"], handle


def test_it_is_in_force_once_it_is_loaded(catalogue: None, alice: User) -> None:
    [finding] = clear(["pikachu on a swing"], by=alice, hold=False).findings
    assert (finding.title, finding.held_by) == ("Pikachu", "The Pokémon Company")


@cache
def matcher() -> Matcher:
    """The matcher of the catalogue, without a database: an entry's number stands for its id."""
    listed = list(entries())
    number = {entry.slug: at for at, entry in enumerate(listed)}
    return Matcher(
        Entry(
            name.text,
            fold(name.text),
            number[entry.slug],
            number[entry.franchise or entry.slug],
            Mode(name.mode),
            entry.kind == WorkKind.PERSON,
        )
        for entry in listed
        for name in entry.names
    )


def titles_in(text: str) -> list[str]:
    titles = [entry.title for entry in entries()]
    return list(dict.fromkeys(titles[hit.work] for hit in matcher().find([text])))


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("pikachu on a swing", ["Pikachu"]),
        ("ピカチュウがブランコに乗る", ["Pikachu"]),
        ("皮卡丘在荡秋千", ["Pikachu"]),
        ("피카츄가 그네를 탄다", ["Pikachu"]),
        ("Пикачу на качелях", ["Pikachu"]),
        ("taylor swift sings in the rain", ["Taylor Swift"]),
        ("泰勒·斯威夫特在雨中唱歌", ["Taylor Swift"]),
        ("शाहरुख़ ख़ान नाचते हैं", ["Shah Rukh Khan"]),
        ("Darth Vader meets Yoda", ["Darth Vader", "Yoda"]),
        ("Gotham City, and the joker laughs", ["Batman"]),
    ],
)
def test_a_name_is_found_in_many_scripts(text: str, titles: list[str]) -> None:
    assert titles_in(text) == titles


INNOCENT = """
a small animal crossing the road at dawn
the frozen lake under a pale sun
a baby shark swims over the reef
two kites, spirited away by the wind
a joker card on a green table
the madonna in a quiet chapel
shrimp and corn, grilled by the sea
a marvel of engineering: the old iron bridge
an old man and a girl with balloon animals
a hulk of a ship, rusting in the bay
one piece of cake on a plate
a storm of sparrows over Scunthorpe
Paris at night, seen from the river
Mario, my neighbor, waters his roses
音乐高潮时烟花升起
水位高达十米的河
望子成龙的父亲
マリオネットが踊る
люди гибли в горах
ワンピースを着た女の子
우리 동네의 밤
"""


@pytest.mark.parametrize("text", INNOCENT.strip().splitlines())
def test_an_innocent_sentence_is_left_alone(text: str) -> None:
    assert titles_in(text) == []
