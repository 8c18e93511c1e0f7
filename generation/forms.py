"""The composer without JavaScript: one form."""

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict

from accounts.models import User
from generation.models import Clip
from generation.orders import Order


class OrderForm(forms.Form):
    """What is typed into the composer. Its length and meaning are the gate's business."""

    text = forms.CharField(widget=forms.Textarea, strip=False, required=False, max_length=20_000)
    cast = forms.CharField(required=False, max_length=200)
    parent = forms.UUIDField(required=False)
    idempotency_key = forms.CharField(required=False, max_length=80)

    def __init__(self, data: QueryDict, *, by: User) -> None:
        # A remix comes by a link: /create/?remix=<id>
        values: dict[str, Any] = {**data.dict(), "parent": data.get("parent") or data.get("remix")}
        super().__init__(values)
        self._by = by

    def remixed(self) -> Clip | None:
        """The clip that is remixed, if this person may watch it."""
        self.is_valid()
        chosen = self.cleaned_data.get("parent")
        return Clip.objects.watchable_by(self._by).filter(pk=chosen).first() if chosen else None

    def order(self, *, country: str) -> Order:
        data = self.cleaned_data
        return Order(data["text"], data["idempotency_key"], self.handles(), self.remixed(), country)

    def handles(self) -> tuple[str, ...]:
        """Who is to be in the clip, besides those whom the text names."""
        return tuple(re.findall(r"[^\s,@]+", self.data.get("cast", "")))

    def clean_parent(self) -> object:
        """A clip that may not be seen is not quietly left out: the person meant a remix."""
        chosen = self.cleaned_data["parent"]
        if chosen and not Clip.objects.watchable_by(self._by).filter(pk=chosen).exists():
            raise forms.ValidationError("The clip that you wanted to remix is no longer available.")
        return chosen

    def clean_idempotency_key(self) -> str:
        return self.cleaned_data["idempotency_key"] or uuid4().hex
