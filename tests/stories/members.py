"""What members do in the stories, in their words."""

from dataclasses import dataclass, field
from typing import Any

from feed.models import Notification
from generation.media.links import link
from generation.models import Clip
from tests.cameos.asking import terms_form
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.doors import Door

LISTS = ("/", "/latest/")


@dataclass
class Member(Door):
    kept: dict[str, str] = field(default_factory=dict)  # clip -> the address of its video, from an open page

    @property
    def handle(self) -> str:
        return self.user.username

    def enrolls(self) -> None:
        """A moderator has looked, and has let them in."""
        make_cameo(self.user)

    def lets(self, other: "Member") -> None:
        cameo = self.user.cameos.get()
        self.submits("/likeness/rules/", **terms_form(cameo, scope="approved", confirmed="1"))
        cameo.refresh_from_db()
        seen = cameo.policy_version
        answer = self.submits(
            "/likeness/grants/", handle=other.handle, days="0", verdict="allow", version=seen
        )
        assert answer.status_code == 302

    def takes_back_from(self, other: "Member") -> None:
        assert self.submits("/likeness/change/", change="revoke", to=other.handle).status_code == 302

    def may_make(self, text: str, **more: Any) -> bool:
        return bool(self.asks("/api/checks/", text=text, **more).json()["allowed"])

    def posts(self, prompt: str, **how: Any) -> Clip:
        """A clip of this prompt, shown to the others. `how`: its cast, or the clip that it remixes."""
        clip = make_clip(self.user, prompt=prompt, **how)
        assert self.asks("/api/posts/", clip=str(clip.pk)).status_code == 201
        return clip

    def opens(self, clip: Clip) -> None:
        """Keep the address of the video, as an open page does."""
        self.kept[str(clip.pk)] = link(clip, "video", self.user)

    def sees(self, clip: Clip) -> bool:
        """Whether the clip is anywhere: every place must say the same."""
        self.kept.setdefault(str(clip.pk), link(clip, "video", self.user))
        places = {
            "page": self.finds(f"/c/{clip.pk}/"),
            "API": self.finds(f"/api/posts/{clip.pk}/"),
            "video": self.finds(self.kept[str(clip.pk)]),
            "profile": str(clip.pk) in self.gets(f"/@{clip.maker.username}/").text,
            **{name: str(clip.pk) in self.reads(name) for name in LISTS},
        }
        assert len(set(places.values())) == 1, places
        return places["page"]

    def was_told(self, kind: str) -> list[str]:
        """The notes of the lines of that kind in the inbox."""
        return [line.note for line in Notification.objects.of(self.user).filter(kind=kind)]
