"""What members change about themselves."""

from accounts.models import Theme, User


def change_profile(*, display_name: str, theme: Theme, by: User) -> User:
    by.display_name, by.theme = display_name, theme
    by.save(update_fields=["display_name", "theme"])
    return by
