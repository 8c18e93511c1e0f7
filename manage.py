#!/usr/bin/env python
import os
import sys

from django.core.management import execute_from_command_line

# They ask the registry and nothing else, so they bring one where there is none.
WITH_A_DATABASE_OF_THEIR_OWN = {"check_prompts"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sora_site.settings")
    if not WITH_A_DATABASE_OF_THEIR_OWN.isdisjoint(sys.argv[1:2]) and "--help" not in sys.argv:
        from sora_site.at_hand import database_at_hand  # noqa: PLC0415 (for these alone)
        from sora_site.embedded import EngineFailed  # noqa: PLC0415

        try:
            with database_at_hand():
                execute_from_command_line(sys.argv)
        except EngineFailed as error:
            sys.exit(f"assent: {error}")
    else:
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
