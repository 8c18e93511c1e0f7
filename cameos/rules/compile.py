"""Reading a rule in plain words. What is not surely understood is said to be not understood."""

from __future__ import annotations

import re
from collections.abc import Callable

from accounts.handles import canonical, is_well_formed
from cameos.models import Topic
from cameos.rules.compiled import Kind, Rule
from cameos.rules.detect import listed_in
from cameos.rules.text import words_of

RULE_LIMIT = 200  # characters
RULES_LIMIT = 20  # rules of one person
ADDITION_LIMIT = 80
PHRASE_WORDS = 5  # longer ones say more than a search for words can check

_NOT = r"(?:please )?(?:never|do not|don't|dont|not|no)(?: ever)?"
_CONDITION = re.compile(r"\b(?:unless|except|but|if|when|while|only|without|before|after|until|than)\b")
_SAY = re.compile(
    rf"{_NOT} (?:(?:let|have|make) me )?(?:say|sing|shout|speak|utter|swear|use the words?)"
    r"(?: (?:the|this|these) (?:words?|phrases?|name):?)? (?P<rest>.+)"
)
_ADD = re.compile(
    r"(?:please )?(?:i )?always (?P<verb>wear|have|hold|carry|keep|put me in|dress me in|draw me in"
    r"|show me wearing|show me with|show me in|make me wear|let me wear|give me|be|am) (?P<rest>.+)"
)
_COMPANY = re.compile(
    rf"{_NOT} (?:(?:put|show|use|cast|place|have) me )?(?:(?:in )?(?:a |any )?(?:clips?|videos?|scenes?) )?"
    r"(?:together )?(?:with|beside|next to|near) (?P<rest>[@＠].+)"
)
_OUT = re.compile(rf"(?:{_NOT}|keep me out of|leave me out of|keep me away from|nothing) (?P<rest>.+)")
# What stands between "never" and what is meant: "put me in a clip about".
_LEAD = re.compile(
    r"(?:(?:put|show|use|cast|place|depict|draw|feature|include|make|have|let|get) me|clips?|videos?|scenes?"
    r"|jokes?|prompts?|of me|with me|appear|be|show|put|in|into|with|near|at|as|on|about|doing|around|inside"
    r"|of|to do with|any|anything|something|that is|a (?=clips?|videos?|scenes?)) "
)
_VERBS = {
    "wear": "wears", "put me in": "wears", "dress me in": "wears", "draw me in": "wears",
    "show me wearing": "wears", "make me wear": "wears", "let me wear": "wears", "have": "has",
    "show me with": "has", "give me": "has", "hold": "holds", "carry": "carries", "keep": "keeps",
    "show me in": "is in", "be": "is", "am": "is",
}  # fmt: skip
_QUOTED = re.compile(r'["“«]([^"“”«»]+)["”»]')
_ARTICLES = re.compile(r"^(?:(?:a|an|the|any|some|my|kind of|type of|sort of|all|other) )+")
_HOLLOW = re.compile(r"(?:(?:this|that|it|in|on|at|with|about|word|words|me|thing|things|do|be)(?: |$))+")
_TAIL = re.compile(r"(?: at all| ever| please| whatsoever| or similar| or anything like (?:that|it))+$")
# Words under which people name a topic, though a prompt about it would not use them.
_TOPIC_NAMES = {
    "sexual content": Topic.SEXUAL, "sexual things": Topic.SEXUAL, "fetish content": Topic.SEXUAL,
    "violent": Topic.VIOLENCE, "violence": Topic.VIOLENCE, "fights": Topic.VIOLENCE,
    "fighting": Topic.VIOLENCE, "religion": Topic.RELIGION, "religious": Topic.RELIGION,
    "faith": Topic.RELIGION, "brands": Topic.BRANDS, "commercials": Topic.BRANDS,
    "marketing": Topic.BRANDS, "drinking": Topic.ALCOHOL, "smoking": Topic.ALCOHOL, "drug": Topic.ALCOHOL,
    "body alteration": Topic.BODY, "body changes": Topic.BODY, "changes of my body": Topic.BODY,
    "age changes": Topic.BODY,
}  # fmt: skip
_NAMED = {tuple(word.text for word in words_of(name)): topic for name, topic in _TOPIC_NAMES.items()}


def compile_rule(text: str) -> Rule:
    """What `text` asks for, as a check or as words to add; or that it was not understood."""
    plain = _plain(text)
    if plain and len(text) <= RULE_LIMIT and not re.search(r"[.!?;]\s|\n", plain):
        for read in (_read_addition, _read_company, _read_saying, _read_exclusion):
            if rule := read(text, plain):
                return rule
    return Rule(text, Kind.UNKNOWN)


