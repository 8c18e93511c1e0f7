import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from sora_site.processes import ROOT


def test_everybody_imports_downwards_only() -> None:
    lint = str(Path(sys.executable).parent / "lint-imports")
    answer = subprocess.run([lint, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.django_db
def test_the_migrations_are_what_the_models_say() -> None:
    said = StringIO()
    call_command("makemigrations", check_changes=True, dry_run=True, stdout=said)
    assert said.getvalue() == "No changes detected\n"
