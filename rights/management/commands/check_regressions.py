"""Replay what moderators have ruled about texts against the matcher of now."""

from typing import Any

from django.core.management.base import BaseCommand

from rights.models import RegressionCase
from rights.services import disagreements


class Command(BaseCommand):
    help = "Print the rulings about texts with which the matcher disagrees; exit 1 if there are any."

    def handle(self, **_: Any) -> None:
        found = list(disagreements())
        for it in found:
            self.stdout.write(str(it))
        self.stdout.write(f"{RegressionCase.objects.count()} rulings, {len(found)} disagreements.")
        if found:
            raise SystemExit(1)