def compile_rules(text: str) -> tuple[Rule, ...]:
    """A rule for each line that is not empty."""
    lines = dict.fromkeys(filter(None, (line.strip() for line in text.splitlines())))
    return tuple(compile_rule(line) for line in lines)


def _plain(text: str) -> str:
    plain = " ".join(text.casefold().replace("’", "'").split())
    return plain.rstrip(".! ")


def _read_addition(text: str, plain: str) -> Rule | None:
    found = _ADD.fullmatch(plain)
    if not found or _CONDITION.search(found["rest"]):
        return None
    addition = f"{_VERBS[found['verb']]} {found['rest']}"
    harmless = not listed_in(addition) and re.fullmatch(r"[\w ,'-]+", addition)
    if not harmless or len(addition) > ADDITION_LIMIT:
        return None
    return Rule(text, Kind.ADD, addition=addition)


def _read_company(text: str, plain: str) -> Rule | None:
    found = _COMPANY.fullmatch(plain)
    if not found:
        return None
    handles = [canonical(piece.lstrip("@＠")) for piece in _pieces(found["rest"])]
    if not handles or not all(map(is_well_formed, handles)):
        return None
    return Rule(text, Kind.COMPANY, phrases=tuple(handles))


def _read_saying(text: str, plain: str) -> Rule | None:
    found = _SAY.fullmatch(plain)
    if not found:
        return None
    quoted = _QUOTED.fullmatch(found["rest"])
    if not quoted and _CONDITION.search(found["rest"]):
        return None
    phrases = [quoted[1]] if quoted else _pieces(found["rest"])
    return _searching(text, Kind.SAY, phrases, lambda phrase: phrase) or Rule(text, Kind.UNKNOWN)


def _read_exclusion(text: str, plain: str) -> Rule | None:
    found = _OUT.fullmatch(plain)
    if not found or _CONDITION.search(found["rest"]):
        return None
    rest = _TAIL.sub("", found["rest"])
    while lead := _LEAD.match(rest):
        rest = rest[lead.end() :]
    pieces = [_ARTICLES.sub("", piece) for piece in _pieces(rest)]
    if any("@" in piece for piece in pieces):
        return None
    topics = [_topics_named(piece) for piece in pieces]
    if pieces and all(topics):
        every = sorted({topic for several in topics for topic in several}, key=list(Topic).index)
        return Rule(text, Kind.TOPIC, topics=tuple(every))
    if any(topics):  # "politics or hats": half of it would be lost either way
        return None
    return _searching(text, Kind.SHOW, pieces, _inflected)


def _topics_named(piece: str) -> frozenset[Topic]:
    words = tuple(word.text for word in words_of(piece))
    named = {
        topic
        for name, topic in _NAMED.items()
        if any(words[at : at + len(name)] == name for at in range(len(words)))
    }
    return listed_in(piece) | named


def _searching(text: str, kind: Kind, phrases: list[str], inflect: Callable[[str], str]) -> Rule | None:
    """A rule that looks for phrases; none where one of them is too long, or is no words at all."""
    counts = [len(words_of(phrase)) for phrase in phrases]
    empty = any(_HOLLOW.fullmatch(phrase) for phrase in phrases)
    if not phrases or empty or not all(0 < count <= PHRASE_WORDS for count in counts):
        return None
    return Rule(text, kind, phrases=tuple(inflect(phrase) for phrase in phrases))


def _pieces(rest: str) -> list[str]:
    """The parts of an enumeration, without quotes around them."""
    pieces = re.split(r"\s*(?:,|\bor\b|\band\b|\bnor\b|/)\s*", rest)
    return [bare for piece in pieces if (bare := piece.strip("\"'“”‘’«» "))]


def _inflected(phrase: str) -> str:
    """The phrase with room for the common endings of its first word and of its last."""
    words = phrase.split()
    first, last = words[0], words[-1]
    if len(first) > 5 and first.endswith("ing"):
        stem = first[:-3]
        words[0] = stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem
    if len(words) > 1 or words[0] == last:
        words[-1] = last[:-1] if len(last) > 3 and last.endswith("s") and not last.endswith("ss") else last
    ends = {0, len(words) - 1}
    return " ".join(f"{word}*" if at in ends and len(word) > 2 else word for at, word in enumerate(words))
