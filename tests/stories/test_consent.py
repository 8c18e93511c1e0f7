"""Somebody lends their likeness, takes a pause, and takes it back."""

import pytest

from tests.stories.members import Member

pytestmark = pytest.mark.django_db

WISH = "@alice rides a white horse"


@pytest.mark.verify
def test_a_likeness_is_lent_paused_lent_again_and_taken_back(ann: Member, ben: Member, cat: Member) -> None:
    ann.enrolls()
    assert not ben.may_make(WISH)
    ann.lets(ben)
    assert ben.may_make(WISH)
    assert not cat.may_make(WISH)
    clip = ben.posts(WISH, cast=[ann.user.cameos.get()])
    everybody = (ann, ben, cat)
    assert all(member.sees(clip) for member in everybody)
    assert str(clip.pk) in ann.reads("/likeness/clips/")

    ann.submits("/likeness/pause/")
    assert not any(member.sees(clip) for member in everybody)
    assert "Your pause hides it" in ann.reads("/likeness/clips/"), "its subject still sees that there is one"
    assert not ben.may_make(WISH)

    ann.submits("/likeness/resume/")
    assert all(member.sees(clip) for member in everybody)
    assert len(ben.was_told("restored")) == 1

    ann.takes_back_from(ben)
    assert not any(member.sees(clip) for member in everybody)
    assert ben.was_told("withdrawn")[-1] in ben.reads("/inbox/").replace("&#x27;", "'")
    assert len(ben.was_told("withdrawn")) == 2

    ann.lets(ben)
    ann.submits("/likeness/pause/")
    ann.submits("/likeness/resume/")
    assert not any(member.sees(clip) for member in everybody), "a new permission is for new clips"
    assert ben.may_make(WISH)


@pytest.mark.verify
def test_what_was_taken_back_during_a_pause_does_not_return_with_its_end(
    ann: Member, ben: Member, cat: Member
) -> None:
    ann.enrolls()
    ann.lets(ben)
    clip = ben.posts(WISH, cast=[ann.user.cameos.get()])
    ann.submits("/likeness/pause/")
    ann.takes_back_from(ben)
    ann.submits("/likeness/resume/")
    assert not any(member.sees(clip) for member in (ann, ben, cat))
