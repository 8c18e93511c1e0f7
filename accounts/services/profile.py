"""How members are shown: what they change about themselves, and what only the staff enters."""

from django.db import transaction

from accounts.models import Theme, User
from core import audit


def change_profile(*, display_name: str, theme: Theme, by: User) -> User:
    by.display_name, by.theme = display_name, theme
    by.save(update_fields=["display_name", "theme"])
    return by


@transaction.atomic
def name_member(*, user: User, display_name: str, by: User) -> None:
    """The staff enters a name that nobody gives themselves, for whoever has shown that it is theirs."""
    user.display_name = display_name
    user.save(update_fields=["display_name"])
    audit.record("member.named", user, by=by, name=display_name)
