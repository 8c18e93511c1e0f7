"""The deal: somebody asks for a license, the holder answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from rights.models.licenses import License
from rights.models.works import Work
from rights.profile import Purpose

if TYPE_CHECKING:
    from accounts.models import User


class RequestState(models.TextChoices):
    OPEN = "open", "Waiting for the holder"
    ASKED = "asked", "The holder has asked something"
    OFFERED = "offered", "Terms offered, waiting for the maker"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn by the maker"


WAITING = (RequestState.OPEN, RequestState.ASKED, RequestState.OFFERED)


class Reach(models.TextChoices):
    DRAFT = "draft", "Only for myself"
    SITE = "site", "Members of this site"
    PUBLIC = "public", "Also outside this site"


class LicenseRequestQuerySet(models.QuerySet["LicenseRequest"]):
    def managed_by(self, user: User) -> LicenseRequestQuerySet:
        """Those about works of the holders that `user` acts for; all of them for the operators."""
        return self.filter(work__in=Work.objects.managed_by(user))

    def of_member(self, user: User) -> LicenseRequestQuerySet:
        return self.filter(work__in=Work.objects.of_member(user))

    def of(self, user: User) -> LicenseRequestQuerySet:
        return self.filter(requester=user)

    def waiting(self) -> LicenseRequestQuerySet:
        return self.filter(state__in=WAITING)


class LicenseRequest(ConcurrentTransitionMixin, models.Model):
    """A maker's wish to use one work in the clip that `prompt` describes."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="requests")
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="license_requests"
    )
    prompt = models.TextField()
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.PERSONAL)
    reach = models.CharField(max_length=6, choices=Reach, default=Reach.SITE)
    ends_at = models.DateTimeField(null=True, blank=True, help_text="until when it is wanted")
    note = models.CharField(max_length=500, blank=True)

    state = FSMField(max_length=9, choices=RequestState.choices, default=RequestState.OPEN, protected=True)
    license = models.ForeignKey(
        License, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True, help_text="what the holder said")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LicenseRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work", "requester"],
                condition=models.Q(state__in=["open", "asked", "offered"]),
                name="one_open_request_a_work",
            )
        ]

    def __str__(self) -> str:
        return f"request {self.pk} for {self.work} ({self.state})"

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @transition(field=state, source=RequestState.OPEN, target=RequestState.ASKED)
    def ask(self) -> None: ...

    @transition(field=state, source=RequestState.ASKED, target=RequestState.OPEN)
    def reply(self) -> None: ...

    @transition(field=state, source=[RequestState.OPEN, RequestState.ASKED], target=RequestState.OFFERED)
    def offer(self) -> None: ...

    @transition(field=state, source=WAITING, target=RequestState.APPROVED)
    def approve(self) -> None:
        self.decided_at = timezone.now()

    @transition(field=state, source=WAITING, target=RequestState.DECLINED)
    def decline(self) -> None:
        self.decided_at = timezone.now()

    @transition(field=state, source=WAITING, target=RequestState.WITHDRAWN)
    def withdraw(self) -> None:
        self.decided_at = timezone.now()


class RequestMessage(models.Model):
    """What was asked and said about a request, by the holder's people or by the maker."""

    request = models.ForeignKey(LicenseRequest, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    from_holder = models.BooleanField()
    text = models.CharField(max_length=1000)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]
