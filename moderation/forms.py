"""What people type when they report, and what moderators type when they decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from moderation.models import ReportReason


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label="What is wrong?", choices=ReportReason.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="Anything that helps us see it",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RulingForm(forms.Form):
    """Every decision has a reason. Whose it is reads that of a removal or a refusal, so it speaks to them."""

    reason = forms.CharField(
        max_length=300,
        help_text="If you remove or refuse it, the member whose it is reads this.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LikenessClaimForm(forms.Form):
    """What somebody without an account says: the elements of the TAKE IT DOWN Act."""

    name = forms.CharField(max_length=200, label=_("Your full name"))
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The answer goes there, and nowhere else.")
    )
    links = forms.CharField(
        max_length=4000,
        label=_("Addresses of the clips"),
        help_text=_("One on each line, as the browser shows them."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    statement = forms.CharField(
        max_length=3000,
        label=_("How do we see that it is you?"),
        help_text=_("Say where in the clip you are, and what you look like. Its maker does not read this."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    good_faith = forms.BooleanField(
        label=_(
            "I believe in good faith that these clips show me, or somebody I act for, without consent, "
            "and what I say here is true."
        )
    )
    signature = forms.CharField(max_length=200, label=_("Signature"), help_text=_("Type your full name."))

    def clean_signature(self) -> str:
        signature: str = self.cleaned_data["signature"].strip()
        if signature.casefold() != self.cleaned_data.get("name", "").strip().casefold():
            raise forms.ValidationError(_now("Sign with the name that you gave above."))
        return signature

    def wish(self) -> dict[str, str]:
        said = ("name", "email", "links", "statement", "signature")
        return {name: self.cleaned_data[name] for name in said}


class ClaimAnswerForm(forms.Form):
    """What the claimant reads."""

    answer = forms.CharField(
        max_length=1000,
        help_text="The claimant gets this by e-mail.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CounterNoticeForm(forms.Form):
    """The elements of 17 U.S.C. 512(g)(3)."""

    statement = forms.CharField(
        max_length=3000,
        label="Why is it a mistake?",
        help_text="Whoever had the clip taken down reads this, with your name and address.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    name = forms.CharField(max_length=200, label="Your full name")
    address = forms.CharField(
        max_length=500, label="Postal address", widget=forms.Textarea(attrs={"rows": 3})
    )
    phone = forms.CharField(max_length=40, label="Telephone", widget=forms.TextInput(attrs={"type": "tel"}))
    email = forms.EmailField(label="E-mail address")
    good_faith = forms.BooleanField(
        label="Under penalty of perjury: I believe in good faith that the clip was taken down by mistake "
        "or because it was taken for something else."
    )
    jurisdiction = forms.BooleanField(
        label="I consent to the jurisdiction of the Federal District Court for my address, or, outside the "
        "United States, of any in which this site may be found, and I will accept service of process "
        "from whoever had the clip taken down."
    )
    signature = forms.CharField(max_length=200, label="Signature", help_text="Type your full name.")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["email"] = by.email

    def clean_signature(self) -> str:
        signature: str = self.cleaned_data["signature"].strip()
        if signature.casefold() != self.cleaned_data.get("name", "").strip().casefold():
            raise forms.ValidationError("Sign with the name that you gave above.")
        return signature

    def wish(self) -> dict[str, str]:
        said = ("statement", "name", "address", "phone", "email", "signature")
        return {name: self.cleaned_data[name] for name in said}
