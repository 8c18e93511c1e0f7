"""What is filled in about works, names and licenses."""

from __future__ import annotations

from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminTextInputWidget

from accounts.models import User
from core.decisions import Refused
from rights.models import Alias, License
from rights.services.works import readable


class AliasForm(forms.ModelForm):  # type: ignore[type-arg]  # it takes arguments in its types only
    class Meta:
        model = Alias
        fields = ["work", "text", "mode"]

    def clean_text(self) -> str:
        try:
            return readable(self.cleaned_data["text"])[0]
        except Refused as refusal:
            raise forms.ValidationError([reason.message for reason in refusal.decision.reasons]) from refusal


class LicenseForm(forms.ModelForm):  # type: ignore[type-arg]  # it takes arguments in its types only
    """The licensee is named by handle: a list to choose from would be a list of all members."""

    handle = forms.CharField(
        required=False,
        label="To",
        help_text="A member's handle. Nobody named: everyone.",
        widget=UnfoldAdminTextInputWidget(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )

    class Meta:
        model = License
        fields = ["work", "ends_at", "credit_line"]

    def clean_handle(self) -> str:
        handle: str = self.cleaned_data["handle"].strip().removeprefix("@").lower()
        if handle and not User.objects.in_standing().filter(username=handle).exists():
            raise forms.ValidationError("There is no member of this handle.")
        return handle

    def grantees(self) -> list[User]:
        handle: Any = self.cleaned_data["handle"]
        return [User.objects.in_standing().get(username=handle)] if handle else []
