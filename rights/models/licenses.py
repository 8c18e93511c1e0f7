"""What holders allow, to whom and on which terms. See `rights.profile` for the words of the terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from rights.models.holders import HolderStatus
from rights.models.works import Work
from rights.profile import Action, Approval, CoAppearance, Ending, OpenTo, Purpose, Theme
from rights.terms import Terms

if TYPE_CHECKING:
    from accounts.models import User


class LicenseState(models.TextChoices):
    OFFERED = "offered", "Offered"
    ACTIVE = "active", "Active"
    PAUSED = "paused", "Paused"
    DECLINED = "declined", "Declined"
    REVOKED = "revoked", "Revoked"


class LicenseQuerySet(models.QuerySet["License"]):
    def open(self) -> LicenseQuerySet:
        """Given and not taken back; it may not have begun, rest, or have ended by the clock."""
        return self.filter(state__in=[LicenseState.ACTIVE, LicenseState.PAUSED])

    def unended(self) -> LicenseQuerySet:
        """Those and the ones that are only offered."""
        return self.filter(state__in=[LicenseState.OFFERED, LicenseState.ACTIVE, LicenseState.PAUSED])

    def active(self) -> LicenseQuerySet:
        """By the clock of the database, which is one, and not that of whichever machine asks."""
        return self.filter(
            Q(ends_at=None) | Q(ends_at__gt=Now()),
            state=LicenseState.ACTIVE,
            starts_at__lte=Now(),
            work__holder__status=HolderStatus.ACTIVE,
            work__disputed_at=None,
        )

    def standing(self) -> LicenseQuerySet:
        """Those under which clips may be seen: not taken back, neither paused nor resting with their holder,
        and not over, unless clips outlive them."""
        stays = ~Q(at_end=Ending.REMOVE)
        active = Q(state=LicenseState.ACTIVE) | Q(stays, state=LicenseState.PAUSED, ends_at__lte=Now())
        return self.filter(
            active,
            Q(ends_at=None) | Q(ends_at__gt=Now()) | stays,
            work__holder__status=HolderStatus.ACTIVE,
            work__disputed_at=None,
        )

    def managed_by(self, user: User) -> LicenseQuerySet:
        return self.filter(work__in=Work.objects.managed_by(user))

    def of_member(self, user: User) -> LicenseQuerySet:
        return self.filter(work__in=Work.objects.of_member(user))

    def current(self) -> LicenseQuerySet:
        """What the permission matrix shows: given, not taken back, and not over by the clock."""
        return self.open().filter(Q(ends_at=None) | Q(ends_at__gt=Now()))

    def for_grantee(self, user_id: int) -> LicenseQuerySet:
        listed = License.grantees.through.objects.filter(user_id=user_id).values("license_id")
        return self.filter(Q(open_to=OpenTo.EVERYONE) | Q(open_to=OpenTo.LISTED, pk__in=listed))


class License(ConcurrentTransitionMixin, models.Model):
    """What a holder allows with a work, to whom, and under which conditions. Its terms never change.

    `actions` are permitted, `prohibited` are not, whatever another license says. Empty lists of
    places and purposes mean any.
    """

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="licenses")
    open_to = models.CharField(max_length=8, choices=OpenTo, default=OpenTo.EVERYONE)
    grantees = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="licenses", blank=True)

    actions = ArrayField(models.CharField(max_length=10, choices=Action), default=list, blank=True)
    prohibited = ArrayField(models.CharField(max_length=10, choices=Action), default=list, blank=True)
    territory = ArrayField(
        models.CharField(max_length=2), default=list, blank=True, help_text="countries, ISO 3166-1"
    )
    purposes = ArrayField(models.CharField(max_length=10, choices=Purpose), default=list, blank=True)
    audience = models.CharField(
        max_length=8, default="members", choices=[("maker", "Only the maker"), ("members", "All members")]
    )
    max_seconds = models.PositiveSmallIntegerField(null=True, blank=True)
    per_day = models.PositiveIntegerField(null=True, blank=True, help_text="clips of all grantees together")
    total = models.PositiveIntegerField(null=True, blank=True)
    co_appearance = models.CharField(max_length=10, choices=CoAppearance, default=CoAppearance.ANY)
    not_with = models.ManyToManyField(Work, related_name="+", blank=True)
    forbidden_themes = ArrayField(models.CharField(max_length=10, choices=Theme), default=list, blank=True)
    approval = models.CharField(max_length=6, choices=Approval, default=Approval.NONE)
    price = models.PositiveIntegerField(default=0, help_text="credits for each clip, to the holder")
    share = models.PositiveSmallIntegerField(default=0, help_text="percent of what the clip earns")
    credit_line = models.CharField(max_length=200, blank=True)
    at_end = models.CharField(max_length=6, choices=Ending, default=Ending.REMOVE)

    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    state = FSMField(max_length=8, choices=LicenseState.choices, default=LicenseState.ACTIVE, protected=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(default=timezone.now)

    objects = LicenseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=models.F("starts_at")),
                name="license_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(share__lte=100), name="license_share_in_percent"),
        ]

    def __str__(self) -> str:
        return f"license of {self.work}"

    @property
    def is_limited(self) -> bool:
        """Is it counted? That never changes."""
        return self.per_day is not None or self.total is not None

    def terms(self) -> Terms:
        """The license as the pure evaluator reads it, without the counts."""
        return Terms(
            license=self.pk,
            work=self.work_id,
            open_to=self.open_to,
            grantees=frozenset(user.pk for user in self.grantees.all()),
            actions=frozenset(self.actions),
            prohibited=frozenset(self.prohibited),
            territory=frozenset(self.territory),
            purposes=frozenset(self.purposes),
            audience=self.audience,
            max_seconds=self.max_seconds,
            per_day=self.per_day,
            total=self.total,
            co_appearance=self.co_appearance,
            not_with=frozenset(work.pk for work in self.not_with.all()),
            forbidden_themes=frozenset(self.forbidden_themes),
            approval=self.approval,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            price=self.price,
        )

    @transition(field=state, source=LicenseState.OFFERED, target=LicenseState.ACTIVE)
    def accept(self) -> None: ...

    @transition(field=state, source=LicenseState.OFFERED, target=LicenseState.DECLINED)
    def decline(self) -> None: ...

    @transition(field=state, source=LicenseState.ACTIVE, target=LicenseState.PAUSED)
    def pause(self) -> None: ...

    @transition(field=state, source=LicenseState.PAUSED, target=LicenseState.ACTIVE)
    def resume(self) -> None: ...

    @transition(
        field=state,
        source=[LicenseState.OFFERED, LicenseState.ACTIVE, LicenseState.PAUSED],
        target=LicenseState.REVOKED,
    )
    def revoke(self) -> None:
        self.revoked_at = timezone.now()


class UseState(models.TextChoices):
    RESERVED = "reserved", "Set aside for a clip on the way"
    USED = "used", "A clip rests on it"
    RELEASED = "released", "No clip came of it"


class LicenseUseQuerySet(models.QuerySet["LicenseUse"]):
    def of_member(self, user: User) -> LicenseUseQuerySet:
        return self.filter(license__work__in=Work.objects.of_member(user))

    def made(self) -> LicenseUseQuerySet:
        """A clip came of it."""
        return self.filter(state=UseState.USED)

    def awaiting(self) -> LicenseUseQuerySet:
        """Clips that cannot be posted before their holder has seen them."""
        waiting = self.made().filter(license__approval=Approval.CLIP, license__state=LicenseState.ACTIVE)
        return waiting.filter(approved_at=None, withdrawn_at=None)


class LicenseUse(models.Model):
    """One clip under one license: set aside with the job, spent with the clip. Counts come from here.

    `job_id` and `clip_id` are those of generation, which this app does not know.
    """

    license = models.ForeignKey(License, on_delete=models.PROTECT, related_name="uses")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="license_uses"
    )
    job_id = models.UUIDField()
    clip_id = models.UUIDField(null=True, blank=True, db_index=True)
    state = models.CharField(max_length=8, choices=UseState, default=UseState.RESERVED)
    price = models.PositiveIntegerField(default=0, help_text="credits to the holder")
    # By the clock that also says when a day begins: the database's.
    at = models.DateTimeField(db_default=Now())
    approved_at = models.DateTimeField(null=True, blank=True, help_text="the holder has seen the clip")
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="the holder took this clip down")
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    objects = LicenseUseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["license", "job_id"], name="used_once_a_job")]
        indexes = [models.Index(fields=["license", "-at"], name="use_by_license")]

    def __str__(self) -> str:
        return f"{self.state} under {self.license_id}"
