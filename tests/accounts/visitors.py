"""A browser at the door."""

from typing import Any

from django.test import Client

from tests.factories import ADULT, PASSWORD


def application(**changes: Any) -> dict[str, Any]:
    """What somebody fills in who may join, changed as a test needs it."""
    return {
        "invite": "",
        "username": "dora",
        "email": "dora@example.org",
        "birth_date": ADULT.isoformat(),
        "password1": PASSWORD,
        "terms": "on",
    } | changes


def apply(client: Client, **changes: Any) -> Any:
    return client.post("/join/", application(**changes))
