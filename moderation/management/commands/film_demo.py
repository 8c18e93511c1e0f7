from time import sleep
from typing import Any

from django.core.management.base import BaseCommand

from generation.rendering import render_next
from moderation.demo.filming import film_next


class Command(BaseCommand):
    help = "Make the missing clips of the demo world here and now, without a worker."

    def handle(self, *args: Any, **options: Any) -> None:
        while film_next():
            if render_next():
                self.stdout.write("A clip is rendered.")
            else:
                sleep(1)  # somebody else renders it
