"""Addresses of the pages of whichever likeness a page is about."""

from __future__ import annotations

from typing import Any

from django import template

from cameos.places import place

register = template.Library()


@register.simple_tag(takes_context=True)
def at(context: dict[str, Any], view: str, *args: object) -> str:
    """The address of `view` for the `cameo` of the page."""
    return place(view, context.get("cameo"), *args)
