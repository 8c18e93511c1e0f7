from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from core.decisions import Conflict
from moderation.demo.people import MEMBERS, STAFF
from moderation.demo.world import build_world, is_built
from moderation.tasks import film_demo

LOGINS = "demo-log-ins.txt"


class Command(BaseCommand):
    help = (
        "Fill the site with a small believable world: people at once, and a dozen clips, which the "
        "workers make one after the other. Run again, it only goes on with clips that are missing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--unless-inhabited",
            action="store_true",
            help="do nothing where people live and the demo world was never built",
        )

    def handle(self, *args: Any, unless_inhabited: bool, **options: Any) -> None:
        if unless_inhabited and User.objects.exists() and not is_built():
            return
        try:
            build_world()
        except Conflict as conflict:
            raise CommandError(conflict.message) from conflict
        self.stdout.write(write_logins(Path(settings.DATA_DIR)).read_text())
        film_demo.delay()
        self.stdout.write("The demo clips appear one after the other, in a few minutes.")


def write_logins(folder: Path) -> Path:
    """Who can log in, with which password. The file is for its owner's eyes only."""
    people = [*MEMBERS[:2], *STAFF]
    width = max(len(person.email) for person in people)
    lines = [f"{each.email:<{width}}  {each.password}  {each.role}" for each in people]
    file = folder / LOGINS
    folder.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text("\n".join(["Demo log-ins:", *lines]) + "\n")
    return file
