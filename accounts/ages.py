"""Birthdays, and how a refused visitor is remembered without keeping their address."""

from datetime import date

from django.utils.crypto import salted_hmac

OLDEST = 125  # years; more is a slip of the finger


def birthday(birth_date: date, age: int) -> date:
    """The first day on which somebody born then is `age`: for 29 February, 1 March in other years."""
    try:
        return birth_date.replace(year=birth_date.year + age)
    except ValueError:
        return date(birth_date.year + age, 3, 1)


def email_digest(email: str) -> str:
    """Keyed with the site's secret: without it, nobody can try addresses against the table."""
    return salted_hmac("accounts.age", email.strip().casefold(), algorithm="sha256").hexdigest()
