"""Every address of the console, and whose it is. A new one has to be entered here."""

from collections.abc import Callable

from django.urls import URLPattern

from rights.console import console
from tests.rights.console.houses import House

Ids = Callable[[House], list[int]]


def _work(house: House) -> list[int]:
    return [house.work.pk]


def _license(house: House) -> list[int]:
    return [house.license.pk]


def _request(house: House) -> list[int]:
    return [house.request.pk]


def _use(house: House) -> list[int]:
    return [house.use.pk]


def _claim(house: House) -> list[int]:
    return [house.claim.pk]


def _member(house: House) -> list[int]:
    return [house.member.pk]


def _alias(house: House) -> list[int]:
    return [house.alias.pk]


# These name a row of one house.
OWNED: dict[str, Ids] = {
    "work": _work,
    "work_change": _work,
    "work_traits": _work,
    "name_add": _work,
    "describe": _work,
    "evidence_add": _work,
    "license_add": _work,
    "name_change": _alias,
    "name_remove": _alias,
    "description_remove": lambda house: [house.description.pk],
    "evidence": lambda house: [house.evidence.pk],
    "license": _license,
    "license_pause": _license,
    "license_resume": _license,
    "license_revoke": _license,
    "request": _request,
    "request_approve": _request,
    "request_terms": _request,
    "request_decline": _request,
    "request_ask": _request,
    "use_approve": _use,
    "use_withdraw": _use,
    "claim": _claim,
    "claim_submit": _claim,
    "claim_withdraw": _claim,
    "member_add": lambda house: [house.holder.pk],
    "member": _member,
    "member_remove": _member,
}
# These list what is one's own. Behind the name, addresses that try to see more.
LISTS: dict[str, tuple[str, ...]] = {
    "index": ("",),
    "works": ("", "?q=comet", "?q=Comet Girl", "?after=a", "?holder__name=Comet House", "?q=%00"),
    "work_add": ("",),
    "works_export": ("", "?q=comet"),
    "works_import": ("",),
    "licenses": ("", "?work={work}", "?after=a", "?work=x", "?work=99999999999999999999"),
    "requests": ("", "?state=open", "?state=maker", "?state=done", "?after=0"),
    "uses": ("", "?work={work}", "?license={license}", "?waiting=1", "?after=99999999", "?work=²"),
    "statement": ("", "?work={work}"),
    "statement_csv": ("",),
    "trial": ("",),
    "claims": ("",),
    "claim_add": ("",),
    "team": ("",),
    "log": ("", "?after=99999999"),
    "log_csv": ("",),
    "rsl": ("",),
}
# For whoever comes to the door.
OPEN = {"login", "logout"}
# What they do, they do to whoever asks for it by a form, and a look at them is none.
POSTS = {
    "work_change", "work_traits", "name_add", "describe", "evidence_add", "name_change", "name_remove",
    "description_remove", "license_pause", "license_resume", "request_approve", "request_decline",
    "request_ask", "use_approve", "claim_submit", "claim_withdraw",
}  # fmt: skip


def names() -> set[str]:
    """The names of all addresses that the console has."""
    return {str(entry.name) for entry in console.get_urls() if isinstance(entry, URLPattern)}
