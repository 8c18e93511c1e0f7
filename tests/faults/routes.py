"""Every address that names an object, and whose object it is. A new one has to be entered here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Invite, User
from accounts.services import create_invite
from cameos.models import Cameo, CastRequest, ConsentDenial, ConsentUse, Enrolment, Receipt
from generation.media.links import link
from generation.models import Clip, Job, Picture, WaitingOrder
from generation.orders import Order
from generation.services import request_and_wait, submit_job
from moderation.claiming import receive_claim
from moderation.models import Case, Report, ReportReason
from moderation.services import report_clip
from tests.cameos.asking import make_denial, make_look, make_receipt, make_request
from tests.cameos.factories import in_review, make_being, make_cameo
from tests.clips import make_clip
from tests.generation.faces import make_picture, make_waiting_picture
from tests.rights.factories import make_work


@dataclass
class World:
    """What alice has that is nobody else's; `shown` is bob's clip, which she has reported."""

    owner: User
    draft: Clip
    job: Job
    invite: Invite
    report: Report
    waiting: WaitingOrder
    asked: CastRequest
    asks: CastRequest
    look: ConsentUse
    denial: ConsentDenial
    receipt: Receipt
    enrolment: Enrolment
    being: Cameo
    start: Picture
    redrawn: Picture

    @classmethod
    def of(cls, owner: User, friend: User) -> "World":
        cameo = make_cameo(owner)
        shown = make_clip(friend, published=True)
        work = make_work("Captain Nimbus", holder="Nimbus Pictures")
        wish = Order("Captain Nimbus waves", "", country="US")
        return cls(
            owner=owner,
            draft=make_clip(owner),
            job=submit_job(order=Order("a fox in the snow", "one", country="US"), by=owner),
            invite=create_invite(by=owner),
            report=report_clip(clip=shown, by=owner, reason=ReportReason.OTHER),
            waiting=request_and_wait(order=wish, by=owner, works=[work]),
            asked=make_request(cameo, friend),
            asks=make_request(make_cameo(friend), owner),
            look=make_look(cameo, make_clip(friend, cast=[cameo])),
            denial=make_denial(cameo, friend),
            receipt=make_receipt(cameo, owner),
            enrolment=in_review(cameo),
            being=make_being("rex", owner, pictures=2),
            start=make_picture(owner),
            redrawn=make_waiting_picture(owner),
        )


# What a being has pages for, as its owner's own likeness has them without a handle.
OF_A_BEING = (
    *("cameos:mine", "cameos:terms", "cameos:preset", "cameos:trial", "cameos:history"),
    *("cameos:grant", "cameos:pause", "cameos:resume", "generation:edit_being"),
    *("generation:appearances", "generation:appear_act", "generation:export_json", "generation:export_csv"),
    *("generation:change", "generation:paused", "generation:made"),
)
Address = Callable[[World], str]


def _of(name: str, *find: Callable[[World], object]) -> tuple[str, Address]:
    return name, lambda world: reverse(name, args=[one(world) for one in find])


def _enrolment(world: World) -> object:
    return world.enrolment.pk


def _recording(world: World) -> object:
    return Case.objects.get(enrolment=world.enrolment).pk


def _redrawn(world: World) -> object:
    return Case.objects.get(picture=world.redrawn).pk


def _draft(world: World) -> object:
    return world.draft.pk


def _being(world: World) -> object:
    return world.being.handle


def _job(world: World) -> object:
    return world.job.pk


def _case(world: World) -> object:
    return world.report.case_id


def _claim(world: World) -> object:
    said = {"name": "Dora", "email": "dora@example.org", "statement": "It is me.", "signature": "Dora"}
    return receive_claim(links=f"https://example.org/c/{world.report.case.clip_id}/", **said).pk


def _waiting(world: World) -> object:
    return world.waiting.pk


def _asked(world: World) -> object:
    return world.waiting.requests.get().pk


ENROLMENT = ("enrolment", "challenge", "upload", "start_upload", "enrolment_status", "drop_enrolment")
# The owner finds something at these, by one method at least; a stranger never does.
OWNED: dict[str, Address] = dict(
    [
        _of("accounts:revoke_invite", lambda world: world.invite.pk),
        _of("api:job", _job),
        _of("api:order", _waiting),
        _of("api:request_accept", _asked),
        _of("api:request_reply", _asked),
        _of("api:request_withdraw", _asked),
        *(_of(name, _being) for name in OF_A_BEING),
        _of("cameos:picture", _being, lambda world: world.being.pictures.get().pk),
        _of("cameos:answer_look", lambda world: world.look.pk),
        _of("cameos:answer_request", lambda world: world.asked.pk),
        _of("cameos:lift", lambda world: world.denial.pk),
        _of("cameos:revoke_request", lambda world: world.asked.pk),
        _of("cameos:withdraw_request", lambda world: world.asks.pk),
        _of("receipts:file", lambda world: world.receipt.id),
        _of("receipts:show", lambda world: world.receipt.id),
        _of("cameos:portrait", lambda world: world.owner.username),
        *(_of(f"cameos:{name}", _enrolment) for name in ENROLMENT),
        _of("cameos:piece", _enrolment, lambda world: 0),
        _of("feed:publish", _draft),
        _of("feed:unpublish", _draft),
        _of("generation:cancel", _job),
        _of("generation:delete_draft", _draft),
        _of("generation:drop", _waiting),
        _of("generation:drop_picture", lambda world: world.redrawn.pk),
        _of("generation:job", _job),
        _of("generation:picture", lambda world: world.start.pk),
        _of("api:picture", lambda world: world.start.pk),
        ("generation:media", lambda world: link(world.draft, "video", world.owner)),
        _of("moderation:counter_notice", _draft),
        _of("moderation:receipt", lambda world: world.report.pk),
        _of("rights:accept", _asked),
        _of("rights:reply", _asked),
        _of("rights:withdraw", _asked),
    ]
)
# Nobody finds a draft at these, its maker as little as a stranger.
NOBODYS: dict[str, Address] = dict(
    [
        _of("api:like", _draft),
        _of("api:post", _draft),
        _of("feed:fragment", _draft),
        _of("feed:like", _draft),
        _of("feed:post", _draft),
        _of("moderation:report", _draft),
    ]
)
# For moderators alone.
MODERATORS: dict[str, Address] = dict(
    [
        _of("moderation:case", _case),
        _of("moderation:recording", _recording),
        _of("moderation:enrolled_portrait", _recording),
        _of("moderation:original_picture", _redrawn),
        _of("moderation:redrawn_picture", _redrawn),
        _of("moderation:rule", _case, lambda world: "keep"),
        _of("moderation:likeness_claim", _claim),
    ]
)
# These name no object that is anybody's own: a code that is only filled into a form, people,
# who are there for every member, and works, which are there for everybody.
OPEN = {
    "accounts:invite",
    "accounts:follow",
    "accounts:unfollow",
    "accounts:block",
    "accounts:unblock",
    "feed:profile",
    "rights:work",
}


def naming_an_object() -> set[str]:
    """The names of all routes with a part that changes; the admin and the console have tests of their own."""
    return set(_walk(get_resolver()))


def _walk(resolver: URLResolver, space: str = "", named: bool = False) -> Iterator[str]:
    for entry in resolver.url_patterns:
        changes = named or bool(entry.pattern.converters)
        if isinstance(entry, URLPattern):
            if changes:
                yield space + str(entry.name)
        elif entry.namespace not in ("admin", "console"):
            yield from _walk(entry, space + (f"{entry.namespace}:" if entry.namespace else ""), changes)
