"""The editor of the terms, and the box in which they are tried."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from operator import itemgetter
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.countries import country_name
from accounts.handles import canonical
from accounts.models import Region, User
from cameos.models import Approval, ConsentPolicy, Scope, Topic
from cameos.models.terms import ALWAYS_OFF
from cameos.rules.compile import RULE_LIMIT, RULES_LIMIT, compile_rules
from cameos.uses import Use

LIMIT = forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": 1000})
DAY = forms.DateInput(attrs={"type": "date"})
LINES_NAMED = 100  # of those that are too long
OPEN_TOPICS = [(it.value, it.label) for it in Topic if it not in ALWAYS_OFF]


OF_BEING = {
    "topics": _("What they may show it with"),
    "voice": _("They may let it speak and sing"),
    "remix": _("They may remix clips with it"),
    "commercial": _("They may earn with clips with it"),
}


class TermsForm(forms.Form):
    """All terms at once. Switches that are on allow; an empty limit is none."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    scope = forms.TypedChoiceField(
        label=_("Who"), choices=Scope.choices, coerce=Scope, widget=forms.RadioSelect
    )
    approval = forms.ChoiceField(label=_("Approval"), choices=Approval.choices, widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        label=_("What they may show you with"),
        choices=OPEN_TOPICS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is not chosen is refused. Sexual and fetish clips are refused for everyone."),
    )
    voice = forms.BooleanField(label=_("They may let me speak and sing"), required=False)
    remix = forms.BooleanField(label=_("They may remix clips with me"), required=False)
    commercial = forms.BooleanField(label=_("They may earn with clips with me"), required=False)
    regions = forms.MultipleChoiceField(
        label=_("Where"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: everywhere that the site is open."),
    )
    starts = forms.DateField(label=_("From"), required=False, widget=DAY)
    ends = forms.DateField(label=_("Until, that day included"), required=False, widget=DAY)
    per_person_day = forms.IntegerField(
        label=_("Clips a day, by each person"), required=False, min_value=1, max_value=1000, widget=LIMIT
    )
    per_day = forms.IntegerField(
        label=_("Clips a day, by all others together"),
        required=False,
        min_value=1,
        max_value=1000,
        widget=LIMIT,
    )
    rules = forms.CharField(
        label=_("Rules in your own words"),
        required=False,
        # No `maxlength` in the page: browsers cut a paste to it, and say nothing.
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=format_lazy(
            _(
                "One on each line, in English: “never put me in political commentary”, “never let me say …”, "
                "“always wear a hat”, “never with @somebody”. At most {rules} rules, each of at most "
                "{length} characters. You see below what each was understood as."
            ),
            rules=RULES_LIMIT,
            length=RULE_LIMIT,
        ),
    )

    def __init__(self, *args: Any, is_being: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in OF_BEING.items() if is_being else ():
            self.fields[name].label = label
        countries = list(Region.objects.values_list("country", flat=True))
        field = self.fields["regions"]
        assert isinstance(field, forms.MultipleChoiceField)
        names = ((code, country_name(code)) for code in countries)
        field.choices = sorted(names, key=itemgetter(1))

    @classmethod
    def showing(cls, policy: ConsentPolicy, *, is_being: bool = False) -> TermsForm:
        """The form as it stands, with what holds now."""
        return cls(initial=_values(policy), is_being=is_being)

    @classmethod
    def holding(cls, policy: ConsentPolicy, *, is_being: bool = False) -> TermsForm:
        """The same as if it had been sent."""
        return cls(_values(policy), is_being=is_being)

    def clean_rules(self) -> list[dict[str, Any]]:
        text = self.cleaned_data["rules"]
        if wrong := list(_beyond_limits(text)):
            raise forms.ValidationError(wrong)
        return [rule.as_json() for rule in compile_rules(text)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("This day comes before the first one."))
        if ends and ends < timezone.localdate():
            self.add_error("ends", _("This day has passed."))
        return data

    def terms(self) -> dict[str, Any]:
        """What to store. Days are whole ones, of the owner's time zone."""
        data = self.cleaned_data
        names = ("approval", "voice", "remix", "commercial", "per_person_day", "per_day", "rules")
        allowed = set(data["topics"])
        return {name: data[name] for name in names} | {
            "scope": data["scope"],
            "forbidden": sorted(str(topic) for topic in Topic if topic not in allowed),
            "regions": sorted(data["regions"]),
            "starts_at": _begin_of(data["starts"]),
            "ends_at": _begin_of(data["ends"] and data["ends"] + timedelta(days=1)),
        }


def _beyond_limits(text: str) -> Iterator[str]:
    """What is too much, each so that one finds it."""
    lines = [line.strip() for line in text.splitlines()]
    if (count := len({*lines} - {""})) > RULES_LIMIT:
        yield _("At most %(most)s rules: these are %(n)s.") % {"most": RULES_LIMIT, "n": count}
    for number, line in enumerate(lines[:LINES_NAMED], 1):
        if len(line) > RULE_LIMIT:
            said = _("Line %(line)s is too long: it has %(n)s characters, and a rule at most %(most)s.")
            yield said % {"line": number, "n": len(line), "most": RULE_LIMIT}


def _values(policy: ConsentPolicy) -> dict[str, Any]:
    same = ("scope", "approval", "voice", "remix", "commercial", "regions", "per_person_day", "per_day")
    return {name: getattr(policy, name) for name in same} | {
        "version": policy.version,
        "topics": [topic for topic, _label in OPEN_TOPICS if topic not in policy.forbidden],
        "starts": _day(policy.starts_at),
        "ends": _day(policy.ends_at and policy.ends_at - timedelta(seconds=1)),
        "rules": "\n".join(rule["text"] for rule in policy.rules),
    }


def _begin_of(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


class TrialForm(forms.Form):
    """A prompt, and who might ask for it."""

    handle = forms.CharField(
        label=_("Who asks"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    text = forms.CharField(
        label=_("Their prompt"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    voice = forms.BooleanField(label=_("Somebody speaks or sings in it"), required=False)
    commercial = forms.BooleanField(label=_("They earn with it"), required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)

    def clean_handle(self) -> User:
        handle = canonical(self.cleaned_data["handle"].strip().lstrip("@"))
        people = User.objects.in_standing().findable_by(self.by)
        person = people.exclude(pk=self.by.pk).filter(username=handle).first()
        if person is None:
            raise forms.ValidationError(_("There is nobody else of that name here."))
        return person

    def use(self) -> Use:
        """The trial as a question; where it is made is not asked about."""
        data = self.cleaned_data
        return Use(data["text"], voice=data["voice"], commercial=data["commercial"])
