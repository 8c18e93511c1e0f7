"""Where allauth asks us."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts import handles
from accounts.policies import may_take_handle
from accounts.region import client_address


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def clean_username(self, username: str, shallow: bool = False) -> str:
        """The canonical handle, if a newcomer may have it."""
        handle = handles.canonical(username)
        decision = may_take_handle(handle)
        if not decision.allowed:
            raise ValidationError([reason.message for reason in decision.reasons])
        return handle

    def get_client_ip(self, request: HttpRequest) -> str:
        """For rate limits. All who come without an address share one limit."""
        return str(client_address(request.META) or "unknown")

    def format_email_subject(self, subject: Any) -> str:
        return str(subject)
