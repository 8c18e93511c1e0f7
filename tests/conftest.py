"""What every test may ask for."""

pytest_plugins = ["tests.people", "tests.tiny_engine", "tests.live", "tests.answers"]
