"""What no clip shows, whoever asks: a first list, matched word by word.

It is a floor under consent and rights, not a judge of taste: few entries, each plainly meant.
"""

import re

from core.decisions import Decision, Reason, Span

_LIST: dict[str, tuple[str, ...]] = {
    "sexual": (
        r"porn\w*", r"nudes?", r"naked", r"nudity", r"topless", r"hentai", r"nsfw", r"xxx",
        r"sex(?:ual)? (?:act|scene|tape)s?", r"having sex", r"undress(?:ed|ing)?", r"fetish\w*", r"lingerie",
    ),
    "minors": (
        r"child (?:porn|sex\w*|abuse)\w*", r"underage\w*", r"lolita", r"loli", r"preteens?",
    ),
    "cruelty": (
        r"behead\w*", r"decapitat\w*", r"dismember\w*", r"gore", r"tortur\w*", r"snuff",
        r"suicide", r"kill(?:ing)? (?:my|him|her|them)self", r"mass shooting", r"school shooting",
    ),
    "hate": (
        r"nazi salute", r"heil hitler", r"white power", r"ethnic cleansing", r"gas chambers?", r"lynch\w*",
    ),
}  # fmt: skip

_MESSAGES = {
    "sexual": "Sexual content is not made here.",
    "minors": "Nothing that sexualizes or harms children is made here.",
    "cruelty": "Cruelty and self-harm are not made here. If you need help, a local helpline listens.",
    "hate": "Hate is not made here.",
}

_PATTERNS = {
    topic: re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) for topic, words in _LIST.items()
}


def safe(text: str) -> Decision:
    """Does `text` ask for something that no clip shows? Spans point into `text`."""
    reasons = [
        Reason(f"safety.{topic}", _MESSAGES[topic], match.group(), Span(*match.span()))
        for topic, pattern in _PATTERNS.items()
        for match in pattern.finditer(text)
    ]
    return Decision(tuple(reasons))
