"""Jobs, what was decided about them, and the clips they made."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from accounts.models import Block, Follow
from cameos.models import Cameo
from generation.appearing import Appearance
from generation.blocked import BlockedMedia
from generation.pictures import Picture, PictureState
from generation.records import Ground, Screening, Stage, Withdrawal
from generation.unwilling import Unwilling
from generation.waiting import ReviewState, WaitingOrder, WaitingState
from rights.models import License, Purpose

__all__ = [
    "MAX_REMIX_DEPTH",
    "OPEN_STATES",
    "RUNNING_STATES",
    "Appearance",
    "BlockedMedia",
    "Clip",
    "ClipParent",
    "ClipQuerySet",
    "Ground",
    "Job",
    "JobQuerySet",
    "JobState",
    "Picture",
    "PictureState",
    "ReviewState",
    "Screening",
    "Stage",
    "WaitingOrder",
    "WaitingState",
    "Withdrawal",
]

if TYPE_CHECKING:
    from accounts.models import User


class JobState(models.TextChoices):
    QUEUED = "queued", "Waiting"
    RENDERING = "rendering", "Rendering"
    CHECKING = "checking", "Checking"
    READY = "ready", "Ready"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


# A remix of a remix of a remix: the gate reads every ancestor, so there is an end to it.
MAX_REMIX_DEPTH = 100

OPEN_STATES = (JobState.QUEUED, JobState.RENDERING, JobState.CHECKING)
RUNNING_STATES = (JobState.RENDERING, JobState.CHECKING)


class JobQuerySet(models.QuerySet["Job"]):
    def of(self, user: User) -> JobQuerySet:
        return self.filter(user=user)

    def open(self) -> JobQuerySet:
        return self.filter(state__in=OPEN_STATES)

    def abandoned(self) -> JobQuerySet:
        """Running, but nobody has renewed the lease: the worker is gone."""
        return self.filter(state__in=RUNNING_STATES, lease_until__lt=Now())

    def newest(self) -> JobQuerySet:
        return self.order_by("-created_at")


class Job(ConcurrentTransitionMixin, models.Model):
    """A person's wish for a clip, from the yes of the gate to its end.

    The row is the truth. A worker owns the job while its `lease_token` is the row's
    and the lease has not run out; every write of a worker names its token.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="jobs")
    prompt = models.TextField()
    cast = models.ManyToManyField(Cameo, blank=True, related_name="jobs")
    licenses = models.ManyToManyField(License, blank=True, related_name="jobs")
    parent = models.ForeignKey("Clip", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    picture = models.ForeignKey(
        Picture, on_delete=models.RESTRICT, null=True, blank=True, related_name="jobs"
    )
    engine = models.CharField(max_length=20)
    seed = models.BigIntegerField()
    seconds = models.PositiveSmallIntegerField()
    cost = models.PositiveIntegerField()
    country = models.CharField(max_length=2, blank=True, help_text="where it was asked for, ISO 3166-1")
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.PERSONAL)
    # When the first of the consents and licenses that it rests on ends by itself.
    rests_until = models.DateTimeField(null=True, blank=True)
    # What people in it have written about themselves, for whatever draws: "@mika wears a hat".
    additions = models.JSONField(default=list, blank=True)

    state = FSMField(default=JobState.QUEUED, choices=JobState.choices, protected=True)
    progress = models.PositiveSmallIntegerField(default=0, help_text="percent")
    sequence = models.PositiveIntegerField(default=1, help_text="counts every change that people see")
    failure_code = models.CharField(max_length=40, blank=True)
    failure_message = models.CharField(max_length=300, blank=True)

    lease_token = models.PositiveIntegerField(default=0, help_text="one more at each claim: a fence")
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    idempotency_key = models.CharField(max_length=80)
    request_digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "idempotency_key"], name="job_asked_once"),
        ]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="job_by_user"),
            models.Index(fields=["lease_until"], condition=Q(state__in=RUNNING_STATES), name="job_running"),
            models.Index(fields=["created_at"], condition=Q(state=JobState.QUEUED), name="job_queued"),
        ]

    def __str__(self) -> str:
        return f"job {self.pk} ({self.state})"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def hold_key(self) -> str:
        return f"job:{self.pk}"

    @transition(field=state, source=JobState.QUEUED, target=JobState.RENDERING)
    def start(self) -> None:
        self.started_at = self.started_at or timezone.now()

    @transition(field=state, source=RUNNING_STATES, target=JobState.QUEUED)
    def requeue(self) -> None:
        self.progress = 0
        self.lease_until = None

    @transition(field=state, source=JobState.RENDERING, target=JobState.CHECKING)
    def check_output(self) -> None:
        self.progress = 100

    @transition(field=state, source=JobState.CHECKING, target=JobState.READY)
    def finish(self) -> None:
        self._end()

    @transition(field=state, source=OPEN_STATES, target=JobState.FAILED)
    def fail(self, code: str, message: str) -> None:
        self.failure_code, self.failure_message = code, message[:300]
        self._end()

    @transition(field=state, source=OPEN_STATES, target=JobState.CANCELLED)
    def cancel(self) -> None:
        self._end()

    def _end(self) -> None:
        self.finished_at = timezone.now()
        self.lease_until = None


