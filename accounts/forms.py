"""What visitors and members fill in."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts import ages, codes, handles, policies
from accounts.models import SignUpMode, SignUpPolicy, Theme, User
from accounts.services import Application, EmailTaken, join
from accounts.services.invites import is_usable
from core.decisions import Decision

# One sentence for a code that is wrong, used, expired, revoked, or lost to somebody faster.
INVITE_REFUSED = _("This invite does not work. Check the code, or ask for another one.")


class JoinForm(SignupForm):  # type: ignore[misc]
    """Sign-up. `age` is the answer about the birth date, once one is given."""

    field_order = ["invite", "username", "email", "birth_date", "password1", "terms"]

    invite = forms.CharField(label=_("Invite code"), max_length=64)
    birth_date = forms.DateField(
        label=_("Birth date"),
        help_text=_("Only to see that you are old enough. It is not shown."),
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}),
    )
    terms = forms.BooleanField(label=_("I agree to the terms and the privacy notice"))

    account_already_exists: bool
    age: Decision | None = None

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        self.country = country
        super().__init__(*args, **kwargs)
        self.fields["invite"].required = SignUpPolicy.now().mode != SignUpMode.OPEN
        self.fields["invite"].widget.attrs |= {"autocomplete": "off", "autocapitalize": "characters"}
        self.fields["email"].label = _("E-mail address")
        self.fields["username"].label = _("Handle")
        self.fields["username"].help_text = _("3 to 30 letters, digits, dots or underscores. Others see it.")
        self.fields["username"].widget.attrs |= {
            "maxlength": handles.LONGEST, "autocapitalize": "none", "spellcheck": "false",
        }  # fmt: skip
        self.fields["terms"].help_text = _legal_links()
        self.fields["password1"].help_text = _("At least 10 characters.")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_invite(self) -> str:
        return codes.canonical(self.cleaned_data["invite"])

    def clean_birth_date(self) -> date:
        day: date = self.cleaned_data["birth_date"]
        today = timezone.localdate()
        if not ages.birthday(day, 0) < today < ages.birthday(day, ages.OLDEST):
            raise forms.ValidationError(_("This cannot be your birth date."))
        return day

    def clean(self) -> dict[str, Any]:
        """Age first: whoever is too young learns nothing about invites."""
        data: dict[str, Any] = super().clean()
        if "birth_date" in data:
            email = data.get("email", "")
            self.age = policies.may_join_at(data["birth_date"], country=self.country, email=email)
            for reason in self.age.reasons:
                self.add_error(None, reason.message)  # which keeps the date for the record
        if not self.errors and self.fields["invite"].required and not is_usable(data["invite"]):
            # As slow as the sign-up that a good code leads to.
            make_password(data["password1"])
            self.add_error("invite", INVITE_REFUSED)
        return data

    def try_save(self, request: Any) -> Any:
        """Join, or, where the address has an account, answer the same and tell its owner by mail."""
        if not self.account_already_exists:
            try:
                return join(application=self._application()), None
            except EmailTaken:
                self.account_already_exists = True
        make_password(self.cleaned_data["password1"])
        return super().try_save(request)

    def _application(self) -> Application:
        data = self.cleaned_data
        return Application(
            handle=data["username"],
            email=data["email"],
            birth_date=data["birth_date"],
            country=self.country,
            password=data["password1"],
            code=data["invite"],
        )


def _legal_links() -> SafeString:
    link = '<a href="{}" target="_blank">{}</a>'
    terms = format_html(link, reverse("accounts:terms"), _("Terms"))
    privacy = format_html(link, reverse("accounts:privacy"), _("Privacy notice"))
    return format_html("{} · {}", terms, privacy)


class EntranceForm(LoginForm):  # type: ignore[misc]
    """Log-in, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Handle or e-mail address")
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        """People may write their handle as others write it: "@Mika"."""
        login: str = super().clean_login()
        return login.removeprefix("@").lower()


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # it takes no argument at run time
    theme = forms.ChoiceField(label=_("Appearance"), choices=Theme.choices, widget=forms.RadioSelect)

    class Meta:
        model = User
        fields = ["display_name", "theme"]
        labels = {"display_name": _("Name")}

    def clean_display_name(self) -> str:
        """One line, without the signs that turn other people's words around."""
        name = " ".join(self.cleaned_data["display_name"].split())
        joiners = "\u200c\u200d"  # in Persian words and in emoji
        if any(unicodedata.category(char) in ("Cc", "Cf", "Co") and char not in joiners for char in name):
            raise forms.ValidationError(_("Your name holds a sign that cannot be shown."))
        if name != self.instance.display_name:  # what the staff entered stays
            answer = policies.may_be_called(name)
            if not answer.allowed:
                raise forms.ValidationError(answer.reasons[0].message)
        return name


class CloseForm(forms.Form):
    """Leaving asks for the password again: an open tab must not be enough."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(_("That is not your password."))
        return password
