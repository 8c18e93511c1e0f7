"""The composer without JavaScript: one form."""

import re
from datetime import date
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from generation.models import Clip, Picture
from generation.orders import Order
from generation.policies import may_start_from
from rights.models import Purpose, Reach, Work

MOST_ASKED = 10  # works, and people


class OrderForm(forms.Form):
    """What is typed into the composer. Its length and meaning are the gate's business."""

    text = forms.CharField(widget=forms.Textarea, strip=False, required=False, max_length=20_000)
    cast = forms.CharField(required=False, max_length=200)
    parent = forms.UUIDField(required=False)
    picture = forms.UUIDField(required=False)
    purpose = forms.ChoiceField(choices=Purpose.choices, required=False)
    idempotency_key = forms.CharField(required=False, max_length=80)

    def __init__(self, data: QueryDict, *, by: User) -> None:
        values = data.copy()
        # A remix comes by a link: /create/?remix=<id>
        values["parent"] = data.get("parent") or data.get("remix") or ""
        super().__init__(values)
        self._by = by

    def remixed(self) -> Clip | None:
        """The clip that is remixed, if this person may watch it."""
        self.is_valid()
        chosen = self.cleaned_data.get("parent")
        return Clip.objects.watchable_by(self._by).filter(pk=chosen).first() if chosen else None

    def order(self, *, country: str) -> Order:
        data = self.cleaned_data
        key, purpose = data["idempotency_key"], data["purpose"]
        handles, parent, picture = self.handles(), self.remixed(), self.start()
        return Order(data["text"], key, handles, parent, country, purpose=purpose, picture=picture)

    def start(self) -> Picture | None:
        """The picture that the clip starts from, if it is this person's and still kept."""
        self.is_valid()
        chosen = self.cleaned_data.get("picture")
        return Picture.objects.of(self._by).ready().filter(pk=chosen).first() if chosen else None

    def handles(self) -> tuple[str, ...]:
        """Who is to be in the clip, besides those whom the text names."""
        return tuple(re.findall(r"[^\s,@]+", self.data.get("cast", "")))

    def clean_parent(self) -> object:
        """A clip that may not be seen is not quietly left out: the person meant a remix."""
        chosen = self.cleaned_data["parent"]
        if chosen and not Clip.objects.watchable_by(self._by).filter(pk=chosen).exists():
            raise forms.ValidationError("The clip that you wanted to remix is no longer available.")
        return chosen

    def clean_picture(self) -> object:
        """Nor is a picture that is gone, or that waits."""
        chosen = self.cleaned_data["picture"]
        if chosen:
            picture = Picture.objects.of(self._by).filter(pk=chosen).first()
            answer = may_start_from(picture=picture, by=self._by)
            if not answer.allowed:
                raise forms.ValidationError([reason.message for reason in answer.reasons])
        return chosen

    def clean_purpose(self) -> str:
        return self.cleaned_data["purpose"] or Purpose.PERSONAL

    def clean_idempotency_key(self) -> str:
        return self.cleaned_data["idempotency_key"] or uuid4().hex


class WaitForm(OrderForm):
    """The same, to be asked of holders or moderators first."""

    reach = forms.ChoiceField(choices=Reach.choices, required=False, initial=Reach.SITE)
    until = forms.DateField(required=False)
    note = forms.CharField(required=False, max_length=500)

    def __init__(self, data: QueryDict, *, by: User) -> None:
        super().__init__(data, by=by)
        self._slugs = data.getlist("works")[:MOST_ASKED]
        self._people = data.getlist("people")[:MOST_ASKED]

    def works_asked_for(self) -> list[Work]:
        return list(Work.objects.filter(slug__in=self._slugs).order_by("pk"))

    def people_asked(self) -> list[str]:
        return self._people

    def clean_reach(self) -> str:
        return self.cleaned_data["reach"] or Reach.SITE

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until and until <= timezone.localdate():
            raise forms.ValidationError("This day has passed.")
        return until
