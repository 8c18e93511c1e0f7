"""A likeness, of a person or of a being of theirs, and how widely it is open."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from operator import attrgetter
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When
from django.db.models.functions import Coalesce, Now

from accounts.models import Follow
from cameos.models.between import at_rest, open_to
from cameos.models.scopes import Scope

if TYPE_CHECKING:
    from accounts.models import User


class Kind(models.TextChoices):
    """What is shown. Everything but a person is a being: its owner speaks for it."""

    PERSON = "person", "Person"
    PET = "pet", "Pet"
    OBJECT = "object", "Object"
    CHARACTER = "character", "Invented character"


class Assurance(models.TextChoices):
    """Who says that the likeness is its owner's. Only the last two open it to other people."""

    BUILT_IN = "built_in", "Checked by this site's own programs"
    REVIEWED = "reviewed", "Looked at by a person"
    ATTESTED = "attested", "Vouched for by a provider"


class CameoQuerySet(models.QuerySet["Cameo"]):
    def usable(self) -> CameoQuerySet:
        """Neither paused nor withdrawn; whether a given person may use it, the policy says."""
        return self.filter(~at_rest())

    def cooling(self) -> CameoQuerySet:
        """Open to everyone, but not yet."""
        return self.filter(scope=Scope.EVERYONE, everyone_from__gt=Now())

    def kept(self) -> CameoQuerySet:
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)

    def people(self) -> CameoQuerySet:
        """Faces of members: at most one of each."""
        return self.filter(kind=Kind.PERSON)

    def beings(self) -> CameoQuerySet:
        """By the column that has an index: the database sees to it that these and no others have a handle."""
        return self.filter(own_handle__isnull=False)

    def by_handle(self, handles: Iterable[str]) -> CameoQuerySet:
        """A person's handle is in another table: two looks into an index, where one OR would read all."""
        names = [handle.lower() for handle in handles]
        people = Cameo.objects.people().filter(owner__username__in=names)
        beings = Cameo.objects.filter(own_handle__in=names)
        return self.filter(pk__in=people.values("pk").union(beings.values("pk")))

    def named_like(self, text: str) -> CameoQuerySet:
        """Whose handle or name begins with `text`; all, when it is empty."""
        person = Q(owner__username__startswith=text.lower()) | Q(owner__display_name__istartswith=text)
        being = Q(own_handle__startswith=text.lower()) | Q(name__istartswith=text)
        return self.filter((Q(kind=Kind.PERSON) & person) | (~Q(kind=Kind.PERSON) & being))

    def closest_first(self, user: User, *, limit: int) -> list[Cameo]:
        """One's own, then those of people whom `user` follows, then others: of these, who may be as many as
        there are members, no more are read than are wanted, in the order of indexes."""
        near = [user.pk, *Follow.objects.filter(follower=user).values_list("followed", flat=True)]
        order = Case(When(owner=user, then=0), default=1)
        found = list(
            self.filter(owner__in=near).order_by(order, Coalesce("own_handle", "owner__username"))[:limit]
        )
        others, left = self.exclude(owner__in=near), limit - len(found)
        people = others.people().order_by("owner__username")[:left]
        beings = others.beings().order_by("own_handle")[:left]
        return [*found, *sorted([*people, *beings], key=attrgetter("handle"))[:left]]

    def castable_by(self, user: User) -> CameoQuerySet:
        return self.filter(open_to(user))


class Cameo(models.Model):
    """The likeness of a person, whose handle is its name; or a being of theirs, with a handle of its own.

    Of a person there is one. Handles of beings and of members are one namespace: see `take_handle`.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cameos")
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.PERSON)
    own_handle = models.CharField(max_length=30, null=True, blank=True, unique=True)
    name = models.CharField(max_length=60, blank=True)
    description = models.CharField(max_length=240, blank=True, help_text="what it looks like; it is drawn")
    portrait = models.ImageField(upload_to="portraits/")
    portrait_sha256 = models.CharField(max_length=64)
    scope = models.CharField(max_length=8, choices=Scope, default=Scope.ONLY_ME)
    # When the scope "everyone" begins, by the database's clock. Until then it lets in whom "mutuals" does.
    everyone_from = models.DateTimeField(null=True, blank=True)
    assurance = models.CharField(max_length=8, choices=Assurance, default=Assurance.BUILT_IN)
    # Counts every change of scope, grant or pause: a stored decision names the version it rests on.
    policy_version = models.PositiveIntegerField(default=1)
    paused_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CameoQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(kind="person"), name="one_likeness_a_person"
            ),
            models.CheckConstraint(
                condition=Q(kind="person", own_handle=None)
                | (~Q(kind="person") & Q(own_handle__isnull=False)),
                name="beings_have_handles",
            ),
        ]

    def __str__(self) -> str:
        return f"@{self.own_handle} of {self.owner}" if self.is_being else f"likeness of {self.owner}"

    def awake(self) -> Cameo:
        """As it would be without its pause. Not to be saved."""
        other = copy(self)
        other.paused_at = None
        return other

    @property
    def is_being(self) -> bool:
        return self.kind != Kind.PERSON

    @property
    def handle(self) -> str:
        return self.own_handle or self.owner.username

    @property
    def shown_name(self) -> str:
        return self.name or (self.handle if self.is_being else self.owner.name)

    @property
    def looks(self) -> str:
        """What whatever draws is told of a being; nothing of a person. No rule in words begins like this."""
        if not self.is_being:
            return ""
        return f"{self.looks_begin}{', '.join(filter(None, [self.name, self.description]))}"

    @property
    def looks_begin(self) -> str:
        return f"@{self.handle} ({self.kind}): "


class ReferencePicture(models.Model):
    """Another view of a being, beside its portrait."""

    cameo = models.ForeignKey(Cameo, on_delete=models.CASCADE, related_name="pictures")
    place = models.PositiveSmallIntegerField()
    picture = models.ImageField(upload_to="portraits/")
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["cameo", "place"]
        constraints = [models.UniqueConstraint(fields=["cameo", "place"], name="one_picture_a_place")]

    def __str__(self) -> str:
        return f"picture {self.place} of {self.cameo_id}"
