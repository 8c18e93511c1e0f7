"""Themes that holders can keep their works out of, by the words that give them away.

A word list is a floor, not a judgment: what it misses, the approval of prompt or clip is for.
"""

from __future__ import annotations

import re

from rights.profile import Theme

WORDS = {
    Theme.VIOLENCE: (
        "blood, bloody, gore, kill, kills, killed, killing, murder, stab, stabs, shoots, shooting, "
        "gunfight, gun, guns, rifle, bomb, bombs, massacre, torture, beating, weapon, weapons, war, "
        "corpse, 血, 殺す, 殺人, 杀人, 枪, 권총, 살인, кровь, убийство, война, sangre, guerra, krieg, "
        "blut, guerre"
    ),
    Theme.SEXUAL: (
        "sexy, naked, nude, erotic, lingerie, porn, stripper, topless, seductive, fetish, bikini, 裸, "
        "セクシー, 性感, 섹시, голый, голая, desnudo, desnuda, nackt, nackte"
    ),
    Theme.POLITICS: (
        "election, president, senator, protest, protesters, parliament, political party, political rally, "
        "campaign rally, party leader, vote, votes, voting, voters, politician, referendum, propaganda, "
        "選挙, 选举, 선거, выборы, elección, elecciones, wahlkampf, élection"
    ),
    Theme.RELIGION: (
        "church, mosque, synagogue, temple, prayer, prays, praying, god, jesus, allah, buddha, bible, "
        "quran, priest, imam, rabbi, 教会, 教堂, 神様, 교회, церковь, iglesia, kirche, église"
    ),
    Theme.ALCOHOL: (
        "beer, beers, wine, whisky, whiskey, vodka, drunk, alcohol, cocktail, cocktails, drugs, cocaine, "
        "cannabis, marijuana, cigarette, cigarettes, smokes, smoking, ビール, 酒, 맥주, 소주, пиво, водка, "
        "cerveza, bier, bière"
    ),
    Theme.GAMBLING: (
        "casino, poker, roulette, gambling, gambles, betting, jackpot, slot machine, カジノ, 赌场, 카지노, "
        "казино"
    ),
    Theme.HORROR: (
        "horror, zombie, zombies, demon, demons, possessed, haunted, nightmare, gruesome, scary, creepy, "
        "ホラー, 恐怖, 공포, ужас, terror, grauen, horreur"
    ),
}
# What these say is something else.
_HARMLESS = (
    "shooting stars?, shoots? (?:hoops|baskets|photos|pictures|films?), photo shooting, kill switch(?:es)?, "
    "tug of war, war paint, god rays?, smoking hot, smoking volcano(?:e?s)?, wine[- ]red, root beer, "
    "ginger beer, heartbeat, egg beating, beating (?:hearts?|drums?|eggs?), shrimp cocktail, blood oranges?, "
    "blood moons?"
)
HARMLESS = re.compile(rf"\b(?:{'|'.join(_HARMLESS.split(', '))})\b")
_BY_WORD = {word: theme for theme, words in WORDS.items() for word in words.split(", ")}
_DENSE = 0x3000  # from here on, scripts without spaces
_SPACED_WORDS = sorted((word for word in _BY_WORD if ord(word[0]) < _DENSE), key=len, reverse=True)
_SPACED = re.compile(rf"\b(?:{'|'.join(_SPACED_WORDS)})\b")
_DENSE_WORDS = [word for word in _BY_WORD if ord(word[0]) >= _DENSE]


def themes_in(text: str) -> frozenset[str]:
    """The themes that a text touches, by its words; in scripts without spaces, by its signs."""
    folded = HARMLESS.sub(" ", text.casefold())
    found = {*_SPACED.findall(folded), *(word for word in _DENSE_WORDS if word in folded)}
    return frozenset(str(_BY_WORD[word]) for word in found)
