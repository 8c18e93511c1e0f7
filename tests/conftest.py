"""What every test may ask for."""

from hypothesis import settings

pytest_plugins = ["tests.people", "tests.tiny_engine", "tests.live", "tests.answers"]

# Hypothesis draws the same examples for the same test everywhere: what is red on a server is red here, and
# what was green stays so. New ones are drawn on demand; see `tests/consent_machine`.
settings.load_profile("ci")
