"""What the admins of the registry have in common: they are the operators', and theirs alone.

Holders have a console of their own (`rights.console`).
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from accounts.models import User
from rights.policies import may_operate


def staff_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


class RegistryAdmin(ModelAdmin):  # type: ignore[misc]  # the theme has no types
    """Rows of all holders, for operators. Nothing is deleted here."""

    list_per_page = 50
    list_prefetch_related: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.prefetch_related(*self.list_prefetch_related)

    def has_operate_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and may_operate(request.user).allowed

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_operate_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_operate_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_operate_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_operate_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class OperatorsInline:
    """On a page that only operators open."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_authenticated and may_operate(request.user).allowed

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


def take_over(shown: Model, made: Model) -> None:
    """Let the row that the admin goes on with be the one that a service has made."""
    vars(shown).update(vars(made))
