"""Days on which offices work in the United States: the clock of 17 U.S.C. 512(g)(2)(C) counts them."""

from __future__ import annotations

from datetime import date, timedelta

_ON_A_DATE = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))  # month, day
_ON_A_WEEKDAY = ((1, 0, 3), (2, 0, 3), (9, 0, 1), (10, 0, 2), (11, 3, 4))  # month, weekday, which one
SATURDAY, SUNDAY = 5, 6


def add_business_days(day: date, n: int) -> date:
    """The n-th business day after `day`."""
    while n:
        day += timedelta(days=1)
        n -= is_business_day(day)
    return day


def is_business_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


def _holidays(year: int) -> set[date]:
    """The federal ones (5 U.S.C. 6103), on the day on which they are kept."""
    fixed = {_kept(date(year, month, day)) for month, day in _ON_A_DATE}
    next_new_year = _kept(date(year + 1, 1, 1))  # may be kept on 31 December
    moving = {_nth(year, month, weekday, n) for month, weekday, n in _ON_A_WEEKDAY}
    last_of_may = date(year, 5, 31)
    memorial = last_of_may - timedelta(days=last_of_may.weekday())
    return fixed | moving | {memorial, next_new_year}


def _kept(day: date) -> date:
    """On a weekend the day beside it is kept."""
    shift = {SATURDAY: -1, SUNDAY: 1}.get(day.weekday(), 0)
    return day + timedelta(days=shift)


def _nth(year: int, month: int, weekday: int, n: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
