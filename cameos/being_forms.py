"""What somebody fills in about a being of theirs."""

from __future__ import annotations

from typing import Any, BinaryIO

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.handles import canonical
from cameos.models import Cameo, Kind, ReferencePicture
from cameos.references import make_reference
from cameos.services import MOST_PICTURES, Looks
from core.pictures import BadPicture

PICTURES = "image/jpeg,image/png,image/webp"
PLAIN = {"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Any number of files; an empty list without one."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[BinaryIO]:
        files = [file for file in data or [] if file]
        return [super(PicturesField, self).clean(file, initial) for file in files]


class LooksForm(forms.Form):
    """What a being is, and its pictures: for one that is here already. `pictures` are those that it has."""

    kind = forms.ChoiceField(
        label=_("It is a"),
        choices=[it for it in Kind.choices if it[0] != Kind.PERSON],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("As you would call it: “Rex”."))
    description = forms.CharField(
        label=_("What it looks like"),
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("A line that goes to whatever draws: “a small brown dog with one white ear”."),
    )
    # Not ImageFields: they would open the uploads before our own limits have looked at them.
    portrait = forms.FileField(
        label=_("Another first picture"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": PICTURES, "data-preview": "portrait"}),
        help_text=format_lazy(
            _("JPEG, PNG or WebP, at most {size} MB. It is cut to a square; no person’s face may be in it."),
            size=settings.PORTRAIT_LIMIT_BYTES // 1024**2,
        ),
    )
    more = PicturesField(
        label=_("More pictures"),
        required=False,
        allow_empty_file=True,
        widget=SeveralFiles(attrs={"accept": PICTURES, "data-preview": "more"}),
        help_text=_("Other sides of it: four at most."),
    )
    remove = forms.ModelMultipleChoiceField(
        label=_("Remove"), queryset=ReferencePicture.objects.none(), required=False
    )

    def __init__(self, *args: Any, cameo: Cameo | None = None, **kwargs: Any) -> None:
        if cameo:
            kwargs["initial"] = {name: getattr(cameo, name) for name in ("kind", "name", "description")}
        super().__init__(*args, **kwargs)
        self.fields["remove"].queryset = cameo.pictures.all() if cameo else ReferencePicture.objects.none()  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return self._one_line("name")

    def clean_description(self) -> str:
        return self._one_line("description")

    def _one_line(self, name: str) -> str:
        text = " ".join(str(self.cleaned_data[name]).split())
        if "@" in text or "＠" in text:
            raise forms.ValidationError(_now("Nobody is named by @handle here: this is about it alone."))
        return text

    def clean_portrait(self) -> bytes:
        file = self.cleaned_data["portrait"]
        return _picture(file) if file else b""

    def clean_more(self) -> list[bytes]:
        files = self.cleaned_data["more"]
        if len(files) > MOST_PICTURES:
            raise forms.ValidationError(_now("Choose four at most."))
        return [_picture(file) for file in files]

    def looks(self) -> Looks:
        data = self.cleaned_data
        return Looks(Kind(data["kind"]), data["name"], data["description"])


class BeingForm(LooksForm):
    """A being that is to be."""

    handle = forms.CharField(
        label=_("Handle"),
        max_length=40,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=_("3 to 30 letters, digits, dots or underscores. It stays, and is given out only once."),
    )
    field_order = ["kind", "handle", "name", "description", "portrait", "more"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["remove"]
        self.fields["portrait"].required = True
        self.fields["portrait"].label = _("First picture")

    def clean_handle(self) -> str:
        return canonical(self.cleaned_data["handle"].strip().lstrip("@"))

    def pictures(self) -> list[bytes]:
        return [self.cleaned_data["portrait"], *self.cleaned_data["more"]]


def _picture(file: BinaryIO) -> bytes:
    try:
        return make_reference(file)
    except BadPicture as error:
        raise forms.ValidationError(str(error)) from error
