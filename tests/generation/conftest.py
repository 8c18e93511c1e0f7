from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Torch takes five seconds to come: not in a run that leaves out the tests of its engine anyway.

    The quick run meets a pipeline in tests/stories/test_first_clip.py.
    """
    left_out = config.option.markexpr == "not verify" and collection_path.name.startswith("test_diffusers_")
    return left_out or None
