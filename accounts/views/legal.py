"""The terms and the privacy notice: open to all, in every country."""

from django.views.generic import TemplateView

terms = TemplateView.as_view(template_name="accounts/terms.html")
privacy = TemplateView.as_view(template_name="accounts/privacy.html")
