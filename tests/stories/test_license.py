"""A holder opens a work, and closes it again."""

import pytest

from rights.services import revoke_license
from tests.rights.factories import make_holder, make_license, make_work
from tests.stories.members import Member

pytestmark = [pytest.mark.verify, pytest.mark.django_db]

WISH = "Captain Nimbus waves from his ship"


def test_what_was_made_under_a_license_ends_with_it(ann: Member, ben: Member, cat: Member) -> None:
    make_holder("Nimbus Pictures", member=cat.user)
    work = make_work("Captain Nimbus", holder="Nimbus Pictures")
    assert not ann.may_make(WISH)

    license = make_license(work)
    clip = ann.posts(WISH)
    remix = ben.posts("the same at night", parent=clip)
    apart = ben.posts("a ship without anybody")
    assert cat.sees(clip)
    assert cat.sees(remix)

    revoke_license(license=license, by=cat.user)
    for member in (ann, ben, cat):
        assert not member.sees(clip)
        assert not member.sees(remix)
        assert member.sees(apart)
    assert ann.was_told("withdrawn") == ["The license of Captain Nimbus has ended."]
    assert ben.was_told("withdrawn")
    assert not ann.may_make(WISH)

    make_license(work)
    assert not cat.sees(clip), "a new license is for new clips"
    assert ann.may_make(WISH)


def test_what_another_license_carries_goes_on_and_ends_with_that_one(
    ann: Member, ben: Member, cat: Member
) -> None:
    make_holder("Nimbus Pictures", member=cat.user)
    work = make_work("Captain Nimbus", holder="Nimbus Pictures")
    hers, everybodys = make_license(work, grantee=ann.user), make_license(work)
    clip, other = ann.posts(WISH), ben.posts(WISH)
    job = ann.asks("/api/jobs/", text=WISH).json()["id"]

    revoke_license(license=everybodys, by=cat.user)
    assert all(member.sees(clip) for member in (ann, ben, cat))
    assert not cat.sees(other), "nothing carries his"
    assert not ann.was_told("withdrawn")
    assert ann.gets(f"/api/jobs/{job}/").json()["state"] == "queued"

    revoke_license(license=hers, by=cat.user)
    assert not any(member.sees(clip) for member in (ann, ben, cat))
    assert ann.gets(f"/api/jobs/{job}/").json()["state"] == "failed"
