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

if TYPE_CHECKING:
    from accounts.models import User


class PictureState(models.TextChoices):
    NEW = "new", "Being looked at"
    READY = "ready", "Ready"
    REFUSED = "refused", "Refused"
    GONE = "gone", "Deleted"


class PictureQuerySet(models.QuerySet["Picture"]):
    def of(self, user: User) -> PictureQuerySet:
        return self.filter(user=user)

    def ready(self) -> PictureQuerySet:
        return self.filter(state=PictureState.READY)

    def seen_by(self, viewer: User) -> PictureQuerySet:
        """Their own, and those from which a clip is to start that they are asked to be in, until they have
        answered."""
        asked = CastRequest.objects.waiting().filter(cameo__owner=viewer, picture=OuterRef("pk"))
        return self.ready().filter(Q(user=viewer) | Exists(asked))

    def since(self, age: timedelta) -> PictureQuerySet:
        """Not older than `age`, by the clock of the database."""
        return self.filter(created_at__gt=Now() - age)

    def before(self, age: timedelta) -> PictureQuerySet:
        return self.filter(created_at__lte=Now() - age)


class Picture(ConcurrentTransitionMixin, models.Model):
    """A picture that somebody has brought, and what was found in it: how many faces, and whose likenesses.

    Its maker alone sees it, and whom they ask to be in a clip that starts from it. Of one that was refused
    only this row is kept, and for a day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pictures")
    file = models.FileField(upload_to="pictures/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
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

    objects = PictureQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "-created_at"], name="picture_by_user")]

    def __str__(self) -> str:
        return f"picture {self.pk} ({self.state})"

    @property
    def is_ready(self) -> bool:
        return self.state == PictureState.READY

    @property
    def handles(self) -> list[str]:
        """Who is in it."""
        return sorted(cameo.handle for cameo in self.likenesses.select_related("owner"))

    @transition(field=state, source=PictureState.NEW, target=PictureState.READY)
    def accept(self) -> None: ...

    @transition(field=state, source=PictureState.NEW, target=PictureState.REFUSED)
    def refuse(self) -> None: ...

    @transition(field=state, source=PictureState.READY, target=PictureState.GONE)
    def erase(self) -> None:
        self.file = ""
