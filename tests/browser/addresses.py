"""Every page of the site, and how to come to it. A new address has to be entered here or it fails a test."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from tests.browser.tries import OWNERS
from tests.browser.world import World

Who = Literal["visitor", "alice", "bob", "carol", "dora", "erin", "fern", "greta", "judge", "desk"]


@dataclass(frozen=True, slots=True)
class Address:
    """`view` is the name in the URLconf; `note` tells two states of one page apart."""

    view: str
    who: Who = "alice"
    args: Callable[[World], list[object]] = lambda world: []
    query: Callable[[World], str] = lambda world: ""
    note: str = ""
    status: int = 200

    def __str__(self) -> str:
        return f"{self.view} {self.note}".strip()

    def path(self, world: World) -> str:
        return reverse(self.view, args=self.args(world)) + self.query(world)

    def visitor(self, world: World) -> User | None:
        return None if self.who == "visitor" else getattr(world, self.who)


def _try(note: str) -> Callable[[World], list[object]]:
    return lambda world: [world.tries[note].pk]


def _being(world: World) -> list[object]:
    return [world.being.handle]


def _claim(note: str) -> Callable[[World], list[object]]:
    return lambda world: [getattr(world.claims, note).pk]


def _handle(name: Who) -> Callable[[World], list[object]]:
    return lambda world: [getattr(world, name).username]


CONSOLE = [
    Address("console:index", "desk"),
    Address("console:index", note="for members of no house", status=403),
    Address("console:works", "desk"),
    Address("console:works", "desk", query=lambda world: "?q=nothing", note="without a find"),
    Address("console:work_add", "desk"),
    Address("console:works_import", "desk"),
    Address("console:work", "desk", args=lambda world: [world.license.work_id]),
    Address("console:licenses", "desk"),
    Address("console:license_add", "desk", args=lambda world: [world.license.work_id]),
    Address("console:license", "desk", args=lambda world: [world.license.pk]),
    Address("console:requests", "desk"),
    Address("console:requests", "desk", query=lambda world: "?state=done", note="with nothing in it"),
    Address("console:request", "desk", args=lambda world: [world.wish.pk]),
    Address("console:request_terms", "desk", args=lambda world: [world.wish.pk]),
    Address("console:uses", "desk"),
    Address("console:statement", "desk"),
    Address("console:trial", "desk"),
    Address("console:claims", "desk"),
    Address("console:claim_add", "desk"),
    Address("console:claim", "desk", args=lambda world: [world.claim.pk]),
    Address("console:team", "desk"),
    Address("console:log", "desk"),
]

ADDRESSES = [
    Address("account_signup", "visitor"),
    Address("account_login", "visitor"),
    Address("account_inactive", "visitor"),
    Address("account_reset_password", "visitor"),
    Address("account_password_reset_completed", "visitor"),
    Address("accounts:terms", "visitor"),
    Address("accounts:privacy", "visitor"),
    Address("account_logout"),
    Address("account_reauthenticate"),
    Address("account_change_password"),
    Address("account_email"),
    Address("accounts:settings"),
    Address("accounts:close"),
    Address("accounts:invites"),
    Address("cameos:grant", note="opened, not sent", status=405),
    Address("cameos:mine"),
    Address("cameos:mine", "bob", note="of somebody without one"),
    Address("cameos:mine", "fern", note="paused"),
    Address("cameos:mine", "greta", note="of somebody suspended"),
    Address("cameos:terms"),
    Address("cameos:trial"),
    Address("cameos:history"),
    Address("cameos:beings"),
    Address("cameos:beings", "bob", note="of somebody without any"),
    *(
        Address(f"cameos:{name}", args=_being, note="of a being")
        for name in ("mine", "terms", "trial", "history")
    ),
    Address("generation:new_being"),
    Address("generation:edit_being", args=_being),
    Address("generation:appearances", args=_being, note="of a being"),
    Address("generation:change", args=_being, query=lambda world: "?change=delete", note="of a being"),
    Address("generation:cast_requests"),
    Address("generation:cast_requests", "bob", note="with nothing in it"),
    Address("receipts:list"),
    Address("receipts:list", "bob", note="with nothing in it"),
    Address("receipts:show", args=lambda world: [world.receipt.id]),
    Address("receipts:verify", "visitor"),
    Address("cameos:enroll", "dora"),
    *(Address("cameos:enrolment", OWNERS[note], args=_try(note), note=note) for note in OWNERS),
    Address("cameos:enrolment", args=lambda world: [world.likeness_case.enrolment_id], note="of a portrait"),
    Address("moderation:case", "judge", args=lambda world: [world.likeness_case.pk], note="of a likeness"),
    Address("moderation:case", "judge", args=lambda world: [world.picture_case.pk], note="of a picture"),
    Address("generation:appearances"),
    Address("generation:appearances", query=lambda world: "?kind=drafts", note="drafts alone"),
    Address("generation:appearances", query=lambda world: f"?maker={world.erin.username}", note="by one"),
    Address("generation:appearances", query=lambda world: "?maker=nobody", note="without a find"),
    Address("generation:appearances", query=lambda world: f"?undo={world.clip.pk}", note="one just hidden"),
    Address("generation:appearances", "erin", note="that are hidden"),
    Address("generation:appearances", "dora", note="of somebody without one"),
    Address("generation:change", query=lambda world: "?change=narrow&to=only_me", note="to only me"),
    Address("generation:change", query=lambda world: "?change=pause", note="a pause"),
    Address(
        "generation:change", query=lambda world: f"?change=block&to={world.erin.username}", note="a block"
    ),
    Address(
        "generation:change",
        query=lambda world: f"?change=block&to={world.carol.username}",
        note="that touches nothing",
    ),
    Address("generation:change", query=lambda world: "?change=delete", note="for good"),
    Address("generation:made", "erin"),
    Address("generation:made", "erin", args=lambda world: [world.closed.handle], note="of a being"),
    Address("generation:paused", "fern"),
    Address("generation:create"),
    Address("generation:create", query=lambda world: "?text=A+fox+and+a+balloon", note="with words"),
    Address("generation:create", query=lambda world: f"?picture={world.start.pk}", note="from a picture"),
    Address("generation:create", "bob", query=lambda world: f"?remix={world.clip.pk}", note="as a remix"),
    Address("generation:create", query=lambda world: f"?text={world.asked.work}", note="closed"),
    Address("generation:drafts"),
    Address("generation:drafts", "bob", note="with nothing in it"),
    Address("generation:job", args=lambda world: [world.ready.pk], note="ready"),
    Address("generation:job", args=lambda world: [world.failed.pk], note="failed"),
    Address("generation:job", args=lambda world: [world.running.pk], note="running"),
    Address("rights:registry", "visitor"),
    Address("rights:registry", query=lambda world: "?q=nimbus&open=closed", note="a search"),
    Address("rights:registry", query=lambda world: "?q=zzzz", note="with nothing in it"),
    Address("rights:work", "visitor", args=lambda world: [world.asked.work.slug]),
    Address("rights:work", args=lambda world: [world.opened.slug], note="on conditions"),
    Address("rights:claim", query=lambda world: f"?work={world.asked.work.slug}"),
    Address("moderation:counter_notice", args=lambda world: [world.decided.clip_id]),
    Address("moderation:counter_notice", args=lambda world: [world.contested.clip_id], note="sent"),
    Address("feed:for_you"),
    Address("feed:following", "bob"),
    Address("feed:following", note="with nothing in it"),
    Address("feed:latest"),
    Address("feed:post", args=lambda world: [world.clip.pk]),
    Address("feed:post", "bob", args=lambda world: [world.decided.clip_id], note="taken down", status=410),
    Address("feed:profile", args=_handle("alice"), note="one's own"),
    Address("feed:profile", "bob", args=_handle("alice"), note="somebody else's"),
    Address("feed:profile", args=_handle("bob"), note="without posts"),
    Address("feed:inbox"),
    Address("feed:inbox", "judge", note="with nothing in it"),
    Address("moderation:report", "bob", args=lambda world: [world.clip.pk]),
    Address("moderation:receipt", "bob", args=lambda world: [world.report.pk]),
    Address("moderation:this_is_me", "visitor"),
    Address("moderation:this_is_me", note="of a member"),
    Address("moderation:claims", "judge"),
    *(
        Address("moderation:likeness_claim", "judge", args=_claim(note), note=note)
        for note in ("waiting", "late", "answered")
    ),
    Address("moderation:claims", note="not there for others", status=404),
    Address("moderation:cases", "judge"),
    Address("moderation:cases", "judge", query=lambda world: "?state=removed", note="removed"),
    Address("moderation:case", "judge", args=lambda world: [world.case.pk]),
    Address("moderation:case", "judge", args=lambda world: [world.decided.pk], note="decided"),
    *CONSOLE,
    Address("moderation:report", args=lambda world: [world.clip.pk], note="refused", status=403),
    Address("moderation:cases", note="not there for others", status=404),
]

# Pages that are reached on a way, by a test of their own in test_ways.py.
ON_THE_WAY = {
    "account_email_verification_sent",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "console:license_revoke",
    "console:use_withdraw",
    "console:member_add",
    "console:member",
    "console:member_remove",
}
# What no list of pages is for: posts (some answer with a page), redirects, pieces, files, words for machines.
NO_PAGE = {
    "healthz",
    "account_set_password",
    "accounts:invite",
    "accounts:create_invite",
    "accounts:revoke_invite",
    "accounts:follow",
    "accounts:unfollow",
    "accounts:block",
    "accounts:unblock",
    "accounts:export",
    "cameos:answer_look",
    "cameos:answer_request",
    "cameos:lift",
    "cameos:preset",
    "cameos:revoke_request",
    "cameos:withdraw_request",
    "receipts:file",
    "receipts:keys",
    "cameos:ask_for_review",
    "cameos:challenge",
    "cameos:drop_enrolment",
    "cameos:enrolment_status",
    "cameos:new_portrait",
    "cameos:piece",
    "cameos:start_upload",
    "cameos:upload",
    "cameos:grant",
    "cameos:pause",
    "cameos:pause_all",
    "cameos:picture",
    "cameos:resume",
    "cameos:portrait",
    "generation:appear_act",
    "generation:export_csv",
    "generation:export_json",
    "generation:delete_draft",
    "generation:drop",
    "generation:wait",
    "rights:accept",
    "rights:reply",
    "rights:withdraw",
    "generation:cancel",
    "generation:media",
    "generation:picture",
    "generation:drop_picture",
    "moderation:enrolled_portrait",
    "moderation:recording",
    "moderation:original_picture",
    "moderation:redrawn_picture",
    "moderation:rule",
    "feed:page",
    "feed:fragment",
    "feed:like",
    "feed:unpublish",
    "feed:publish",
    "console:login",
    "console:logout",
    "console:works_export",
    "console:work_change",
    "console:work_traits",
    "console:name_add",
    "console:describe",
    "console:evidence_add",
    "console:name_change",
    "console:name_remove",
    "console:description_remove",
    "console:evidence",
    "console:license_pause",
    "console:license_resume",
    "console:request_approve",
    "console:request_decline",
    "console:request_ask",
    "console:use_approve",
    "console:statement_csv",
    "console:claim_submit",
    "console:claim_withdraw",
    "console:log_csv",
    "console:rsl",
}


def named() -> set[str]:
    """The names of all views but those of the admin and the API."""
    return set(_walk(get_resolver()))


def _walk(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield space + str(entry.name)
        elif entry.namespace not in ("admin", "api"):
            yield from _walk(entry, space + (f"{entry.namespace}:" if entry.namespace else ""))
