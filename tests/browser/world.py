"""A little of everything, so that no page that is looked at is empty."""

import io
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from uuid import uuid4

from django.test import override_settings
from django.utils import timezone
from PIL import Image

from accounts.models import User
from accounts.services import create_invite, follow, suspend_member
from cameos.models import Audience, Cameo, Enrolment, Receipt, Scope
from cameos.rules.compile import compile_rules
from cameos.services import Bounds, change_scope, change_terms, grant_consent
from feed.services import like
from generation.models import Clip, Ground, Job, JobState, Picture
from generation.orders import Order
from generation.services import request_and_wait, take_in_picture, withdraw_clip
from moderation.countering import send_counter_notice
from moderation.models import Case, CounterNotice, Report, ReportReason
from moderation.services import remove_clip, report_clip
from rights.models import (
    Claim,
    HolderStatus,
    License,
    LicenseRequest,
    LicenseUse,
    Role,
    UseState,
    Work,
    WorkKind,
)
from rights.services import (
    Offer,
    add_member,
    ask_maker,
    describe_work,
    draft_claim,
    grant_license,
    offer_terms,
    pause_license,
    register_holder,
    register_work,
    reply_to_holder,
    request_license,
    submit_claim,
)
from tests.browser.appearing import Claims, likeness, make_claims, paused, show_each_other
from tests.browser.footage import draft, shown
from tests.browser.people import beside, fresh, member, moderator
from tests.browser.tries import make_tries
from tests.cameos.asking import make_denial, make_look, make_receipt, make_request
from tests.cameos.faces.pictures import astronaut
from tests.cameos.factories import in_review, make_being
from tests.factories import make_user
from tests.generation.faces import make_picture

LONG_NAME = "wonderfully_long_friend"  # with what `fresh` adds, as long as a handle may be


@dataclass(frozen=True, slots=True)
class World:
    alice: User  # has a likeness, posts, drafts, jobs, notices
    bob: User  # follows her, and has nothing yet
    judge: User
    clip: Clip
    ready: Job
    failed: Job
    running: Job
    report: Report
    case: Case
    decided: Case
    asked: LicenseRequest  # alice's, with a question of the holder
    opened: Work  # to everyone, on conditions
    contested: CounterNotice
    desk: User  # owns a rights holder
    license: License
    wish: LicenseRequest
    use: LicenseUse
    claim: Claim
    receipt: Receipt
    carol: User
    dora: User
    erin: User  # makes clips with alice, and has closed those in which alice shows her
    fern: User  # has paused all uses
    greta: User  # is suspended
    tries: dict[str, Enrolment]
    likeness_case: Case
    picture_case: Case  # of a picture of alice's in which a face was redrawn
    claims: Claims
    being: Cameo  # alice's, in a clip of bob's
    closed: Cameo  # a being of erin's: clips with it are hidden since nobody else may use it
    start: Picture


def world(url: str) -> World:
    """That of the site at `url`: built when it is first asked for."""
    return _built(url)


@cache
def _built(url: str) -> World:
    return beside(_build)


def _build() -> World:
    alice, bob, judge = member("alice"), member("bob"), moderator("judge")
    follow(user=alice, by=bob)
    create_invite(by=alice)
    cameo = likeness(alice, by=judge)
    grant_consent(cameo=cameo, grantee=bob, by=alice)
    first = shown(alice, caption="The fox at sunset, once more. Sound on.", cast=(cameo,))
    shown(alice, caption="And again, from the start.", parent=first.clip)
    like(post=first, by=bob)
    report = report_clip(clip=first.clip, by=bob, reason=ReportReason.OTHER, text="Look at the balloon.")
    decided = report_clip(clip=shown(alice).clip, by=bob, reason=ReportReason.HATE).case
    remove_clip(case=decided, by=judge, reason="It mocks somebody.")
    start = make_picture(alice)
    ready = job(alice, JobState.READY, picture=start)
    draft(alice, job=ready)
    gone = report_clip(clip=shown(alice).clip, by=bob, reason=ReportReason.RIGHTS).case
    remove_clip(case=gone, by=judge, reason="The lighthouse is protected.")
    withdraw_clip(clip=draft(alice), ground=Ground.LICENSE, source="license:0", note="A license has ended.")
    house = a_house(alice, first.clip)
    asked, opened = _deals(alice, bob)
    carol, dora = member("carol"), member("dora")
    erin, fern = member("erin"), paused(judge)
    show_each_other(cameo, likeness(erin, by=judge, face=1))
    tries = make_tries(
        {"bob": bob, "carol": carol, "desk": house[0], "erin": erin, "fern": fern, "judge": judge}
    )
    being = _pet(alice, bob)
    make_request(being, carol, f"@{being.handle} swims to an island", picture=make_picture(carol).pk)
    return World(
        alice,
        bob,
        judge,
        first.clip,
        ready,
        job(alice, JobState.FAILED, failure_message="The machine that drew it went away."),
        job(alice, JobState.RENDERING, progress=40, lease_until=timezone.now() + timedelta(days=1)),
        report,
        report.case,
        decided,
        asked,
        opened,
        _countered(gone, alice),
        *house,
        receipt=_asked_of(cameo, judge, erin),
        carol=carol,
        dora=dora,
        erin=erin,
        fern=fern,
        greta=_suspended(judge),
        tries=tries,
        likeness_case=Case.objects.get(enrolment=in_review(cameo)),
        picture_case=Case.objects.get(picture=redrawn(alice)),
        claims=make_claims(shown(erin).clip, judge),
        being=being,
        closed=change_scope(cameo=_pet(erin, bob), scope=Scope.ONLY_ME, by=erin),
        start=start,
    )


