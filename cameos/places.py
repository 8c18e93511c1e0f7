"""Where the pages of a likeness are: a person's have short addresses, a being's have its handle in them."""

from __future__ import annotations

from django.urls import reverse

from cameos.models import Cameo


def place(view: str, cameo: Cameo | None, *args: object) -> str:
    """The address of `view` for this likeness."""
    return reverse(view, args=[cameo.handle, *args] if cameo and cameo.is_being else args)
