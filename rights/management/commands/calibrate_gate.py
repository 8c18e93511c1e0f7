from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from rights import corpus
from rights.calibrating import recalibrate, report
from rights.catalogue.looks import looks


class Command(BaseCommand):
    help = (
        "Say anew from where on a text describes a work of the catalogue, by innocent texts that do not. "
        "Writes thresholds.json and vectors.npz beside the catalogue; `load_catalogue` enters them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--corpus",
            type=Path,
            help="innocent texts instead of our own: JSON lines with `text`, or a folder",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path | None = options["corpus"]
        prompts = list(corpus.read(path) if path else corpus.innocent())
        listed = list(looks())
        entries = recalibrate(listed, prompts)
        for line in report(listed, entries, prompts):
            self.stdout.write(line)
