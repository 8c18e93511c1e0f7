"""Every package that we name has a reason beside it, and its license in docs/third-party.md."""

import re

import pytest

from sora_site.processes import ROOT

LINE = re.compile(r"^(?P<package>[A-Za-z0-9._-]+)(\[[a-z0-9,-]+\])?(~=|==)[0-9.]+(?P<reason>\s+#\s+\S.*)?$")
LOCK = ROOT / "requirements" / "lock.txt"
FILES = sorted(set((ROOT / "requirements").glob("*.txt")) - {LOCK})


def named() -> list[tuple[str, str, str]]:
    """(file, package, reason) for each line that names a package."""
    found = []
    for file in FILES:
        for line in file.read_text().splitlines():
            if line and not line.startswith(("#", "-r ", "-c ")):
                match = LINE.match(line)
                assert match, f"{file.name}: {line!r} is not `name~=version  # reason`"
                found.append((file.name, match["package"].lower(), match["reason"] or ""))
    return found


def test_there_are_packages() -> None:
    assert len(FILES) == 3
    assert len(named()) > 40


@pytest.mark.parametrize(("file", "package", "reason"), named())
def test_a_package_has_a_reason_and_its_license_is_told(file: str, package: str, reason: str) -> None:
    assert reason, f"{file}: why {package}?"
    told = (ROOT / "docs" / "third-party.md").read_text().lower()
    assert f"\n| {package} |" in told


def test_no_license_is_told_of_a_package_that_is_gone() -> None:
    told = re.findall(r"^\| ([a-z0-9._-]+) \|", (ROOT / "docs" / "third-party.md").read_text().lower(), re.M)
    assert set(told) - {"package", "----", "---"} == {package for _, package, _ in named()}


def test_every_package_that_we_name_is_held_at_a_version_that_was_tried() -> None:
    held = {line.split("==")[0] for line in LOCK.read_text().splitlines() if not line.startswith("#")}
    pinned = {"torch"}  # in render.txt itself: its builds have names of their own
    assert {package.replace("_", "-") for _, package, _ in named()} - held - pinned == set()