class ClipQuerySet(models.QuerySet["Clip"]):
    def available(self) -> ClipQuerySet:
        """Neither withdrawn nor deleted, and every consent and license under it still runs.

        By the clock of the database, which is one, and not that of whichever machine asks.
        """
        runs = Q(rests_until=None) | Q(rests_until__gt=Now())
        return self.filter(runs, withdrawn_at=None, deleted_at=None).consented()

    def consented(self) -> ClipQuerySet:
        """Everyone in it lets its maker show them at this moment, or has let this clip stay.

        What ends a consent also withdraws the clips under it; this holds before that, and without it.
        """
        return self.filter(~Exists(Unwilling.objects.filter(clip=OuterRef("pk"))))

    def of(self, user: User) -> ClipQuerySet:
        return self.filter(maker=user, deleted_at=None)

    def shown_to(self, viewer: User) -> ClipQuerySet:
        """Published clips that `viewer` may see now: available, and nobody stands behind a block."""
        return self.available().posted_for(viewer)

    def taken_from(self, viewer: User) -> ClipQuerySet:
        """Published clips that `viewer` would see, were they not hidden. Of all others nobody is told that
        they were ever there, nor of those that are deleted."""
        return self.filter(deleted_at=None).posted_for(viewer).exclude(pk__in=Clip.objects.available())

    def posted_for(self, viewer: User) -> ClipQuerySet:
        """Published, with no block in between, by somebody in standing, and for as many as `viewer`."""
        walls = Block.objects.filter(
            Q(blocker=viewer.pk, blocked=OuterRef("maker")) | Q(blocker=OuterRef("maker"), blocked=viewer.pk)
        )
        return self.filter(
            ~Exists(walls),
            _reaches(viewer),
            published_at__isnull=False,
            maker__is_active=True,
            maker__suspended_at=None,
        )

    def listed(self) -> ClipQuerySet:
        """What lists may hold: no license under it has ended that only lets it stay where it is."""
        return self.filter(Q(limited_from=None) | Q(limited_from__gt=Now()))

    def watchable_by(self, viewer: User) -> ClipQuerySet:
        """What `viewer` may play: what is shown to them, and their own drafts."""
        return self.shown_to(viewer) | self.available().filter(maker=viewer)

    def showing(self, viewer: User) -> ClipQuerySet:
        """Clips with `viewer` or a being of theirs in them, whoever made them, drafts too; each once."""
        mine = Clip.cast.through.objects.filter(cameo__owner=viewer)
        return self.available().filter(pk__in=mine.values("clip"))

    def ancestors_of(self, clip: Clip) -> list[Clip]:
        """Every clip that `clip` descends from, nearest first, in one query."""
        return list(
            Clip.objects.raw(
                """
                WITH RECURSIVE line(id, depth) AS (
                    SELECT parent_id, 1 FROM generation_clipparent WHERE child_id = %s
                    UNION
                    SELECT link.parent_id, line.depth + 1
                    FROM generation_clipparent link JOIN line ON link.child_id = line.id
                    WHERE line.depth < %s
                )
                SELECT clip.* FROM generation_clip clip
                JOIN (SELECT id, min(depth) AS depth FROM line GROUP BY id) nearest USING (id)
                ORDER BY nearest.depth
                """,
                [clip.pk, MAX_REMIX_DEPTH],
            )
        )

    def lines_of(self, clips: Iterable[Clip]) -> dict[uuid.UUID, list[uuid.UUID]]:
        """The ids of what each of `clips` descends from, nearest first, in one query for all of them."""
        with connection.cursor() as cursor:
            cursor.execute(
                """
                WITH RECURSIVE line(clip, id, depth) AS (
                    SELECT child_id, parent_id, 1 FROM generation_clipparent WHERE child_id = ANY(%s::uuid[])
                    UNION
                    SELECT line.clip, link.parent_id, line.depth + 1
                    FROM generation_clipparent link JOIN line ON link.child_id = line.id
                    WHERE line.depth < %s
                )
                SELECT clip, id FROM line GROUP BY clip, id ORDER BY clip, min(depth)
                """,
                [[clip.pk for clip in clips], MAX_REMIX_DEPTH],
            )
            rows = cursor.fetchall()
        lines: dict[uuid.UUID, list[uuid.UUID]] = {}
        for clip, ancestor in rows:
            lines.setdefault(clip, []).append(ancestor)
        return lines

    def family_of(self, clips: Iterable[Clip]) -> list[uuid.UUID]:
        """The ids of `clips` and of every clip that descends from one of them, in one query."""
        rows = Clip.objects.raw(
            """
            WITH RECURSIVE family(id) AS (
                SELECT unnest(%s::uuid[])
                UNION
                SELECT link.child_id
                FROM generation_clipparent link JOIN family ON link.parent_id = family.id
            )
            SELECT id FROM family
            """,
            [[clip.pk for clip in clips]],
        )
        return [row.pk for row in rows]


