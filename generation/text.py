"""What a prompt may be as text, before anybody asks what it says."""

import unicodedata

from django.conf import settings

from core.decisions import YES, Decision, no

# Spaces that people type, and the joiners without which some scripts and emoji break apart.
_KEPT = frozenset("\n\t\u200c\u200d")
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co"})


def clean(text: str) -> str:
    """The text as it is stored: composed, without control characters, without space around it.

    Bidirectional controls and other invisible format characters go: they only serve to make a
    sentence look different from what it says. The text's own direction needs none of them.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "".join(ch for ch in composed if ch in _KEPT or unicodedata.category(ch) not in _DROPPED).strip()


def fits(text: str) -> Decision:
    """Is there a prompt, and is it short enough?"""
    if not text:
        return no("prompt.empty", "Describe a scene to start.")
    if len(text) > settings.PROMPT_LIMIT:
        return no(
            "prompt.long",
            f"A prompt has at most {settings.PROMPT_LIMIT} characters; this one has {len(text)}.",
        )
    return YES
