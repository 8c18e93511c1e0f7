"""What visitors search for, and what claimants fill in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms

from accounts.models import User
from rights.models import RightsHolder, Work, WorkKind
from rights.queries import Openness

OPENNESS = [
    ("", "All"),
    (Openness.OPEN, "Open"),
    (Openness.CONDITIONS, "Open on conditions"),
    (Openness.CLOSED, "Closed"),
]
EVIDENCE_LIMIT = 10 * 1024 * 1024  # bytes
EVIDENCE_TYPES = {"application/pdf": b"%PDF", "image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8\xff"}


class SearchForm(forms.Form):
    """Read from the address. What cannot be read is left out."""

    q = forms.CharField(required=False, max_length=80, label="Search by title or holder")
    open = forms.ChoiceField(required=False, choices=OPENNESS, label="Show")
    kind = forms.ChoiceField(required=False, choices=[("", "Every kind"), *WorkKind.choices], label="Kind")
    after = forms.SlugField(required=False, max_length=120)

    def wish(self) -> dict[str, str]:
        self.is_valid()
        data = {name: self.cleaned_data.get(name, "") for name in self.fields}
        text = " ".join(data["q"].split())
        return {"text": text, "openness": data["open"], "kind": data["kind"], "after": data["after"]}

    def going_on(self, cursor: str) -> str:
        """The query of the next page; empty when there is none."""
        wish = {name: self.cleaned_data.get(name, "") for name in ("q", "open", "kind")}
        return urlencode(wish | {"after": cursor}) if cursor else ""


class ClaimForm(forms.Form):
    """Who claims which work, and why."""

    work = forms.CharField(
        max_length=200,
        label="Work",
        help_text="Its title, as the registry has it, or the last part of its address here.",
    )
    holder = forms.ModelChoiceField(
        RightsHolder.objects.none(), required=False, label="Claim for", empty_label="A new holder"
    )
    name = forms.CharField(max_length=200, required=False, label="Name of the holder")
    website = forms.URLField(required=False, label="Website", assume_scheme="https")
    contact = forms.EmailField(
        required=False, label="Contact", help_text="Only the operators of this site see it."
    )
    statement = forms.CharField(
        max_length=2000,
        label="Why is it yours?",
        help_text="Who made it, since when you hold it, and by which right.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    evidence_url = forms.URLField(
        required=False,
        label="A page that shows it",
        assume_scheme="https",
        help_text="A registration, a catalog, your own site.",
    )
    evidence_file = forms.FileField(
        required=False, label="A document", help_text="PDF, PNG or JPEG, up to 10 MB."
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = RightsHolder.objects.filter(members=by)
        if mine.exists():
            self.fields["holder"].queryset = mine  # type: ignore[attr-defined]
            self.initial.setdefault("holder", mine.first())
        else:
            del self.fields["holder"]
            for name in ("name", "contact"):
                self.fields[name].required = True

    def clean_work(self) -> Work:
        said = self.cleaned_data["work"].strip()
        works = Work.objects.filter(slug=said) or Work.objects.filter(title__iexact=said)[:2]
        if len(works) != 1:
            raise forms.ValidationError(
                "The registry has several works of this title: use the address of yours."
                if works
                else "The registry has no work of this title."
            )
        return works[0]

    def clean_evidence_file(self) -> Any:
        file = self.cleaned_data["evidence_file"]
        if file is None:
            return None
        if file.size > EVIDENCE_LIMIT:
            raise forms.ValidationError("The document is larger than 10 MB.")
        head = file.read(8)
        file.seek(0)
        if not any(head.startswith(sign) for sign in EVIDENCE_TYPES.values()):
            raise forms.ValidationError("This is neither a PDF nor a PNG or JPEG picture.")
        return file

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "holder" in self.fields and not data.get("holder"):
            for name in ("name", "contact"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "A new holder needs this.")
        return data

    def wish(self) -> dict[str, Any]:
        return {"holder": None} | self.cleaned_data
