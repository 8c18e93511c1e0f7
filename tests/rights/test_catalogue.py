"""The catalogue is well-formed, loads once however often it is loaded, and stops nobody by chance."""

import json
import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from accounts.handles import skeleton
from accounts.models import ReservedHandle, User
from accounts.policies import may_take_handle
from rights import registry
from rights.catalogue import FILES, FOLDER, CatalogueEntry, entries
from rights.matching.candidates import Entry, Mode
from rights.matching.folding import fold
from rights.matching.matcher import Matcher
from rights.models import Alias, MatchMode, Work, WorkKind
from rights.services import clear, load_catalogue, transfer_work
from rights.services.catalogue import Loaded
from tests.rights.factories import make_holder

pytestmark = pytest.mark.verify

FIELDS = {"slug", "title", "mode", "holder", "franchise", "alternative", "aliases"}
NAME_FIELDS = {"text", "lang", "mode"}
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
# Two entries that rightly have one strong name.
SHARED: frozenset[str] = frozenset()


@cache
def listed() -> tuple[CatalogueEntry, ...]:
    return tuple(entries())


@cache
def rows(name: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return read


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_sorted_and_knows_only_its_fields(name: str) -> None:
    assert [row["slug"] for row in rows(name)] == sorted({row["slug"] for row in rows(name)})
    assert all(set(row) <= FIELDS and row["title"] for row in rows(name))
    aliases = [alias for row in rows(name) for alias in row["aliases"]]
    assert all(set(alias) <= NAME_FIELDS for alias in aliases)
    assert not [alias for alias in aliases if "lang" in alias and not LANGUAGE.fullmatch(alias["lang"])]


def test_an_entry_is_in_one_file_only() -> None:
    slugs = [entry.slug for entry in listed()]
    assert len(slugs) == len(set(slugs))


def test_every_entry_can_be_matched_and_fits_the_columns() -> None:
    for entry in listed():
        folded = [fold(name.text) for name in entry.names]
        assert all(folded), entry
        assert all(len(text) >= 3 for text in folded if text.isascii()), entry
        assert len(set(folded)) == len(entry.names), entry
        assert max(len(entry.slug), len(entry.alternative), *(len(name.text) for name in entry.names)) <= 120


def test_a_franchise_is_an_entry_and_belongs_to_none() -> None:
    franchises = {entry.slug: entry for entry in listed() if entry.kind == WorkKind.FRANCHISE}
    assert {entry.franchise for entry in listed()} - {""} <= set(franchises)
    assert not [entry for entry in franchises.values() if entry.franchise]


def test_no_way_out_names_a_work_itself() -> None:
    texts = {entry.alternative for entry in listed() if entry.alternative}
    titles = {fold(name.text) for entry in listed() for name in entry.names}
    assert not [text for text in texts if any(fold(word) in titles for word in text.split())]


def test_a_name_that_suffices_alone_belongs_to_one_entry() -> None:
    """And is nowhere the ordinary word that another entry is afraid of."""
    holders: dict[str, set[str]] = defaultdict(set)
    modes: dict[str, set[MatchMode]] = defaultdict(set)
    for entry in listed():
        for name in entry.names:
            modes[fold(name.text)].add(name.mode)
            if name.mode == MatchMode.STRONG:
                holders[fold(name.text)].add(entry.slug)
    assert {text: slugs for text, slugs in holders.items() if len(slugs) > 1 and text not in SHARED} == {}
    assert [text for text, of in modes.items() if {MatchMode.STRONG, MatchMode.CONTEXT} <= of] == []


def test_it_holds_works_and_people_of_several_scripts() -> None:
    kinds = [entry.kind == WorkKind.PERSON for entry in listed()]
    assert sum(kinds) >= 3000
    assert len(kinds) - sum(kinds) >= 2000
    text = "".join(name.text for entry in listed() for name in entry.names)
    for letter in "ポ宝데ПमهאΧไবத":
        assert letter in text


@cache
def some() -> tuple[CatalogueEntry, ...]:
    """A part of it that loads quickly: well-known ones, every fortieth, and the franchises."""
    known = {"pikachu", "godzilla", "mickey-mouse", "taylor-swift", "elon-musk"}
    return tuple(
        entry
        for at, entry in enumerate(listed())
        if at % 40 == 0 or entry.kind == WorkKind.FRANCHISE or entry.slug in known
    )


@pytest.fixture
def catalogue(db: None) -> None:
    load_catalogue(entries=some())


def test_loading_twice_is_loading_once(catalogue: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (Work.objects.count(), Alias.objects.count(), registry.current().revision)
    monkeypatch.setattr("rights.management.commands.load_catalogue.entries", some)
    out = StringIO()
    call_command("load_catalogue", stdout=out)
    assert out.getvalue() == "0 works, 0 names and 0 descriptions entered, 0 handles reserved.\n"
    assert (Work.objects.count(), Alias.objects.count(), registry.current().revision) == before


@pytest.mark.django_db
def test_the_whole_of_it_loads_and_a_second_time_changes_nothing() -> None:
    first, second = load_catalogue(entries=listed()), load_catalogue(entries=listed())
    assert (first.works, first.names) == (len(listed()), sum(len(entry.names) for entry in listed()))
    assert second == Loaded(works=0, names=0, descriptions=0, bands=0, handles=0)
    member = Work.objects.get(slug="pikachu")
    assert member.franchise is not None
    assert member.franchise.slug == "pokemon"


def test_what_a_holder_has_changed_stays(catalogue: None) -> None:
    work = Work.objects.get(slug="godzilla")
    transfer_work(work=work, holder=make_holder("Toho"), by=None)
    work.aliases.filter(text="Gojira").update(mode=MatchMode.CONTEXT)
    load_catalogue(entries=some())
    assert Work.objects.get(slug="godzilla").holder is not None
    assert work.aliases.get(text="Gojira").mode == MatchMode.CONTEXT


def test_nobody_takes_a_name_of_the_catalogue(catalogue: None) -> None:
    for handle in ("taylorswift", "tay1or_swift", "mickey.mouse", "therealelonmusk"):
        assert [reason.code for reason in may_take_handle(handle).reasons] == ["handle.reserved"], handle


def test_the_names_of_people_are_told_from_those_of_works(catalogue: None) -> None:
    told = dict(ReservedHandle.objects.values_list("skeleton", "is_person"))
    assert told[skeleton("Taylor Swift")]
    assert not told[skeleton("Mickey Mouse")]


@pytest.mark.parametrize("earlier", ["person", "work"])
def test_a_name_of_both_is_a_persons_whichever_comes_first(db: None, earlier: str) -> None:
    person = next(it for it in listed() if it.slug == "taylor-swift")
    film = next(it for it in listed() if it.slug == "pikachu")
    film = replace(film, franchise="", title=person.title, names=person.names)
    for entry in (person, film) if earlier == "person" else (film, person):
        load_catalogue(entries=(entry,))
    assert ReservedHandle.objects.get(pk=skeleton("Taylor Swift")).is_person


def test_it_is_in_force_once_it_is_loaded(catalogue: None, alice: User) -> None:
    [finding] = clear(["pikachu on a swing"], by=alice, hold=False).findings
    assert (finding.title, finding.held_by) == ("Pikachu", "The Pokémon Company")


@cache
def matcher() -> Matcher:
    """The matcher of the catalogue, without a database: an entry's number stands for its id."""
    number = {entry.slug: at for at, entry in enumerate(listed())}
    return Matcher(
        Entry(
            name.text,
            fold(name.text),
            number[entry.slug],
            number[entry.franchise or entry.slug],
            Mode(name.mode),
            entry.kind == WorkKind.PERSON,
        )
        for entry in listed()
        for name in entry.names
        if name.mode != MatchMode.NEVER
    )


def titles_in(text: str) -> list[str]:
    return list(dict.fromkeys(listed()[hit.work].title for hit in matcher().find([text])))


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
        ("สไปเดอร์แมนบนตึกสูง", ["Spider-Man"]),
        ("دونالد ترامب يرقص", ["Donald Trump"]),
        ("in the style of Hayao Miyazaki", ["Hayao Miyazaki style", "Hayao Miyazaki"]),
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
slicing a peach in half
the tin frog hops in circles
we chat over coffee
a school for children between three and seven
a ferry crosses the harbor below the Sydney Opera House
Burj Khalifa, zoom out
tick the box, and the shell opens
lo real y lo soñado
Juan es mi vecino
die Karte liegt auf dem Tisch
ein Genie sitzt in der Bibliothek
город над рекой, далек и тих
ключ от двери на столе
سيارة في الملعب
चुनने के लिए रंग
เครื่องหมายบนกำแพง
이동해 주세요
"""


@pytest.mark.parametrize("text", INNOCENT.strip().splitlines())
def test_an_innocent_sentence_is_left_alone(text: str) -> None:
    assert titles_in(text) == []
