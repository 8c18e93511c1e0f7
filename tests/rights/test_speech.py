"""What a prompt does with a work: who speaks in it and who is only read, and which themes it touches."""

import pytest

from rights.models import WorkKind
from rights.profile import Purpose
from rights.speech import actions_on, speaks
from rights.themes import themes_in

SPOKEN = [
    'Captain Nimbus says "hello"',
    "Captain Nimbus says hello to the crowd",
    "Captain Nimbus sings in the rain",
    "a duet: Captain Nimbus singing with a fox",
    "Captain Nimbus whispers something to the cat",
    "he shouted from the roof",
    "Captain Nimbus speaks to the nation",
    "two friends talking on a bench",
    'Captain Nimbus turns around: "We fly at dawn"',
    'Captain Nimbus waves. "Goodbye, everybody!"',
    '"We fly at dawn," says Captain Nimbus',
    '"We fly at dawn", Captain Nimbus says',
    "“Who is there?”",
    "Kapitän Nimbus sagt: „Wir fliegen“",
    "Le capitaine chante « Au clair de la lune »",
    "El capitán grita en la plaza",
    "Капитан поёт под дождём",
    "ニンバス船長は「飛ぶぞ」と言う",
    "ニンバス船長が歌う",
    "船长说：“我们出发”",
    "선장이 노래를 부른다",
    "with a voice-over about the sea",
    'a sign says "open" and Captain Nimbus says "closed"',
]
UNSPOKEN = [
    "Captain Nimbus waves from his ship",
    'Captain Nimbus under a sign that says "No swimming"',
    'a sign says "open"',
    "the sign over the door says closed",
    'Captain Nimbus wears a t-shirt saying "I fly"',
    'a banner over the street which says "Welcome home!"',
    'the neon on the wall reads "Bar"',
    'Captain Nimbus holds a letter: "Come home soon."',
    'Captain Nimbus reads a book called "The Storm."',
    'a boat named "Marie"',
    'a poster with the words "Fly with me!"',
    "Captain Nimbus plays “Storm” on the piano",
    "the film «Le ciel» on a screen",
    "『雲の船』という本を読む船長",
    "Captain Nimbus listens to the speaker",
    "an old essay about sailing",
    "a singer's empty stage",
    "a narrow street",
]


@pytest.mark.parametrize("text", SPOKEN)
def test_somebody_speaks_or_sings(text: str) -> None:
    assert speaks(text)


@pytest.mark.parametrize("text", UNSPOKEN)
def test_what_is_read_or_only_named_is_not_spoken(text: str) -> None:
    assert not speaks(text)


def test_only_what_has_a_voice_needs_its_voice() -> None:
    [text, *_] = SPOKEN
    for kind, actions in (
        (WorkKind.CHARACTER, {"depict", "voice"}),
        (WorkKind.ESTATE, {"depict", "voice"}),
        (WorkKind.BRAND, {"logo"}),
        (WorkKind.ARTWORK, {"depict"}),
    ):
        assert actions_on(kind, [text]) == actions


def test_whoever_speaks_in_what_is_remixed_speaks_here() -> None:
    assert actions_on(WorkKind.CHARACTER, ["the same at night", SPOKEN[0]], remixes=True) == {
        "depict",
        "voice",
        "remix",
    }


def test_who_earns_with_it_says_so() -> None:
    assert actions_on(WorkKind.BRAND, ["a shop"], purpose=Purpose.COMMERCIAL) == {"logo", "commercial"}


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("two soldiers with guns in a war", {"violence"}),
        ("a naked man", {"sexual"}),
        ("an election speech in parliament", {"politics"}),
        ("a political party and its voters", {"politics"}),
        ("a wedding in a church", {"religion"}),
        ("two friends drink beer in a casino", {"alcohol", "gambling"}),
        ("zombies in a haunted house", {"horror"}),
        ("Eine Kirche am See", {"religion"}),
        ("友達とビールを飲む", {"alcohol"}),
        ("교회 앞의 선거 포스터", {"religion", "politics"}),
        ("церковь у реки", {"religion"}),
    ],
)
def test_themes_are_seen_by_their_words(text: str, themes: set[str]) -> None:
    assert themes_in(text) == themes


@pytest.mark.parametrize(
    "text",
    [
        "a shooting star over the lake",
        "two friends shoot hoops; one shoots hoops alone",
        "a birthday party with paper hats",
        "weeds between the stones",
        "a rally car in the mud",
        "a killer whale swims past",
        "she sang and the choir sang along",
        "god rays fall through the trees",
        "a joint of roast ham on the table",
        "a wine-red coat",
        "a hot dog stand",
        "he bets that the bus is late",
        "a glass of root beer",
        "神戸の港",
        "총총 뛰는 토끼",
        "a warm warehouse in Warsaw",
        "a beginner guitar lesson",
        "the blood moon rises",
    ],
)
def test_ordinary_sentences_touch_none(text: str) -> None:
    assert themes_in(text) == frozenset()
