"""Where the demo world may be built, and who gets to know its passwords."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from core.decisions import Conflict
from moderation.demo.people import MEMBERS
from moderation.demo.world import build_world
from tests.factories import make_user

pytestmark = pytest.mark.verify


def test_the_names_of_others_are_not_taken(db: Any) -> None:
    make_user("wren")
    with pytest.raises(Conflict, match="@wren"):
        build_world()
    assert User.objects.count() == 1


def test_the_command_writes_the_log_ins_for_its_owner_only(db: Any, tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    call_command("seed_demo", stdout=StringIO())
    file = tmp_path / "demo-log-ins.txt"
    assert MEMBERS[0].password in file.read_text()
    assert file.stat().st_mode & 0o077 == 0


def test_the_command_leaves_an_inhabited_site_alone(db: Any, tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    make_user("wren")
    call_command("seed_demo", unless_inhabited=True, stdout=StringIO())
    assert User.objects.count() == 1
    with pytest.raises(CommandError, match="@wren"):
        call_command("seed_demo", stdout=StringIO())
