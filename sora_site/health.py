"""Is every engine there? Answered without a log-in, and without a word on what is behind."""

from collections.abc import Callable

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _valkey() -> None:
    cache.get("healthz")


def _storage() -> None:
    default_storage.exists("healthz")


CHECKS: dict[str, Callable[[], None]] = {"database": _database, "valkey": _valkey, "storage": _storage}


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when all answer, 503 with the names of those that do not."""
    broken = [name for name, check in CHECKS.items() if not _answers(check)]
    return JsonResponse({"ok": not broken, "broken": broken}, status=503 if broken else 200)


def _answers(check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception:
        return False
    return True
