"""Where a list goes on: an opaque, signed mark. Nobody but us can make one, and only its owner can use it."""

from django.core import signing

from accounts.models import User

_SALT = "feed.cursor"


class BadCursor(ValueError):
    """Forged, damaged, another list's, or another person's."""


def seal(name: str, viewer: User, *place: int) -> str:
    return signing.dumps([name, viewer.pk, *place], salt=_SALT)


def unseal(name: str, viewer: User, cursor: str, *, numbers: int) -> tuple[int, ...]:
    """The place that `cursor` names in the list `name` of `viewer`, as `numbers` whole numbers."""
    try:
        content = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError) as error:
        raise BadCursor("This is not a cursor.") from error
    if content[:2] != [name, viewer.pk] or len(content) != 2 + numbers:
        raise BadCursor("This cursor is of another list.")
    return tuple(content[2:])
