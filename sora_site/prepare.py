"""Bring the database and the static files up to what the code expects: `python -m sora_site.prepare`.

Run at every start of `make run`, and by an operator after an update. Safe to run again.
SEED_DEMO=1 also fills a database that has no people with the demo world, or goes on filling it.
"""

import os
from io import StringIO

import django
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from sora_site.fonts import NAME as FONT


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sora_site.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("setup_roles", stdout=StringIO())
    # Without the catalogue nothing would be protected: it is no demo, it is the default no.
    call_command("load_catalogue", stdout=StringIO())
    if settings.DEBUG:
        finders.find(FONT)  # cut now, or the first page waits for it
    else:
        call_command("collectstatic", interactive=False, verbosity=0)
    if os.environ.get("SEED_DEMO") == "1":
        call_command("seed_demo", unless_inhabited=True)


if __name__ == "__main__":
    main()
