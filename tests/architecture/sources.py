"""Our own files, as git has them or will have them."""

import subprocess
from functools import cache
from pathlib import Path

from sora_site.processes import ROOT


@cache
def sources(suffix: str) -> tuple[Path, ...]:
    """Tracked files and new ones, but none that git ignores, and no migrations: those are made."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", f"*{suffix}"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    paths = [ROOT / name for name in names if name and "migrations/0" not in name]
    return tuple(path for path in paths if path.exists())


def product(suffix: str = ".py") -> tuple[Path, ...]:
    """What runs on a server."""
    return tuple(
        path for path in sources(suffix) if path.relative_to(ROOT).parts[0] not in ("tests", "bench")
    )


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
