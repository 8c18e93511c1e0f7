"""Themes that holders can keep their works out of, by the words that give them away.

A word list is a floor, not a judgment: what it misses, the approval of prompt or clip is for.
"""

from __future__ import annotations

import re

from rights.profile import Theme

WORDS = {
    Theme.VIOLENCE: "blood bloody gore kill kills killing murder stab stabs shoots shooting gun guns "
    "rifle bomb massacre torture beating weapon weapons war corpse "
    "血 殺す 杀 枪 총 살인 кровь убийство sangre sang",
    Theme.SEXUAL: "sexy naked nude erotic lingerie porn stripper topless seductive fetish bikini "
    "裸 セクシー 性感 색시 голый desnudo nackt",
    Theme.POLITICS: "election president senator campaign protest rally parliament party vote votes voting "
    "politician referendum propaganda 選挙 选举 선거 выборы elección wahl élection",
    Theme.RELIGION: "church mosque temple prayer praying god jesus allah buddha bible quran priest imam "
    "教会 教堂 神 교회 церковь iglesia kirche église",
    Theme.ALCOHOL: "beer wine whisky whiskey vodka drunk alcohol cocktail drug drugs cocaine weed joint "
    "cigarette smoking ビール 酒 맥주 пиво cerveza bier bière",
    Theme.GAMBLING: "casino poker roulette gambling bet bets betting jackpot "
    "カジノ 赌场 카지노 казино",
    Theme.HORROR: "horror zombie zombies demon demons possessed haunted nightmare gruesome scary creepy "
    "ホラー 恐怖 공포 ужас terror grauen horreur",
}  # fmt: skip
_BY_WORD = {word: theme for theme, words in WORDS.items() for word in words.split()}
_DENSE = 0x3000  # from here on, scripts without spaces
_SPACED = {word for word in _BY_WORD if ord(word[0]) < _DENSE}


def themes_in(text: str) -> frozenset[str]:
    """The themes that a text touches, by its words; in scripts without spaces, by its signs."""
    folded = text.casefold()
    words = set(re.findall(r"\w+", folded)) & _SPACED
    signs = {word for word in _BY_WORD.keys() - _SPACED if word in folded}
    return frozenset(str(_BY_WORD[word]) for word in words | signs)
