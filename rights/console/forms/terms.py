"""The terms of a license."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.handles import canonical
from accounts.models import User
from rights.models import LicenseRequest, Work
from rights.profile import Action, Approval, CoAppearance, Ending, Purpose, Theme
from rights.services import Offer
from rights.services.licenses import SHOWN
from rights.terms import DRAFT, MEMBERS

COUNTRY = 2  # letters of a code


def _several(label: Any, choices: Any, **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **more
    )


def _day(label: Any, help_text: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"})
    )


class TermsForm(forms.Form):
    actions = _several(_("What may be done"), Action.choices, initial=[str(action) for action in SHOWN])
    purposes = _several(_("Purposes"), Purpose.choices, help_text=_("None ticked: any."))
    territory = forms.CharField(
        label=_("Countries"), required=False, max_length=400,
        help_text=_("Codes between commas, such as US, JP. None: everywhere."),
    )  # fmt: skip
    starts_at = _day(_("From"), _("Nothing: now."))
    ends_at = _day(_("Until the end of"), _("Nothing: until you revoke it."))
    at_end = forms.ChoiceField(label=_("When it ends, clips"), choices=Ending.choices, initial=Ending.REMOVE)
    approval = forms.ChoiceField(label=_("What you approve first"), choices=Approval.choices)
    audience = forms.ChoiceField(
        label=_("Who sees the clips"),
        choices=[(MEMBERS, _("All members")), (DRAFT, _("Only the maker"))],
    )
    credit_line = forms.CharField(label=_("Credit line"), max_length=200, required=False)
    price = forms.IntegerField(label=_("Credits for each clip"), min_value=0, max_value=1_000_000, initial=0)
    share = forms.IntegerField(label=_("Share of earnings, percent"), min_value=0, max_value=100, initial=0)
    max_seconds = forms.IntegerField(
        label=_("Longest clip, seconds"), min_value=1, max_value=600, required=False
    )
    per_day = forms.IntegerField(label=_("Clips a day"), min_value=1, max_value=10_000_000, required=False)
    total = forms.IntegerField(label=_("Clips in all"), min_value=1, max_value=10_000_000, required=False)
    co_appearance = forms.ChoiceField(label=_("Beside it"), choices=CoAppearance.choices)
    not_with = forms.CharField(
        label=_("Not beside these works"), required=False, max_length=1000,
        help_text=_("Titles between semicolons."),
    )  # fmt: skip
    forbidden_themes = _several(_("Never with"), Theme.choices)
    prohibited = _several(
        _("What may never be done"),
        Action.choices,
        help_text=_("Whatever other licenses of the work say."),
    )

    @classmethod
    def for_request(cls, request: LicenseRequest) -> TermsForm:
        """What was asked for, to be changed."""
        asked: dict[str, Any] = {"purposes": [request.purpose], "total": 1}
        if request.ends_at:
            asked["ends_at"] = request.ends_at.date()
        return cls(initial=asked)

    def clean_territory(self) -> list[str]:
        codes = [code.strip().upper() for code in self.cleaned_data["territory"].split(",") if code.strip()]
        wrong = [code for code in codes if len(code) != COUNTRY or not code.isascii() or not code.isalpha()]
        if wrong:
            raise forms.ValidationError(_("No country's code: %s") % ", ".join(wrong))
        return codes

    def clean_not_with(self) -> list[Work]:
        """A title that several works share means all of them: what is ruled out is the sight of it."""
        titles = [it.strip() for it in self.cleaned_data["not_with"].split(";") if it.strip()]
        found = [list(Work.objects.filter(title__iexact=title).order_by("pk")) for title in titles]
        missing = [title for title, works in zip(titles, found, strict=True) if not works]
        if missing:
            raise forms.ValidationError(_("No work is called: %s") % "; ".join(missing))
        return [work for works in found for work in works]

    def clean_starts_at(self) -> datetime | None:
        return _midnight(self.cleaned_data["starts_at"])

    def clean_ends_at(self) -> datetime | None:
        """The whole last day counts."""
        begins = _midnight(self.cleaned_data["ends_at"])
        return begins + timedelta(days=1) if begins else None

    def offer(self) -> Offer:
        names = set(Offer.__dataclass_fields__) & set(self.fields)
        values: dict[str, Any] = {name: self.cleaned_data[name] for name in names}
        given: dict[str, Any] = {
            name: tuple(it) if isinstance(it, list) else it for name, it in values.items()
        }
        return Offer(**given)

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(heading, [self[name] for name in names if name in self.fields]) for heading, names in GROUPS]


class GrantForm(TermsForm):
    """With the people by handle: a list to choose from would be a list of all members."""

    to = forms.CharField(
        label=_("For whom"), required=False, max_length=1000,
        help_text=_("Handles between commas. Nobody named: everyone."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_to(self) -> list[User]:
        handles = {
            canonical(it.strip().lstrip("@")) for it in self.cleaned_data["to"].split(",") if it.strip()
        }
        people = list(User.objects.in_standing().filter(username__in=handles).order_by("pk"))
        if missing := handles - {user.username for user in people}:
            raise forms.ValidationError(_("Nobody here is called: %s") % ", ".join(sorted(missing)))
        return people


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Answer"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class MemberForm(forms.Form):
    handle = forms.CharField(
        label=_("Handle"), max_length=40,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, roles: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        field.choices = list(roles)

    def clean_handle(self) -> User:
        handle = canonical(self.cleaned_data["handle"].strip().lstrip("@"))
        user = User.objects.in_standing().filter(username=handle).first()
        if user is None:
            raise forms.ValidationError(_("There is no member of this handle."))
        return user


def _midnight(day: Any) -> datetime | None:
    return datetime.combine(day, time(), tzinfo=UTC) if day else None


GROUPS = (
    (_("Who and what"), ("to", "actions", "prohibited", "purposes")),
    (_("Where and when"), ("territory", "starts_at", "ends_at", "at_end")),
    (_("Your say"), ("approval", "audience", "co_appearance", "not_with", "forbidden_themes")),
    (_("Credit and price"), ("credit_line", "price", "share")),
    (_("Limits"), ("max_seconds", "per_day", "total")),
)
