"""Pictures that clips start from."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from cameos.models import Cameo, CastRequest
from cameos.models.between import open_to

if TYPE_CHECKING:
    from accounts.models import User
    from generation.models import Clip


class PictureState(models.TextChoices):
    NEW = "new", "Being looked at"
    REVIEW = "review", "A person looks at it"
    READY = "ready", "Ready"
    REFUSED = "refused", "Refused"
    GONE = "gone", "Deleted"


class PictureQuerySet(models.QuerySet["Picture"]):
    def of(self, user: User) -> PictureQuerySet:
        return self.filter(user=user)

    def ready(self) -> PictureQuerySet:
        return self.filter(state=PictureState.READY)

    def in_review(self) -> PictureQuerySet:
        """A moderator looks at them: nothing starts from them yet."""
        return self.filter(state=PictureState.REVIEW)

    def kept(self) -> PictureQuerySet:
        """Those that have files."""
        return self.filter(state__in=[PictureState.READY, PictureState.REVIEW])

    def seen_by(self, viewer: User) -> PictureQuerySet:
        """Their own, and those from which a clip is to start that they are asked to be in, until they have
        answered, and while everybody else in it lets its maker make clips with them."""
        asked = CastRequest.objects.waiting().filter(cameo__owner=viewer, picture=OuterRef("pk"))
        shown = Picture.likenesses.through.objects.filter(picture=OuterRef(OuterRef("pk"))).values("cameo")
        others = Cameo.objects.filter(pk__in=shown).exclude(owner=viewer)
        closed = others.filter(~open_to(OuterRef("user")))
        return self.ready().filter(Q(user=viewer) | (Exists(asked) & ~Exists(closed)))

    def begun_by(self, clip: Clip) -> Picture | None:
        """What a clip started from, as it is now."""
        return self.filter(jobs__clip=clip).first()

    def since(self, age: timedelta) -> PictureQuerySet:
        """Not older than `age`, by the clock of the database."""
        return self.filter(created_at__gt=Now() - age)

    def before(self, age: timedelta) -> PictureQuerySet:
        """Brought so long ago, and, where a person has looked, decided so long ago."""
        until = Now() - age
        return self.filter(Q(decided_at=None) | Q(decided_at__lte=until), created_at__lte=until)


class Picture(ConcurrentTransitionMixin, models.Model):
    """A picture that somebody has brought, and what was found in it: how many faces, and whose likenesses.

    Its maker alone sees it, and whom they ask to be in a clip that starts from it. Of one that was refused
    only this row is kept, and for a day. Where faces were redrawn, `file` is the redrawn picture, and a
    moderator sees both before anybody else; `original` goes with their answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pictures")
    file = models.FileField(upload_to="pictures/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    original = models.FileField(upload_to="pictures/", blank=True)
    original_sha256 = models.CharField(max_length=64, blank=True, help_text="of what faces were redrawn in")
    redrawn = models.PositiveSmallIntegerField(default=0, help_text="how many faces")
    width = models.PositiveSmallIntegerField(default=0)
    height = models.PositiveSmallIntegerField(default=0)
    faces = models.PositiveSmallIntegerField()
    likenesses = models.ManyToManyField(Cameo, related_name="+", blank=True)
    people = models.PositiveSmallIntegerField(
        default=0, help_text="how many likenesses: one that is lost shows"
    )
    searched_at = models.DateTimeField(
        null=True, blank=True, help_text="when it was last searched: faces since then are not compared"
    )
    state = FSMField(max_length=8, choices=PictureState.choices, default=PictureState.NEW, protected=True)
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True, help_text="when a moderator has answered")

    objects = PictureQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "-created_at"], name="picture_by_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state="review"), name="one_picture_in_review"
            )
        ]

    def __str__(self) -> str:
        return f"picture {self.pk} ({self.state})"

    @property
    def is_ready(self) -> bool:
        return self.state == PictureState.READY

    @property
    def is_in_review(self) -> bool:
        return self.state == PictureState.REVIEW

    @property
    def handles(self) -> list[str]:
        """Who is in it."""
        return sorted(cameo.handle for cameo in self.likenesses.select_related("owner"))

    @property
    def hashes(self) -> list[str]:
        return [it for it in (self.sha256, self.original_sha256) if it]

    @property
    def names(self) -> list[str]:
        """Of its files."""
        return [str(file.name) for file in (self.file, self.original) if file]

    @transition(field=state, source=PictureState.NEW, target=PictureState.REVIEW)
    def ask_a_person(self) -> None: ...

    @transition(field=state, source=[PictureState.NEW, PictureState.REVIEW], target=PictureState.READY)
    def accept(self) -> None:
        self.original = ""

    @transition(field=state, source=[PictureState.NEW, PictureState.REVIEW], target=PictureState.REFUSED)
    def refuse(self) -> None:
        self.file = self.original = ""

    @transition(field=state, source=[PictureState.READY, PictureState.REVIEW], target=PictureState.GONE)
    def erase(self) -> None:
        self.file = self.original = ""
