"""A moderator removes a clip that others have remixed, and puts it back."""

import pytest

from generation.models import Clip
from moderation.models import Case
from tests.factories import make_moderator
from tests.stories.members import Member

pytestmark = [pytest.mark.verify, pytest.mark.django_db]


@pytest.fixture
def judy(db: None) -> Member:
    return Member(make_moderator("judy"))


def rules(moderator: Member, clip: Clip, verdict: str, reason: str) -> None:
    case = Case.objects.get(clip=clip)
    assert moderator.submits(f"/moderation/{case.pk}/{verdict}/", reason=reason).status_code == 302


def test_a_remix_goes_and_comes_back_with_what_it_remixes(
    ann: Member, ben: Member, cat: Member, judy: Member
) -> None:
    clip = ann.posts("a fox in the snow")
    assert ben.may_make("the same at night", parent=str(clip.pk))
    remix = ben.posts("the same at night", parent=clip)
    remix_of_it = cat.posts("and in the rain", parent=remix)
    line = (clip, remix, remix_of_it)
    assert all(cat.sees(one) for one in line)

    cat.submits(f"/report/clip/{clip.pk}/", reason="hate", text="the sign")
    assert str(Case.objects.get().pk) in judy.reads("/moderation/")
    rules(judy, clip, "remove", "The sign is an insult.")
    for member in (ann, ben, cat, judy):
        assert not any(member.finds(f"/c/{one.pk}/") for one in line)
    assert not any(cat.sees(one) for one in line)
    assert ann.was_told("withdrawn") == ["The sign is an insult."]
    assert ben.was_told("withdrawn") == ["The clip that it remixes is no longer available."]
    answer = ben.asks("/api/jobs/", text="once more", parent=str(clip.pk))
    assert answer.status_code == 404

    rules(judy, clip, "restore", "It was a quotation.")
    assert all(member.sees(one) for member in (ann, ben, cat) for one in line)
    assert [len(member.was_told("restored")) for member in (ann, ben, cat)] == [1, 1, 1]
