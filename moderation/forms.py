"""What people type when they report, and what moderators type when they decide."""

from django import forms

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
    """Every decision has a reason. The maker reads that of a removal, so it speaks to them."""

    reason = forms.CharField(
        max_length=300,
        help_text="If you remove or refuse it, its maker reads this.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
