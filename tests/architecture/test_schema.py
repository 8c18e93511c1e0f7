"""The description of the API is complete: nothing in it had to be guessed."""

from pathlib import Path

from django.core.management import call_command


def test_the_schema_is_made_without_a_warning_and_is_valid(tmp_path: Path) -> None:
    file = tmp_path / "schema.yml"
    call_command("spectacular", "--fail-on-warn", "--validate", "--file", str(file))
    text = file.read_text()
    assert all(f"/api/{name}/:" in text for name in ("checks", "jobs", "posts", "notifications", "resync"))
