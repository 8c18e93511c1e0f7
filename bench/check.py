"""How long the live check takes while somebody types: the gate, the ways out, and the price.

Wall time, which other work on the machine makes longer, and processor time of this process, without
the database's share.

    python -m bench.check

Starts a database of its own, loads the catalogue, and prints p50 and p99 in milliseconds.
"""

import os
import statistics
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.core.management import call_command

from sora_site.embedded import engines

ROUNDS, WARM = 120, 10
PLAIN = "Golden hour at the pier: a fox surfs past a lighthouse while two gulls share an ice cream."
TEXTS = {
    "nothing protected": PLAIN,
    "one licensed work": f"{PLAIN} Northstar Cola stands in the sand.",
    "one closed work": f"{PLAIN} Captain Nimbus waves.",
    "three closed works": f"{PLAIN} Captain Nimbus, Pikachu and Mickey Mouse wave.",
}


def main() -> None:
    with TemporaryDirectory(prefix="assent-bench-") as folder, engines(Path(folder), durable=False) as at:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "sora_site.settings",
            "SECRET_KEY": "only-for-the-bench",
            "DEBUG": "0",
            "DATA_DIR": folder,
            "ALLOWED_HOSTS": "localhost",
            "DATABASE_URL": at.database_url,
            "REDIS_URL": at.redis_url,
        }
        django.setup()
        call_command("migrate", verbosity=0, stdout=StringIO())
        ask = _asker()
        print(f"{'text':20} {'wall p50':>9} {'p99':>7} {'own p50':>9} {'p99':>7}   ms, {ROUNDS} times")
        for name, text in TEXTS.items():
            wall, own = (measured(ask, text, clock) for clock in (time.perf_counter, time.process_time))
            print(f"{name:20} {wall[0]:9.1f} {wall[1]:7.1f} {own[0]:9.1f} {own[1]:7.1f}")


def _asker() -> Callable[[str], object]:
    from django.conf import settings  # noqa: PLC0415 (needs Django set up)

    from generation.checks import check  # noqa: PLC0415
    from generation.orders import Order  # noqa: PLC0415
    from moderation.demo.rights import build_rights  # noqa: PLC0415
    from tests.factories import make_user  # noqa: PLC0415

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    by = make_user("bench")
    build_rights({name: make_user(name) for name in ("nimbus", "jonas", "mika", "tomas", "priya")})
    return lambda text: check(Order(text, "", country="US"), by=by)


def measured(ask: Callable[[str], object], text: str, clock: Callable[[], float]) -> tuple[float, float]:
    took = []
    for _ in range(WARM + ROUNDS):
        began = clock()
        ask(text)
        took.append(1000 * (clock() - began))
    cuts = statistics.quantiles(took[WARM:], n=100)
    return cuts[49], cuts[98]


if __name__ == "__main__":
    main()
