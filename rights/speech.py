"""Which actions a text asks for: to show a work, its logo, its voice, to remix it, to earn with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rights.models.works import WorkKind
from rights.profile import Action, Purpose

_WITH_A_VOICE = (WorkKind.CHARACTER, WorkKind.PERSON, WorkKind.ESTATE, WorkKind.SONG)


def actions_on(
    kind: str, texts: Sequence[str], *, purpose: str = Purpose.PERSONAL, remixes: bool = False
) -> frozenset[str]:
    """What a clip made from `texts` does with a work of this kind."""
    actions = {Action.LOGO if kind == WorkKind.BRAND else Action.DEPICT}
    if kind in _WITH_A_VOICE and any(speaks(text) for text in texts):
        actions.add(Action.VOICE)
    if remixes:
        actions.add(Action.REMIX)
    if purpose == Purpose.COMMERCIAL:
        actions.add(Action.COMMERCIAL)
    return frozenset(str(action) for action in actions)


def speaks(text: str) -> bool:
    """Does somebody speak or sing in it? Words on a sign are read, and titles are only named."""
    if _UTTERS.search(text):
        return True
    if any(not _WRITTEN_BEFORE.search(text[: verb.start()]) for verb in _SAYS.finditer(text)):
        return True
    return any(_is_dialogue(text, quote) for quote in _QUOTE.finditer(text))


def _is_dialogue(text: str, quote: re.Match[str]) -> bool:
    """Speech is announced, or is a sentence of its own; what is written or called so is neither."""
    before, after = text[: quote.start()], text[quote.end() :]
    if _SAID_AFTER.match(after):
        return True
    if _WRITTEN_BEFORE.search(before.rstrip(" ,:：")) or _NAMED_BEFORE.search(before):
        return False
    return bool(_ANNOUNCED.search(before) or _SENTENCE.search(quote[0]))


# Nobody does this in writing.
_UTTERS = re.compile(
    r"\b(?:shout(?:s|ed|ing)?|yell(?:s|ed|ing)?|whisper(?:s|ed|ing)?|sing(?:s|ing)?|sang|speak(?:s|ing)?|spoke"
    r"|talk(?:s|ing)|narrat(?:es|ed|ing|or|ion)|voice-?over|in (?:his|her|its|their) (?:own )?voice"
    r"|chante|crie|murmure|parle|canta|grita|susurra|habla|sing[et]|ruft|flüstert|spricht|redet"
    r"|поёт|поет|кричит|шепчет|говорит)\b"
    r"|歌[いうっ]|叫[びぶん]|囁|話[しすせ]|喋|唱歌|唱着|唱著|大喊|喊道|说话|說話|노래하|노래를|외치|외친|속삭",
    re.IGNORECASE,
)
# A sign may do this, too.
_SAYS = re.compile(
    r"\b(?:say(?:s|ing)?|said|dit|dice|sagt)\b|言[いうっ]|说[：:「“]|說[：:「“]|말하|말한",
    re.IGNORECASE,
)
_WRITABLE = (
    "signs?|signpost|banners?|posters?|billboards?|board|blackboard|whiteboard|labels?|tag|notes?|letters?"
    "|postcards?|cards?|books?|pages?|screens?|display|monitor|phone|plaque|headline|newspaper|caption|subtitle"
    "|title|tattoo|text|neon|graffiti|stickers?|menu|ticket|flags?|mug|cup|cap|hat|shirts?|t-shirts?|tee|jersey"
    "|apron|box|crate|bottle|can|door|wall|map|watch|clock|message|email|placards?|scroll|bubble|button|badge"
    "|receipt|calendar|cake|plate|schild|plakat|panneau|affiche|cartel|letrero|pancarta"
)
_PLACE = (
    r"(?:\s+(?:on|over|in|above|at|behind|beside|near|of|under)"
    r"\s+(?:(?:the|a|an|his|her|its|their)\s+)?[\w'’-]+)"
)
_WRITTEN_BEFORE = re.compile(
    rf"\b(?:{_WRITABLE}){_PLACE}{{0,2}}(?:,?\s+(?:that|which))?"
    r"(?:\s+(?:say(?:s|ing)?|said|read(?:s|ing)?|dit|dice|sagt))?\s*$",
    re.IGNORECASE,
)
_NAMED_BEFORE = re.compile(
    r"\b(?:called|named|titled|entitled|labell?ed|marked|lettered|word|words|written|inscribed|read(?:s|ing)?|song"
    r"|film|movie|novel|play|painting|episode|band|ship|boat|genannt|namens|titre|titulado)\s*[,:]?\s*$",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"“[^”]{2,}”|«[^»]{2,}»|„[^“”]{2,}[“”]|「[^」]{2,}」|『[^』]{2,}』|\"[^\"]{2,}\"")
_ANNOUNCED = re.compile(r"[\w)][,:：]\s*$")
_SENTENCE = re.compile(r"[.!?…。！？]\s*[”»“」』\"]$")
_SAID_AFTER = re.compile(
    r"\s*,?\s*(?:(?:he|she|it|they|[A-Z]\w+(?:\s[A-Z]\w+)?)\s+)?"
    r"(?:says|said|asks|asked|cries|replies|answers)\b"
    r"|\s*と[言叫囁歌話]"
)
