"""People, how they get in, and whom they know."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts import ages, codes, handles


class Theme(models.TextChoices):
    SYSTEM = "system", "As my device"
    DARK = "dark", "Dark"
    LIGHT = "light", "Light"


class UserQuerySet(models.QuerySet["User"]):
    def in_standing(self) -> UserQuerySet:
        return self.filter(is_active=True, suspended_at=None, deleted_at=None)

    def findable_by(self, viewer: User) -> UserQuerySet:
        """Without those who have blocked `viewer`: to them it must look as if they were not here."""
        return self.exclude(blocks__blocked=viewer)


class MemberManager(UserManager["User"]):
    """Makes members whose handle is canonical and whose skeleton fits it."""

    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def in_standing(self) -> UserQuerySet:
        return self.get_queryset().in_standing()

    def create_user(
        self, username: str, email: str | None = None, password: str | None = None, **more: Any
    ) -> User:
        return super().create_user(handles.canonical(username), email, password, **_folded(username, more))

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **more: Any
    ) -> User:
        return super().create_superuser(
            handles.canonical(username), email, password, **_folded(username, more)
        )


def _folded(username: str, more: dict[str, Any]) -> dict[str, Any]:
    return {"handle_skeleton": handles.skeleton(username)} | more


class User(AbstractUser):
    """A member. `username` is the handle, kept in lower case; people see it as @handle."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=80, blank=True)
    # The handle with look-alike letters folded: nobody may sit beside somebody they imitate.
    handle_skeleton = models.CharField(max_length=64, unique=True)
    birth_date = models.DateField(null=True, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="at sign-up, ISO 3166-1")
    theme = models.CharField(max_length=8, choices=Theme, default=Theme.DARK)
    suspended_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[MemberManager] = MemberManager()

    REQUIRED_FIELDS = ["email"]

    def __str__(self) -> str:
        return f"@{self.username}"

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.display_name or self.username

    @property
    def in_good_standing(self) -> bool:
        return self.is_active and self.suspended_at is None and self.deleted_at is None

    def age_on(self, day: date) -> int | None:
        """Whole years on `day`, or None where no birth date was given."""
        if self.birth_date is None:
            return None
        had_birthday = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - (not had_birthday)


class SignUpMode(models.TextChoices):
    OPEN = "open", "Anyone may join"
    INVITE = "invite", "An invite is needed"
    CLOSED = "closed", "Nobody may join"


class SignUpPolicy(models.Model):
    """One row: who may join now. Changed in the admin, obeyed at once."""

    mode = models.CharField(max_length=8, choices=SignUpMode, default=SignUpMode.INVITE)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_sign_up_policy")]
        verbose_name_plural = "sign-up policy"

    def __str__(self) -> str:
        return self.get_mode_display()

    @classmethod
    def now(cls) -> SignUpPolicy:
        """Read at every question, so that a change is obeyed at once."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class Region(models.Model):
    """What the site does in one country. A country without a row is closed."""

    country = models.CharField(max_length=2, primary_key=True, help_text="ISO 3166-1, upper case")
    minimum_age = models.PositiveSmallIntegerField(default=18)
    sign_up = models.BooleanField(default=True)
    generate = models.BooleanField(default=True)
    likeness = models.BooleanField(default=True)
    view = models.BooleanField(default=True)

    class Meta:
        ordering = ["country"]

    def __str__(self) -> str:
        return self.country


class InviteQuerySet(models.QuerySet["Invite"]):
    def usable(self) -> InviteQuerySet:
        return self.filter(redeemed_at=None, revoked_at=None, expires_at__gt=timezone.now())

    def given_in_standing(self) -> InviteQuerySet:
        """Of members who may act now: a suspended member's codes let nobody in."""
        return self.filter(inviter__in=User.objects.in_standing())

    def newest(self) -> InviteQuerySet:
        return self.order_by("-pk")


class Invite(models.Model):
    """A single-use code that lets one person in."""

    code = models.CharField(max_length=32, unique=True)
    inviter = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invites")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    redeemed_at = models.DateTimeField(null=True, blank=True)
    redeemed_by = models.OneToOneField(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="invite_used"
    )

    objects = InviteQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"invite {self.pk}"

    @property
    def shown_code(self) -> str:
        return codes.grouped(self.code)

    @property
    def state(self) -> str:
        """One word: redeemed, revoked, expired or open."""
        if self.redeemed_at:
            return "redeemed"
        if self.revoked_at:
            return "revoked"
        return "open" if self.expires_at > timezone.now() else "expired"


class AgeRefusalQuerySet(models.QuerySet["AgeRefusal"]):
    def of(self, email: str) -> AgeRefusalQuerySet:
        return self.filter(email_digest=ages.email_digest(email))


class AgeRefusal(models.Model):
    """A visitor who was too young. Another birth date does not help them; time does."""

    email_digest = models.CharField(max_length=64, unique=True)
    refused_at = models.DateTimeField(auto_now_add=True)
    until = models.DateField(help_text="the day on which the first given birth date is old enough")

    objects = AgeRefusalQuerySet.as_manager()

    def __str__(self) -> str:
        return f"refused until {self.until}"


class ReservedHandleQuerySet(models.QuerySet["ReservedHandle"]):
    def imitated_by(self, name: str) -> ReservedHandleQuerySet:
        """Those that `name` is, looks like, or puts "real", "official" and such around."""
        return self.filter(pk__in=set(handles.imitated(name)))

    def of_people(self) -> ReservedHandleQuerySet:
        return self.filter(is_person=True)


class ReservedHandle(models.Model):
    """A name that nobody may take: the site's own, a public person's, a work's."""

    skeleton = models.CharField(max_length=64, primary_key=True)
    reason = models.CharField(max_length=120)
    is_person = models.BooleanField("a public person's", default=False)

    objects = ReservedHandleQuerySet.as_manager()

    def __str__(self) -> str:
        return self.skeleton


class FollowQuerySet(models.QuerySet["Follow"]):
    def between(self, a: User, b: User) -> FollowQuerySet:
        return self.filter(Q(follower=a, followed=b) | Q(follower=b, followed=a))


class Follow(models.Model):
    follower = models.ForeignKey(User, on_delete=models.CASCADE, related_name="following")
    followed = models.ForeignKey(User, on_delete=models.CASCADE, related_name="followers")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "followed"], name="follow_once"),
            models.CheckConstraint(
                condition=~models.Q(follower=models.F("followed")), name="nobody_follows_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.follower} follows {self.followed}"


class BlockQuerySet(models.QuerySet["Block"]):
    def between(self, a: User, b: User) -> BlockQuerySet:
        return self.filter(Q(blocker=a, blocked=b) | Q(blocker=b, blocked=a))


class Block(models.Model):
    blocker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(User, on_delete=models.CASCADE, related_name="blocked_by")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="block_once"),
            models.CheckConstraint(
                condition=~models.Q(blocker=models.F("blocked")), name="nobody_blocks_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.blocker} blocks {self.blocked}"
