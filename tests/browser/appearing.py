"""People in clips of others, some of which they have since closed, and claims without an account."""

from datetime import timedelta
from io import BytesIO
from typing import Any, NamedTuple

from django.utils import timezone

from accounts.models import User
from cameos.models import Assurance, Cameo, Scope
from cameos.services import admit_likeness, change_scope, grant_consent, pause_cameo
from generation.models import Clip, Job, JobState, Screening, Stage
from generation.services import approve_clips, hide_clips
from moderation.claiming import receive_claim, reject_claim
from moderation.demo.people import MEMBERS
from moderation.demo.portraits import draw_portrait
from moderation.likeness_claims import LikenessClaim
from tests.browser.footage import draft, shown
from tests.browser.people import fresh, member

PORTRAITS = [person.face for person in MEMBERS if person.face]


class Claims(NamedTuple):
    """One in each state that has a page of its own. The late one points at no clip of ours."""

    waiting: LikenessClaim
    late: LikenessClaim
    answered: LikenessClaim


def likeness(owner: User, *, by: User, face: int = 0) -> Cameo:
    """That of `owner`, for people they approve."""
    portrait = BytesIO(draw_portrait(PORTRAITS[face]))
    cameo = admit_likeness(
        owner=owner, portrait_file=portrait, country="US", assurance=Assurance.REVIEWED, by=by
    )
    return change_scope(cameo=cameo, scope=Scope.APPROVED, by=owner)


def paused(maker: User) -> User:
    """Somebody who has paused all uses, and whom `maker` has shown before."""
    fern = member("fern")
    cameo = likeness(fern, by=maker)
    grant_consent(cameo=cameo, grantee=maker, by=fern)
    shown(maker, prompt=f"@{cameo.handle} waters a garden", cast=(cameo,))
    pause_cameo(cameo=cameo, by=fern)
    return fern


def show_each_other(cameo: Cameo, other: Cameo) -> None:
    """The owner of `other` has shown `cameo` in every way there is, and closed what they were shown in."""
    for shown_one, by in ((cameo, other.owner), (other, cameo.owner)):
        grant_consent(cameo=shown_one, grantee=by, by=shown_one.owner)
    first = shown(other.owner, prompt=f"@{cameo.handle} waves from a lighthouse", cast=(cameo,))
    shown(other.owner, prompt=f"@{cameo.handle} waves again", cast=(cameo,), parent=first.clip)
    approved, hidden = (_drafted(other.owner, cameo, deed) for deed in ("dances in the rain", "is asleep"))
    approve_clips(cameo=cameo, clips=[approved.pk], by=cameo.owner)
    hide_clips(cameo=cameo, clips=[hidden.pk], by=cameo.owner)
    shown(cameo.owner, prompt=f"@{other.handle} feeds a heron", cast=(other,))
    _drafted(cameo.owner, other, "rows a boat")
    change_scope(cameo=other, scope=Scope.ONLY_ME, by=other.owner)


def _drafted(maker: User, cameo: Cameo, deed: str) -> Clip:
    """A draft about which the gate's yes is kept."""
    prompt = f"@{cameo.handle} {deed}"
    facts: dict[str, Any] = {"prompt": prompt, "engine": "storyboard", "seed": 1, "seconds": 10, "cost": 12}
    job = Job.objects.create(user=maker, state=JobState.READY, idempotency_key=fresh("cast"), **facts)
    clip = draft(maker, prompt=prompt, job=job)
    clip.cast.set([cameo])
    versions = {str(cameo.pk): cameo.policy_version}
    Screening.objects.create(
        stage=Stage.DISPATCH, user=maker, job_id=job.pk, allowed=True, policy_versions=versions
    )
    return clip


def make_claims(clip: Clip, by: User) -> Claims:
    at_home, elsewhere = f"https://assent.example/c/{clip.pk}/", "https://example.org/" + "a-long-address" * 9
    waiting, late, answered = (_claim(links) for links in (at_home, elsewhere, elsewhere))
    LikenessClaim.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(hours=1))
    answered = reject_claim(claim=answered, by=by, answer="These addresses are not on this site.")
    return Claims(waiting, late, answered)


def _claim(links: str) -> LikenessClaim:
    return receive_claim(
        name="Wilhelmina Example",
        email="wilhelmina@example.org",
        links=links,
        statement="I am the woman at the pier, with a scar on the chin and a blue coat.",
        signature="Wilhelmina Example",
    )
