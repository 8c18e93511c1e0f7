"""Loading what the gate needs before somebody waits for it, in the web process and the workers."""

import logging
from threading import Thread

from django.db import connection

from cameos.rules.meaning import readings
from rights.registry import current

log = logging.getLogger(__name__)

TEXT = "a fox walks in the rain"  # the models come with the first text


def warm_up() -> None:
    """Begin to load, and return. A check that comes meanwhile waits for the same lock."""
    Thread(target=_load, name="warm-up", daemon=True).start()


def _load() -> None:
    try:
        current().find([TEXT])
        readings(TEXT)
    except Exception:
        log.warning("the gate could not be loaded ahead; the first check will try again", exc_info=True)
    finally:
        connection.close()
