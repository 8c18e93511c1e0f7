from typing import Any

from django.core.management.base import BaseCommand

from moderation.roles import set_up_roles


class Command(BaseCommand):
    help = "Make the group of moderators, with its permissions."

    def handle(self, *args: Any, **options: Any) -> None:
        names = ", ".join(group.name for group in set_up_roles())
        self.stdout.write(f"Groups ready: {names}.")
