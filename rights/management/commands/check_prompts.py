import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from rights.checking import check
from rights.registry import Reach


class Command(BaseCommand):
    help = (
        'Ask the rights gate about prompts: JSON lines {"id", "text"} on stdin, and perhaps "parents" '
        '(texts) and "user" (a handle); answers as JSON lines on stdout. Without DATABASE_URL it runs on '
        "engines and a catalogue of its own."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", choices=list(Reach), default=Reach.ALL, help="how far to look")

    def handle(self, *args: Any, **options: Any) -> None:
        for answer in check(sys.stdin.buffer, Reach(options["stage"])):
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            self.stdout.flush()
