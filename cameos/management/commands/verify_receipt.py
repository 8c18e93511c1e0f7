"""Check a receipt's file, with nothing but the site's public keys. It needs no database and no network."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cameos.receipts import verify
from cameos.signing import BadKey, PublicKeys, keys_by_id, published_keys


class Command(BaseCommand):
    help = "Says whether a receipt is genuine, and what it says. Ends with 1 if it is not."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a receipt, as it was saved")
        parser.add_argument(
            "--keys",
            type=Path,
            help="another site's keys, as saved from its /receipts/keys/ (ours if not given)",
        )

    def handle(self, *args: Any, file: Path, keys: Path | None, **options: Any) -> None:
        try:
            verdict = verify(file.read_text("utf-8"), keys=_read_keys(keys) if keys else published_keys())
        except (OSError, UnicodeError) as error:
            raise CommandError(str(error)) from error
        if not verdict.genuine:
            raise CommandError(verdict.reason)
        self.stdout.write(verdict.reason)
        self.stdout.write(json.dumps(verdict.says, ensure_ascii=False, indent=1, sort_keys=True))


def _read_keys(file: Path) -> PublicKeys:
    try:
        rows = json.loads(file.read_text("utf-8"))["keys"]
        return keys_by_id(row["public_key"] for row in rows)
    except (ValueError, KeyError, TypeError, BadKey) as error:
        raise CommandError(f"{file} holds no keys: {error}") from error