def _suspended(by: User) -> User:
    greta = member("greta")
    likeness(greta, by=by, face=2)
    return suspend_member(user=greta, reason="Spam.", by=by)


def _pet(owner: User, friend: User) -> Cameo:
    being = make_being(fresh(LONG_NAME), owner, scope=Scope.APPROVED, pictures=3)
    grant_consent(cameo=being, grantee=friend, by=owner)
    shown(friend, caption="Good dog.", cast=(being,))
    return being


@override_settings(PICTURE_STRANGERS="stylize")
def redrawn(by: User) -> Picture:
    file = io.BytesIO()
    Image.fromarray(astronaut()).save(file, "PNG")
    return take_in_picture(upload=file, by=by, redraw=True)


def _asked_of(cameo: Cameo, by: User, allowed: User) -> Receipt:
    """Rules in words, a request, clips that wait for a look, somebody who is kept out; and a receipt.

    `by` may not show them, so nobody sees that clip, although nothing has withdrawn it.
    """
    rules = compile_rules("never put me in political commentary\nalways wear a hat")
    soon = timezone.now() + timedelta(days=30)
    terms = {"rules": [rule.as_json() for rule in rules], "per_person_day": 9, "per_day": 40, "ends_at": soon}
    change_terms(cameo=cameo, terms=terms, by=cameo.owner)
    bounds = Bounds(expires_at=soon, total=12, per_day=3, audience=Audience.FOLLOWERS)
    grant_consent(cameo=cameo, grantee=make_user(fresh(LONG_NAME)), by=cameo.owner, bounds=bounds)
    cameo.refresh_from_db()
    make_request(cameo, allowed, text="@alice paints a boat at the lake")
    for maker in (by, allowed):
        clip = draft(maker)
        clip.cast.set([cameo])
        make_look(cameo, clip)
    make_denial(cameo, by)
    return make_receipt(cameo, cameo.owner)


def _deals(maker: User, holder_of: User) -> tuple[LicenseRequest, Work]:
    """Orders that wait: for an answer to a question, and with terms to accept. And a work that is open."""
    title = f"Captain {fresh('Nimbus').replace('.', ' ').title()}"
    holder = register_holder(name=f"{title} Pictures", by=None, status=HolderStatus.ACTIVE)
    add_member(holder=holder, user=holder_of, by=None)
    asked, offered, opened = (
        register_work(title=f"{title} {name}", kind=WorkKind.CHARACTER, by=None, holder=holder)
        for name in ("Senior", "Junior", "Cousin")
    )
    terms = Offer(price=5, per_day=20, credit_line=f"{title}, with permission", purposes=["personal"])
    grant_license(work=opened, by=holder_of, offer=terms)
    first, second = (_wish(work, maker) for work in (asked, offered))
    ask_maker(request=first, by=holder_of, text="How long is it to be seen?")
    offer_terms(request=second, by=holder_of, offer=terms, answer="Gladly, on these terms.")
    return first, opened


def _wish(work: Work, by: User) -> LicenseRequest:
    order = Order(f"{work} waves from a pier", "", country="US")
    return request_and_wait(order=order, by=by, works=[work], note="For a birthday.").requests.get()


def _countered(case: Case, by: User) -> CounterNotice:
    assert case.clip
    return send_counter_notice(
        withdrawal=case.clip.withdrawals.get(),
        by=by,
        statement="I built that lighthouse.",
        name="Alice Example",
        address="1 Pier Road, Springfield",
        phone="+1 555 0100",
        email="alice@example.org",
        signature="Alice Example",
    )


def a_house(maker: User, clip: Clip) -> tuple[User, License, LicenseRequest, LicenseUse, Claim]:
    """A rights holder with a bit of all that its console shows. Nobody else's prompts name its works."""
    desk = member("desk")
    holder = register_holder(name=fresh("Quill House"), status=HolderStatus.ACTIVE, by=None)
    add_member(holder=holder, user=desk, role=Role.OWNER, by=None)
    work = register_work(title=fresh("Quillfeather"), kind=WorkKind.CHARACTER, holder=holder, by=None)
    register_work(title=fresh("Inkblotter"), kind=WorkKind.CHARACTER, holder=holder, by=None)
    describe_work(work=work, text="A bird with a pen for a tail.", by=desk)
    soon = timezone.now() + timedelta(days=9)
    offer = Offer(approval="clip", price=3, share=5, ends_at=soon, credit_line="© Quill House")
    license = grant_license(work=work, offer=offer, by=desk)
    pause_license(license=grant_license(work=work, to=[maker], by=desk), by=desk)
    clip.licenses.add(license)
    use = LicenseUse.objects.create(
        license=license, user=maker, job_id=uuid4(), clip_id=clip.pk, state=UseState.USED, price=3
    )
    wish = request_license(work=work, by=maker, prompt="Quillfeather signs a treaty", note="For school.")
    ask_maker(request=wish, by=desk, text="Which treaty?")
    reply_to_holder(request=wish, by=maker, text="The one about lunch.")
    unclaimed = register_work(title=fresh("Old Inkwell"), kind=WorkKind.BRAND, by=None)
    claim = draft_claim(work=unclaimed, holder=holder, by=desk, statement="Founded by us.")
    return desk, license, wish, use, submit_claim(claim=claim, by=desk)


def job(user: User, state: JobState, **fields: object) -> Job:
    """A job as it stands there; no worker takes it."""
    values = {"prompt": "A fox and a sunflower", "engine": "storyboard", "seed": 1, "seconds": 10, "cost": 12}
    return Job.objects.create(user=user, state=state, idempotency_key=fresh("world"), **(values | fields))
