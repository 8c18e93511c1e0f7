"""The names of works."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import AllValuesFieldListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import TabularInline
from unfold.decorators import action

from core.decisions import Conflict
from rights import services
from rights.admin.base import OperatorsInline, RegistryAdmin, staff_of, take_over
from rights.admin.forms import AliasForm
from rights.models import Alias, MatchMode


def save_alias(alias: Alias, request: HttpRequest) -> None:
    """Add the name, or change it, as its form was filled in."""
    mode = MatchMode(alias.mode)
    by = staff_of(request)
    if alias.pk is None:
        take_over(alias, services.add_alias(work=alias.work, text=alias.text, mode=mode, by=by))
    else:
        stored = Alias.objects.get(pk=alias.pk)
        take_over(alias, services.change_alias(alias=stored, text=alias.text, mode=mode, by=by))


class AliasInline(OperatorsInline, TabularInline):  # type: ignore[misc]  # the theme has no types
    """The names of one work, on its page."""

    model = Alias
    form = AliasForm
    fields = ("text", "mode")
    extra = 0
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alias]:
        rows: QuerySet[Alias] = super().get_queryset(request)
        return rows.order_by("pk")


@admin.register(Alias)
class AliasAdmin(RegistryAdmin):
    """Every name makes a new edition of the matcher, which all processes use from the next prompt on."""

    form = AliasForm
    list_display = ("text", "work", "mode", "wanted")
    list_filter = ("mode", ("wanted", AllValuesFieldListFilter))
    actions = ("raise_it", "leave_it")
    list_select_related = ("work",)
    search_fields = ("text", "work__title")
    autocomplete_fields = ("work",)
    ordering = ("text", "pk")

    def get_readonly_fields(self, request: HttpRequest, obj: Alias | None = None) -> tuple[str, ...]:
        return ("work",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_operate_permission(request)

    @action(description="Let it count as its holder asked", permissions=["operate"])
    def raise_it(self, request: HttpRequest, aliases: QuerySet[Alias]) -> None:
        """Although it stops innocent prompts: the list of names that wait is the filter \"held\"."""
        self._settle(request, aliases, grant=True)

    @action(description="Leave it as it is", permissions=["operate"])
    def leave_it(self, request: HttpRequest, aliases: QuerySet[Alias]) -> None:
        self._settle(request, aliases, grant=False)

    def _settle(self, request: HttpRequest, aliases: QuerySet[Alias], *, grant: bool) -> None:
        for alias in aliases.select_related("work__holder"):
            try:
                services.settle_alias(alias=alias, grant=grant, by=staff_of(request))
            except Conflict as conflict:
                messages.warning(request, conflict.message)
            else:
                messages.success(request, f"{alias} is decided.")

    def save_model(self, request: HttpRequest, obj: Alias, form: Any, change: bool) -> None:
        save_alias(obj, request)

    def delete_model(self, request: HttpRequest, obj: Alias) -> None:
        services.remove_alias(alias=obj, by=staff_of(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Alias]) -> None:
        for alias in queryset.select_related("work__holder"):
            services.remove_alias(alias=alias, by=staff_of(request))
