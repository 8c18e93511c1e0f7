"""About works: facts, names, looks, evidence, claims."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.decisions import Refused
from rights.models import MatchMode, RightsHolder, Work, WorkKind
from rights.services.works import LONGEST, readable


class HouseForm(forms.Form):
    """Asks for the holder only where somebody acts for several."""

    holder = forms.ModelChoiceField(label=_("Holder"), queryset=RightsHolder.objects.none(), empty_label=None)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["holder"]
        field.queryset = RightsHolder.objects.of_member(by)
        houses = list(field.queryset[:2])
        if len(houses) == 1:
            field.initial, field.widget = houses[0].pk, forms.HiddenInput()


class WorkForm(HouseForm):
    title = forms.CharField(label=_("Title"), max_length=LONGEST)
    kind = forms.ChoiceField(label=_("What it is"), choices=WorkKind.choices)
    mode = forms.ChoiceField(
        label=_("The title as a name"),
        choices=MatchMode.choices,
        help_text=_("An ordinary word, such as Cars, needs capitals or a second sign."),
    )
    alternative = forms.CharField(
        label=_("What to write instead"),
        max_length=120,
        required=False,
        help_text=_("A generic wording that is offered to whoever is refused: “a cloud-caped pilot”."),
    )

    def clean_title(self) -> str:
        try:
            return readable(self.cleaned_data["title"])[0]
        except Refused as refusal:
            raise forms.ValidationError([reason.message for reason in refusal.decision.reasons]) from refusal


class FactsForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=LONGEST)
    alternative = forms.CharField(
        label=_("What to write instead"), max_length=120, required=False,
        help_text=_("Offered to whoever is refused."),
    )  # fmt: skip


class NameForm(forms.Form):
    text = forms.CharField(label=_("Name"), max_length=LONGEST)
    language = forms.CharField(
        label=_("Language"), max_length=20, required=False, help_text=_("A code, such as ja or pt-BR.")
    )
    mode = forms.ChoiceField(label=_("How it counts"), choices=MatchMode.choices)


class TraitsForm(forms.Form):
    """One trait a line, its wordings between commas."""

    traits = forms.CharField(
        label=_("Traits"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=4000,
        help_text=_("One a line, other wordings of the same behind commas: red cap, red hat."),
    )  # fmt: skip
    exclusions = forms.CharField(
        label=_("Words that mean something else"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000, help_text=_("One a line: “racing” tells cars from Cars."),
    )  # fmt: skip

    @classmethod
    def of(cls, work: Work) -> TraitsForm:
        traits = "\n".join(", ".join(wordings) for wordings in work.traits)
        return cls(initial={"traits": traits, "exclusions": "\n".join(work.exclusions)})

    def clean_traits(self) -> list[list[str]]:
        lines = self.cleaned_data["traits"].splitlines()
        found = [[word.strip() for word in line.split(",") if word.strip()] for line in lines]
        return [wordings for wordings in found if wordings]

    def clean_exclusions(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["exclusions"].splitlines() if line.strip()]


class DescriptionForm(forms.Form):
    language = forms.CharField(label=_("Language"), max_length=20, initial="en")
    text = forms.CharField(
        label=_("How it looks, without its name"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class EvidenceForm(forms.Form):
    file = forms.FileField(label=_("File"), help_text=_("Kept private: your team and the operators see it."))
    note = forms.CharField(label=_("What it shows"), max_length=300, required=False)


class ClaimForm(HouseForm):
    """The work is named, not chosen from a list: nobody leafs through what others hold."""

    title = forms.CharField(
        label=_("Work"), max_length=LONGEST, help_text=_("Its title as it stands in the registry.")
    )
    statement = forms.CharField(
        label=_("Why it is yours"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    evidence_url = forms.URLField(label=_("Where that can be read"), required=False, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if title := data.get("title", "").strip():
            data["work"] = Work.objects.filter(title__iexact=title).order_by("pk").first()
            if data["work"] is None:
                self.add_error("title", _("The registry has no work of this title. Enter it as a new work."))
        return data


class PromptForm(forms.Form):
    text = forms.CharField(label=_("Prompt"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class TableForm(HouseForm):
    file = forms.FileField(label=_("CSV file"), required=False)
    table = forms.CharField(required=False, widget=forms.HiddenInput(), max_length=400_000)
