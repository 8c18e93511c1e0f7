"""A newcomer's first clip: from the invite to somebody's heart."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.models import SignUpMode, SignUpPolicy, User
from generation.models import Clip
from generation.rendering import render_next
from tests.accounts.visitors import apply
from tests.rights.factories import make_work
from tests.stories.members import Member
from tests.wallets import wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


def dora_joins(code: str) -> Member:
    client = Client()
    assert apply(client, invite=code)["Location"] == "/join/code/"
    found = re.search(r"code is (\S+)", str(mail.outbox[-1].body))
    assert found
    client.post("/join/code/", {"code": found[1]})
    assert client.session["_auth_user_id"]
    return Member(User.objects.get(username="dora"))


def the_invite_of(member: Member) -> str:
    SignUpPolicy.objects.update_or_create(pk=1, defaults={"mode": SignUpMode.INVITE})
    member.submits("/invites/new/")
    return str(member.user.invites.get().shown_code)


def with_the_first_alternative(text: str, answer: Any) -> str:
    [finding] = answer.json()["findings"]
    [instead] = finding["alternatives"]
    return f"{text[: finding['start']]}{instead}{text[finding['end'] :]}"


def test_from_the_invite_to_the_first_like(ann: Member, ben: Member, tiny_engine: None) -> None:
    dora = dora_joins(the_invite_of(ann))
    make_work("Captain Nimbus", holder="Nimbus Pictures", alternative="a pilot made of clouds")

    wish = "Captain Nimbus flies over a lake"
    refused = dora.asks("/api/jobs/", text=wish)
    assert refused.status_code == 403
    assert [reason["code"] for reason in refused.json()["reasons"]] == ["rights.not_authorized"]
    wish = with_the_first_alternative(wish, dora.asks("/api/checks/", text=wish))
    assert wish == "a pilot made of clouds flies over a lake"

    ordered = dora.asks("/api/jobs/", key="first", text=wish)
    assert (ordered.status_code, ordered.json()["state"]) == (201, "queued")
    assert render_next()
    job = dora.gets(f"/api/jobs/{ordered.json()['id']}/").json()
    assert (job["state"], job["progress"]) == ("ready", 100)
    assert (wallet_of(dora.user).available, wallet_of(dora.user).held) == (120 - job["cost"], 0)

    clip = Clip.objects.get(pk=job["clip"])
    assert wish in dora.reads("/drafts/")
    assert not ben.sees(clip)

    assert dora.submits(f"/drafts/{clip.pk}/publish/", caption="My first").status_code == 302
    assert ben.sees(clip)
    status, part = ben.plays(ben.gets(f"/api/posts/{clip.pk}/").json()["video_url"], part="bytes=0-99")
    assert (status, len(part)) == (206, 100)

    ben.submits(f"/c/{clip.pk}/like/", liked="1")
    assert dora.was_told("liked") == [""]
    assert f"/c/{clip.pk}/" in dora.reads("/inbox/")
