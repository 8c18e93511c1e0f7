from typing import Any

from django.core.management.base import BaseCommand

from rights.catalogue import entries
from rights.services import load_catalogue


class Command(BaseCommand):
    help = "Enter well-known works and people, which nobody has opened to this site. Safe to run again."

    def handle(self, *_: Any, **__: Any) -> None:
        loaded = load_catalogue(entries=entries())
        self.stdout.write(
            f"{loaded.works} works, {loaded.names} names and {loaded.descriptions} descriptions entered, "
            f"{loaded.handles} handles reserved."
        )
