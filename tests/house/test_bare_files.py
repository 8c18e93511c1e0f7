"""What `collectstatic` takes out of our scripts and styles must change nothing but their size."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from sora_site.storages import bare_script, bare_style

pytestmark = pytest.mark.verify

SCRIPTS = sorted((Path(settings.BASE_DIR) / "static" / "js").rglob("*.js"))


def test_comments_go_and_code_stays() -> None:
    source = "// @ts-check\n/** Says\n * much. */\nexport const a = 1; // why\n  // alone\nconst url = 'https://x';\n"
    assert bare_script(source) == "export const a = 1; // why\nconst url = 'https://x';"


def test_a_type_in_the_middle_of_a_line_goes() -> None:
    assert bare_script("const b = /** @type {any} */ (a);") == "const b =  (a);"


def test_styles_keep_their_spaces_and_lose_the_rest() -> None:
    assert bare_style("/* x */\n.a .b {\n  margin: 1px 2px;\n}\n") == ".a .b { margin: 1px 2px; }"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_text_of_ours_runs_over_lines(script: Path) -> None:
    """`bare_script` takes indentation away, which a template string of several lines would miss."""
    strings = re.findall(r"`[^`]*`", bare_script(script.read_text()))
    assert not [text for text in strings if "\n" in text]


@pytest.mark.skipif(not shutil.which("node"), reason="Node is not here")
def test_what_scripts_reckon() -> None:
    files = sorted((Path(settings.BASE_DIR) / "tests" / "js").glob("*.test.mjs"))
    done = subprocess.run(["node", "--test", *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(not shutil.which("node"), reason="Node is not here")
def test_every_bare_script_is_still_a_module(tmp_path: Path) -> None:
    bare = []
    for number, script in enumerate(SCRIPTS):
        bare.append(tmp_path / f"{number}.mjs")
        bare[-1].write_text(bare_script(script.read_text()))
    for module in bare:
        subprocess.run(["node", "--check", str(module)], check=True, capture_output=True)
