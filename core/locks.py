"""Row locks that Django has no word for."""

from typing import TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections, models

Row = TypeVar("Row", bound=models.Model)


def lock_for_share(rows: models.QuerySet[Row]) -> list[Row]:
    """Hold `rows` unchanged until the commit, and return them as they are now.

    Readers share the lock; whoever wants to change a row waits. For rows that the
    transaction itself will change, use `select_for_update()`: two sharers that both
    turn to writing deadlock. Rows are locked in the order of their ids, here and
    everywhere; between tables the order is people, grants, licenses, wallet, clip.
    """
    try:
        sql, params = rows.order_by("pk").values("pk").query.get_compiler(rows.db).as_sql()
    except EmptyResultSet:  # Django's word for "pk in ()"
        return []
    table = connections[rows.db].ops.quote_name(rows.model._meta.db_table)
    with connections[rows.db].cursor() as cursor:
        cursor.execute(f"{sql} FOR SHARE OF {table}", params)
        held = [key for (key,) in cursor.fetchall()]
    # Whatever has come since then is not held.
    return list(rows.filter(pk__in=held).order_by("pk"))


def lock_for_change(rows: models.QuerySet[Row]) -> list[Row]:
    """Hold `rows` for writing until the commit, and return them as they are now.

    Rows that point at them by foreign key can still be added meanwhile.
    """
    return list(rows.order_by("pk").select_for_update(no_key=True))
