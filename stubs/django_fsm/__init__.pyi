"""Types of the part of django-fsm-2 that is used here; the package ships none."""

from collections.abc import Callable, Iterable
from typing import Any, ParamSpec, TypeVar

from django.db import models

_P = ParamSpec("_P")
_R = TypeVar("_R")

class TransitionNotAllowed(Exception): ...
class ConcurrentTransition(Exception): ...

class ConcurrentTransitionMixin(models.Model):
    class Meta:
        abstract = True

class FSMField(models.CharField[str, str]):
    def __init__(self, *args: Any, protected: bool = ..., **kwargs: Any) -> None: ...

def transition(
    field: FSMField, source: str | Iterable[str] = ..., target: str | None = ..., **kwargs: Any
) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]: ...
def can_proceed(bound_method: Callable[..., Any], check_conditions: bool = ...) -> bool: ...
