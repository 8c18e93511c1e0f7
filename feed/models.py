"""Posts, what people do with them, and what they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from accounts.models import Follow
from cameos.models import Cameo
from generation.models import Clip, Picture
from rights.models import Work

if TYPE_CHECKING:
    from accounts.models import User


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, viewer: User) -> PostQuerySet:
        """What `viewer` may see now: the posts of clips that are shown to them."""
        return self.filter(clip__in=Clip.objects.shown_to(viewer))

    def listed(self) -> PostQuerySet:
        """Those that lists may hold; the others are found under their own address only."""
        return self.filter(clip__in=Clip.objects.listed())

    def followed_by(self, viewer: User) -> PostQuerySet:
        return self.filter(maker__in=Follow.objects.filter(follower=viewer).values("followed"))

    def of(self, maker: User) -> PostQuerySet:
        return self.filter(maker=maker)

    def older_than(self, pk: int | None) -> PostQuerySet:
        """Those before `pk`, or all: how a list goes on without counting what it has shown."""
        return self if pk is None else self.filter(pk__lt=pk)

    def newest(self) -> PostQuerySet:
        return self.order_by("-pk")

    def as_cards(self, viewer: User) -> PostQuerySet:
        """With all that a card shows: three queries, however many posts there are."""
        shown_parents = Clip.objects.shown_to(viewer).select_related("maker")
        return (
            self.select_related("clip", "maker")
            .annotate(
                liked=Exists(Like.objects.filter(user=viewer, post=OuterRef("pk"))),
                followed=Exists(Follow.objects.filter(follower=viewer, followed=OuterRef("maker"))),
            )
            .prefetch_related(
                Prefetch("clip__cast", Cameo.objects.select_related("owner").order_by("pk")),
                Prefetch("clip__parents", shown_parents),
            )
        )


class Post(models.Model):
    """A clip that somebody showed. The clip's id is its public name; `pk` orders the lists."""

    clip = models.OneToOneField(Clip, on_delete=models.CASCADE, related_name="post")
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="posts")
    caption = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(auto_now_add=True)
    like_count = models.PositiveIntegerField(default=0)

    objects = PostQuerySet.as_manager()

    # Of a post that was dressed for one viewer: see feed.cards. `as_cards` adds `liked` and `followed`.
    video_url: str
    poster_url: str
    captions_url: str

    class Meta:
        indexes = [models.Index(fields=["maker", "-id"], name="post_by_maker")]

    def __str__(self) -> str:
        return f"post {self.pk} of {self.maker_id}"

    def get_absolute_url(self) -> str:
        return reverse("feed:post", args=[self.clip_id])

    @property
    def cast_handles(self) -> list[str]:
        """Whom the clip shows. Free of queries after `as_cards`."""
        return [cameo.handle for cameo in self.clip.cast.all()]

    @property
    def parent(self) -> Clip | None:
        """The clip that this one remixes, if the viewer of `as_cards` may see it."""
        return next(iter(self.clip.parents.all()), None)


class Like(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="likes")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="likes")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "post"], name="like_once")]

    def __str__(self) -> str:
        return f"{self.user_id} likes {self.post_id}"


class NoticeKind(models.TextChoices):
    CLIP_READY = "clip_ready", "Your clip is ready"
    CLIP_FAILED = "clip_failed", "Your clip could not be made"
    CAST = "cast", "Somebody made a clip with you"
    LIKED = "liked", "Somebody likes your clip"
    FOLLOWED = "followed", "Somebody follows you"
    GRANTED = "granted", "Somebody lets you use their likeness"
    WITHDRAWN = "withdrawn", "Your clip is no longer shown"
    RESTORED = "restored", "Your clip is shown again"
    WISH = "wish", "Somebody asks you for a license"
    WISH_ASKED = "wish_asked", "A holder has a question about your request"
    WISH_OFFERED = "wish_offered", "A holder offers you terms"
    WISH_GRANTED = "wish_granted", "You have a license"
    WISH_REFUSED = "wish_refused", "A holder has declined your request"
    ORDER_SENT = "order_sent", "Your order has been answered: the clip is being made"
    ORDER_REFUSED = "order_refused", "Your order has been answered. It can’t be made"
    COUNTER_NOTICE = "counter", "News of your counter-notice"
    APPROVED = "approved", "Your clip may be posted"
    ALARM = "alarm", "Somebody you don’t know makes many clips with you"
    CAST_ASKED = "cast_asked", "Somebody asks to put you into a clip"
    CAST_ALLOWED = "cast_allowed", "You may make the clip that you asked about"
    CAST_REFUSED = "cast_refused", "Somebody does not want to be in your clip"
    LOOK_ASKED = "look_asked", "A clip with you waits for your yes"
    LOOK_REFUSED = "look_refused", "A clip may not be posted"
    LIKENESS = "likeness", "News of your likeness"
    PICTURE_READY = "picture_ready", "Your picture can be used: start a clip from it"
    PICTURE_REFUSED = "picture_refused", "Your picture can’t be used"


class NotificationQuerySet(models.QuerySet["Notification"]):
    def of(self, user: User) -> NotificationQuerySet:
        return self.filter(user=user)

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None)

    def older_than(self, pk: int | None) -> NotificationQuerySet:
        return self if pk is None else self.filter(pk__lt=pk)

    def newest(self) -> NotificationQuerySet:
        return self.order_by("-pk")

    def as_lines(self) -> NotificationQuerySet:
        """With all that a line of the inbox shows, in one query."""
        return self.select_related("actor", "clip", "work")


class Notification(models.Model):
    """One line of somebody's inbox."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=16, choices=NoticeKind)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    clip = models.ForeignKey(Clip, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    work = models.ForeignKey(Work, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    # The handle of the being that it is about, as it was then; empty where it is about none.
    being = models.CharField(max_length=30, blank=True, default="")
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    # The same news twice is told once: "liked:7:12".
    key = models.CharField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    # Set by feed.inbox: where it leads.
    url: str

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="told_once")]
        indexes = [
            models.Index(fields=["user", "-id"], name="inbox"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="inbox_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.user_id}"
