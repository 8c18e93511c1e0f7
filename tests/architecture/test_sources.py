"""What a reviewer would otherwise have to say each time."""

import ast
import shutil
import subprocess
from pathlib import Path
from statistics import median

import pytest

from sora_site.processes import ROOT
from tests.architecture.sources import name, product, sources

LONGEST = 400  # lines
# Words that nothing of ours may use, why, and who may after all.
BANNED = {
    "mark_safe": ("escapes nothing", {"core/templatetags/ui.py"}),
    # Both ask for the token once the limit of an upload stands.
    "csrf_exempt": ("opens a form to other sites", {"core/uploads.py"}),
    "pickle": ("runs what it reads", set[str]()),
    "post_save": ("hides work; send a signal of your own", set[str]()),
    "pre_save": ("hides work; send a signal of your own", {"core/copying.py"}),  # there a method of fields
    "post_delete": ("hides work; send a signal of your own", set[str]()),
    "pre_delete": ("hides work; send a signal of your own", set[str]()),
    "m2m_changed": ("hides work; send a signal of your own", set[str]()),
}


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


@pytest.mark.parametrize("suffix", [".py", ".js", ".css", ".html", ".md"])
def test_no_file_is_too_long(suffix: str) -> None:
    assert {name(path): lines(path) for path in sources(suffix) if lines(path) > LONGEST} == {}


def test_most_files_are_short() -> None:
    lengths = [lines(path) for path in product() if path.name != "__init__.py"]
    assert median(lengths) <= 80


@pytest.mark.parametrize("word", BANNED)
def test_no_banned_word(word: str) -> None:
    why, allowed = BANNED[word]
    users = {name(path) for path in product() if word in words(path)}
    assert users - allowed == set(), why
    assert allowed <= users, "an exception that nobody needs any more"


def words(path: Path) -> set[str]:
    """Names that the code uses or imports; comments and strings do not count."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.alias):
            found |= {*node.name.split("."), node.asname or ""}
        elif isinstance(node, ast.ImportFrom):
            found |= set((node.module or "").split("."))
    return found


def test_nothing_is_called_utils() -> None:
    vague = {"utils", "helpers", "common", "misc"}
    assert [name(path) for path in sources(".py") if vague & {path.stem, *path.relative_to(ROOT).parts}] == []


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not here to read JavaScript")
def test_every_script_can_be_read(tmp_path: Path) -> None:
    for path in sources(".js"):
        module = tmp_path / "script.mjs"  # ours are modules, and Node goes by the name
        module.write_text(path.read_text())
        read = subprocess.run(["node", "--check", str(module)], capture_output=True, text=True, check=False)
        assert read.returncode == 0, f"{name(path)}: {read.stderr}"
