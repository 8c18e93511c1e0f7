"""What the owner of a likeness fills in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.handles import canonical
from accounts.models import User
from cameos.models import Audience
from cameos.receipts import FILE_LIMIT
from cameos.services import Bounds, CastAnswer

TYPES = ("image/jpeg", "image/png", "image/webp")
PLAIN = {"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}


class PortraitForm(forms.Form):
    # Not an ImageField: it would open the upload before our own limits have looked at it.
    portrait = forms.FileField(
        label=_("Picture"),
        allow_empty_file=True,  # the portrait's own check has the better sentence
        help_text=format_lazy(
            _("JPEG, PNG or WebP, at most {size} MB. Only the pixels are kept: place, time and device go."),
            size=settings.PORTRAIT_LIMIT_BYTES // 1024**2,
        ),
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp", "data-preview": "portrait"}
        ),
    )


class BeginForm(forms.Form):
    """The consent is never ticked beforehand, and is nothing but that."""

    agreed = forms.BooleanField(label=_("I have read this, and I agree"))
    assisted = forms.TypedChoiceField(
        label=_("How you can answer"),
        coerce=lambda value: value == "yes",
        choices=[
            ("no", _("I can read digits aloud and turn my head")),
            ("yes", _("I cannot speak or turn my head: a person looks at my recording")),
        ],
        initial="no",
        widget=forms.RadioSelect,
    )


class RecordingForm(forms.Form):
    recording = forms.FileField(
        label=_("Your recording"),
        help_text=_("MP4, MOV or WebM, at most 64 MB and 45 seconds."),
        # Without `capture`: with it a telephone offers its camera only, and no film that is there already.
        widget=forms.FileInput(attrs={"accept": "video/mp4,video/quicktime,video/webm"}),
    )


class GrantForm(forms.Form):
    """Whom to approve. Whoever does not exist, or may not be found, gets one and the same answer."""

    handle = forms.CharField(
        label=_("Handle"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    verdict = forms.ChoiceField(
        label=_("May they cast you?"),
        choices=[("allow", _("Yes, approve them")), ("deny", _("No, keep them out"))],
    )
    days = forms.TypedChoiceField(
        label=_("For how long"),
        coerce=int,
        choices=[(0, _("Until I take it back")), (1, _("1 day")), (7, _("7 days")), (30, _("30 days"))],
    )
    total = forms.IntegerField(label=_("Clips in all"), required=False, min_value=1, max_value=1000)
    per_day = forms.IntegerField(label=_("Clips a day"), required=False, min_value=1, max_value=1000)
    audience = forms.ChoiceField(
        label=_("Who may see them"), choices=Audience.choices, initial=Audience.EVERYONE, required=False
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)

    def clean_handle(self) -> str:
        return canonical(self.cleaned_data["handle"].strip().lstrip("@"))

    def bounds(self) -> Bounds:
        data = self.cleaned_data
        return Bounds(
            expires_at=timezone.now() + timedelta(days=data["days"]) if data["days"] else None,
            total=data["total"],
            per_day=data["per_day"],
            audience=data["audience"] or Audience.EVERYONE,
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "handle" in data:
            people = User.objects.in_standing().findable_by(self.by)
            data["grantee"] = people.filter(username=data["handle"]).first()
            if data["grantee"] is None:
                self.add_error("handle", _("There is nobody of that name whom you can approve."))
        return data


class CastAnswerForm(forms.Form):
    answer = forms.TypedChoiceField(choices=[(it, it) for it in CastAnswer], coerce=CastAnswer)
    words = forms.CharField(required=False, max_length=500)


class ReceiptForm(forms.Form):
    """A receipt, as a file or as its text."""

    file = forms.FileField(
        label=_("The file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/json,.json"}),
    )
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        strip=False,
        max_length=FILE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        upload = data.get("file")
        raw = upload.read(FILE_LIMIT + 1).decode("utf-8", "replace") if upload else data.get("text", "")
        if not raw and not self.errors:
            self.add_error(None, _("Choose a file, or paste its text."))
        data["receipt"] = raw
        return data
