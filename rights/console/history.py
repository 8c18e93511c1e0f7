"""The house's own record: what was done, by whom and when. It is added to, and never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse

from accounts.http import MemberRequest
from accounts.models import User
from core.models import AuditEvent
from rights.console.site import console
from rights.console.tables import csv_file
from rights.log import events_of
from rights.models import RightsHolder

PAGE = 50
LARGEST = 50_000  # lines of one download
HIDDEN = ("owner",)  # said by being here
BY_MAKERS = ("request.opened", "request.replied", "request.withdrawn", "license.accepted", "license.declined")


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    who: str
    what: str
    subject: str
    details: str


def log(request: MemberRequest) -> HttpResponse:
    rows = events_of(request.user)
    after = request.GET.get("after", "")
    if after.isascii() and after.isdigit() and len(after) <= 18:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return console.page(
        request,
        "console/log.html",
        lines=list(_lines(found[:PAGE], request.user)),
        next_cursor=found[PAGE - 1].pk if len(found) > PAGE else "",
    )


def as_csv(request: MemberRequest) -> HttpResponse:
    events = list(events_of(request.user).order_by("-pk")[:LARGEST])
    rows = (
        (it.at.isoformat(), it.who, it.what, it.subject, it.details) for it in _lines(events, request.user)
    )
    return csv_file("audit-log.csv", ("at", "who", "what", "subject", "details"), rows)


def _lines(events: Iterable[AuditEvent], viewer: User) -> Iterator[Line]:
    """People of the house and makers by handle; whoever else it was works for this site."""
    houses = RightsHolder.objects.of_member(viewer)
    names = {f"user:{pk}": f"@{handle}" for pk, handle in _people(events)}
    members = {
        f"user:{pk}" for pk in User.objects.filter(rights_holders__in=houses).values_list("pk", flat=True)
    }
    for event in events:
        known = event.actor in members or event.verb in BY_MAKERS
        who = names.get(event.actor, "somebody who has left") if known else "the operators"
        yield Line(
            event.at,
            who if event.actor != "system" else "the site",
            event.verb,
            event.subject,
            _say(event, names),
        )


def _people(events: Iterable[AuditEvent]) -> Iterable[tuple[int, str]]:
    named = {event.actor for event in events} | {str(event.details.get("member", "")) for event in events}
    for event in events:
        to = event.details.get("to")
        named |= set(to) if isinstance(to, list) else set()
    ids = [int(name.removeprefix("user:")) for name in named if name.startswith("user:")]
    return User.objects.filter(pk__in=ids).values_list("pk", "username")


def _say(event: AuditEvent, names: dict[str, str]) -> str:
    said = [
        f"{name.replace('_', ' ')}: {_value(value, names)}"
        for name, value in sorted(event.details.items())
        if name not in HIDDEN and value not in (None, "", [])
    ]
    return "; ".join(said)


def _value(value: object, names: dict[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_value(it, names) for it in value)
    return names.get(str(value), str(value))
