"""Saying the same without the name: the words around a phrase, and what can stand in its place."""

import re
from collections.abc import Iterable

from core.decisions import Span
from rights.models import WorkKind

# What a kind of work is called when no particular one is meant.
GENERIC = {
    WorkKind.CHARACTER: "an invented character",
    WorkKind.FRANCHISE: "an invented world",
    WorkKind.BRAND: "a product without a brand",
    WorkKind.SONG: "a new melody",
    WorkKind.ARTWORK: "an invented painting",
    WorkKind.STYLE: "a style of its own",
    WorkKind.PERSON: "an invented person",
    WorkKind.ESTATE: "an invented person",
}
_ENDS = re.compile(r"[.!?。！？؟]+[\"”’)]*\s+|\n+|(?<=[。！？])")
_ARTICLE = re.compile(r"\b(?:the|an?)\s+$", re.IGNORECASE)
_STYLE = re.compile(r"\bin the styles? of\s+$", re.IGNORECASE)


def sentence_at(text: str, span: Span) -> Span:
    """The sentence around `span`; a phrase over two sentences has both."""
    before = [found.end() for found in _ENDS.finditer(text, 0, span.start)]
    after = _ENDS.search(text, span.end)
    end = len(text[: after.start() + 1 if after.group().strip() else after.start()]) if after else len(text)
    return Span(before[-1] if before else 0, max(span.end, end))


def put(text: str, place: Span, words: str) -> str:
    return text[: place.start] + words + text[place.end :]


def without_names(text: str, sentence: Span, phrases: Iterable[tuple[Span, str]]) -> str:
    """The sentence with something general of the same kind for each of the phrases in it."""
    told = text
    for span, kind in sorted(phrases, key=lambda phrase: phrase[0].start, reverse=True):
        words = GENERIC[WorkKind(kind)]
        before = told[sentence.start : span.start]
        # "the Captain" becomes "an invented character", not "the an invented character".
        led = _ARTICLE.search(before)
        if kind == WorkKind.STYLE and (styled := _STYLE.search(before)):
            led, words = styled, f"in {words}"
        start = sentence.start + led.start() if led else span.start
        told = put(told, Span(start, span.end), words)
    rewritten = told[sentence.start : len(told) - (len(text) - sentence.end)]
    was_capital = text[sentence.start : sentence.start + 1].isupper()
    return rewritten[:1].upper() + rewritten[1:] if was_capital else rewritten
