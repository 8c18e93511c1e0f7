"""A receipt's codes in words, for people. What is signed are the codes: they stay in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from cameos.models import Kind, Scope, Topic


def in_words(says: Mapping[str, Any]) -> dict[str, Any]:
    """Of what no word is known, the code itself."""
    return {
        "kind": _label(Kind, says.get("subject", {}).get("kind", "")).lower(),
        "time": _time(str(says.get("time", ""))),
        "result": _result(str(says.get("result", ""))),
        "permission": _permission(str(says.get("permission", ""))),
        "scope": _label(Scope, says.get("scope", "")),
        "topics": _topics(says.get("refused_topics", ())),
    }


def _label(names: type[Kind | Scope | Topic], code: str) -> str:
    return str(names(code).label) if code in names.values else str(code)


def _topics(codes: Iterable[str]) -> str:
    return ", ".join(_label(Topic, code).lower() for code in codes)


def _time(text: str) -> datetime | str:
    try:
        return parse_datetime(text) or text
    except ValueError:
        return text


def _result(code: str) -> str:
    if code == "made":
        return _("The clip was made")
    if code.startswith("consent."):
        return _("Not made: it was not allowed any more")
    return _("Not made (%(code)s)") % {"code": code}


def _permission(code: str) -> str:
    """ "own", or a kind and what it is: "grant:12", "request:<id>", "scope:mutuals"."""
    kind, _sign, what = code.partition(":")
    if kind == "scope":
        return _("By the rules: %(scope)s") % {"scope": _label(Scope, what)}
    known = {
        "own": _("Their own likeness"),
        "grant": _("Approved by name (number %(what)s)"),
        "request": _("Allowed for this clip (request %(what)s)"),
    }
    return known[kind] % {"what": what} if kind in known else code