def _reaches(viewer: User) -> Q:
    """For everyone; or `viewer` follows the maker, made it, or is in it."""
    follows = Exists(Follow.objects.filter(follower=viewer.pk, followed=OuterRef("maker")))
    is_in_it = Exists(Cameo.objects.filter(clips=OuterRef("pk"), owner=viewer.pk))
    return Q(for_followers=False) | Q(maker=viewer.pk) | follows | is_in_it


class Clip(models.Model):
    """The made artifact: a draft until a post shows it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.OneToOneField(Job, on_delete=models.SET_NULL, null=True, related_name="clip")
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="clips")
    prompt = models.TextField()
    cast = models.ManyToManyField(Cameo, blank=True, related_name="clips")
    licenses = models.ManyToManyField(License, blank=True, related_name="clips")
    parents: models.ManyToManyField[Clip, Any] = models.ManyToManyField(
        "self", through="ClipParent", symmetrical=False, related_name="children", blank=True
    )

    engine = models.CharField(max_length=20)
    model = models.CharField(max_length=120)
    label = models.CharField(max_length=60)
    source_type = models.CharField(max_length=40, help_text="IPTC digital source type")
    seed = models.BigIntegerField()
    undrawn = models.JSONField(default=list, help_text="words of the prompt that are not in the picture")

    video = models.FileField(upload_to="clips/")
    poster = models.FileField(upload_to="clips/")
    captions = models.FileField(upload_to="clips/", blank=True)
    sha256 = models.CharField(max_length=64)
    duration = models.FloatField(help_text="seconds")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True, help_text="empty: a draft")
    # When the first of the consents and licenses under the clip ends by itself.
    rests_until = models.DateTimeField(null=True, blank=True)
    # From when on a license has ended that lets it stay with those who have it: no lists, no remixes.
    limited_from = models.DateTimeField(null=True, blank=True)
    for_followers = models.BooleanField(
        default=False, help_text="somebody in it allows it to be shown to the maker's followers only"
    )
    # Set exactly while a withdrawal is open: one indexed column answers "may it be seen".
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    # Addresses for the viewer at hand: `generation.drafts.addressed` sets them for the templates.
    video_url: str
    poster_url: str
    captions_url: str

    objects = ClipQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["maker", "-created_at"], name="clip_by_maker")]
        permissions = [("view_withdrawn", "Can watch clips that are withdrawn")]

    def __str__(self) -> str:
        return f"clip {self.pk}"


class ClipParent(models.Model):
    """`child` is a remix of `parent`."""

    child = models.ForeignKey(Clip, on_delete=models.CASCADE, related_name="parent_links")
    parent = models.ForeignKey(Clip, on_delete=models.CASCADE, related_name="child_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "parent"], name="parent_once"),
            models.CheckConstraint(condition=~Q(child=models.F("parent")), name="no_clip_is_its_own_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} remixes {self.parent_id}"
