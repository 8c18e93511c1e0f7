"""Addresses of the pages of whichever likeness a page is about; receipts, and findings, in words."""

from __future__ import annotations

from typing import Any

from django import template

from cameos.enrolment.words import looked_for, wrong_with
from cameos.places import place
from cameos.receipt_words import in_words

register = template.Library()
register.filter("in_words", in_words)
register.filter("looked_for", looked_for)
register.filter("wrong_with", wrong_with)


@register.simple_tag(takes_context=True)
def at(context: dict[str, Any], view: str, *args: object) -> str:
    """The address of `view` for the `cameo` of the page."""
    return place(view, context.get("cameo"), *args)
