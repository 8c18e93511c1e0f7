"""Answers that arrive: what goes on by itself on commit is done at once, without a broker."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from generation import receivers

Arrive = Callable[[], AbstractContextManager[None]]


class _Task:
    def __init__(self, name: str, args: list[str] | None = None) -> None:
        self.name, self.args = name, args or []

    def delay(self) -> None:
        if self.name == "generation.tasks.send_order":
            from generation.tasks import send_order  # noqa: PLC0415 (it loads the codecs)

            send_order(*self.args)


@pytest.fixture
def arrive(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, monkeypatch: pytest.MonkeyPatch
) -> Any:
    """`with arrive():` runs the tasks of orders that have been answered, after the commit."""
    monkeypatch.setattr(receivers, "signature", _Task)

    @contextmanager
    def committed() -> Iterator[None]:
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return committed
