"""Where the pages of a likeness are: a person's have short addresses, a being's have its handle in them."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.urls import reverse
from django.utils.translation import gettext as _

from cameos.models import Cameo
from core.decisions import leading_to


def place(view: str, cameo: Cameo | None, *args: object) -> str:
    """The address of `view` for this likeness."""
    return reverse(view, args=[cameo.handle, *args] if cameo and cameo.is_being else args)


def made_since(version: int, cameo: Cameo) -> str:
    """Where the owner is asked about clips that were hidden since this version of their rules, if any."""
    return f"{place('generation:made', cameo)}?since={version}"


def leading_to_rules(cameo: Cameo) -> AbstractContextManager[None]:
    """What fails in here leads on to the rules as they are now."""
    name = _("The rules of @%(being)s") % {"being": cameo.handle} if cameo.is_being else _("Your rules")
    return leading_to(place("cameos:terms", cameo), name)
