"""Houses with one of everything, and their members at the console."""

from dataclasses import dataclass
from uuid import uuid4

from allauth.account.internal.flows.login import record_authentication
from django.core.files.base import ContentFile
from django.http import HttpRequest
from django.test import Client

from accounts.models import User
from generation.models import Clip
from rights import services
from rights.models import (
    Alias,
    Claim,
    Description,
    EvidenceFile,
    License,
    LicenseRequest,
    LicenseUse,
    Membership,
    RightsHolder,
    Role,
    UseState,
    Work,
    WorkKind,
)
from tests.clips import make_clip
from tests.factories import make_user
from tests.rights.factories import make_holder, make_license, make_work


@dataclass
class House:
    """What one holder has. Every word of it that is shown somewhere holds `mark`."""

    mark: str
    owner: User
    holder: RightsHolder
    work: Work
    alias: Alias
    description: Description
    evidence: EvidenceFile
    license: License
    request: LicenseRequest
    clip: Clip
    use: LicenseUse
    claim: Claim
    member: Membership


def make_house(mark: str) -> House:
    """An active holder with an owner, a viewer, a work, a license, a request, a clip and a claim."""
    owner, viewer, maker = (make_user(f"{mark}_{role}".lower()) for role in ("owner", "viewer", "maker"))
    holder = make_holder(f"{mark} House")
    Membership.objects.create(holder=holder, user=owner, role=Role.OWNER)
    member = Membership.objects.create(holder=holder, user=viewer, role=Role.VIEWER)
    work = services.register_work(
        title=f"{mark} Girl",
        kind=WorkKind.CHARACTER,
        holder=holder,
        alternative=f"a {mark} in disguise",
        by=None,
    )
    alias = services.add_alias(work=work, text=f"Hushed {mark}", by=None)
    description = services.describe_work(work=work, text=f"She glows like a {mark}.", by=owner)
    evidence = services.add_evidence(
        work=work, file=ContentFile(f"deed of {mark}".encode(), f"{mark}.txt"), by=owner
    )
    license = make_license(work, grantee=maker, credit_line=f"By {mark}", total=9, approval="clip", price=3)
    clip = make_clip(maker, prompt=f"{mark} Girl in the snow")
    use = LicenseUse.objects.create(
        license=license, user=maker, job_id=uuid4(), clip_id=clip.pk, state=UseState.USED, price=3
    )
    clip.licenses.add(license)
    request = services.request_license(work=work, by=maker, prompt=f"{mark} Girl on a train")
    unclaimed = make_work(f"Old {mark} Song")
    claim = services.draft_claim(work=unclaimed, holder=holder, by=owner, statement=f"The {mark} is ours.")
    return House(
        mark, owner, holder, work, alias, description, evidence, license, request, clip, use, claim, member
    )


def at_console(user: User, *, fresh: bool = True) -> Client:
    """A browser in which `user` is logged in; `fresh`: they have just said their password again."""
    client = Client(REMOTE_ADDR="127.0.0.1")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    if fresh:
        request = HttpRequest()
        request.user, request.session = user, client.session
        record_authentication(request, user, method="password", reauthenticated=True)
        request.session.save()
    return client
