"""What the admins of the registry have in common."""

from __future__ import annotations

from typing import Any

from django.db.models import ForeignKey, Model, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from accounts.models import User


def staff_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def managed(model: Any, request: HttpRequest) -> QuerySet[Any]:
    """The rows of `model` that the person who asks may know of."""
    rows: QuerySet[Any] = model.objects.managed_by(staff_of(request))
    return rows


class OwnChoices:
    """Of rows that have managers, only one's own can be chosen: a guessed id is no choice."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        model = db_field.remote_field.model
        if hasattr(model._default_manager, "managed_by"):
            kwargs["queryset"] = managed(model, request)
        parent: Any = super()
        field: ModelChoiceField[Any] | None = parent.formfield_for_foreignkey(db_field, request, **kwargs)
        return field


class ManagedAdmin(OwnChoices, ModelAdmin):  # type: ignore[misc]  # the theme has no types
    """Rows of the holders that one acts for; of all holders, for operators. Nothing is deleted here."""

    list_per_page = 50
    list_prefetch_related: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = managed(self.model, request).prefetch_related(*self.list_prefetch_related)
        return rows.order_by(*self.get_ordering(request))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def take_over(shown: Model, made: Model) -> None:
    """Let the row that the admin goes on with be the one that a service has made."""
    vars(shown).update(vars(made))
