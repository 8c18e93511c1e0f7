from datetime import date

from accounts.models import User
from accounts.services import add_member


def member(handle: str) -> User:
    return add_member(
        handle=handle,
        email=f"{handle}@example.com",
        password="long enough for a test",
        birth_date=date(1990, 1, 1),
    )
