"""The names of works."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import TabularInline

from rights import services
from rights.admin.base import ManagedAdmin, OwnChoices, managed, staff_of, take_over
from rights.admin.forms import AliasForm
from rights.models import Alias, MatchMode
from rights.policies import may_manage


def save_alias(alias: Alias, request: HttpRequest) -> None:
    """Add the name, or change it, as its form was filled in."""
    mode = MatchMode(alias.mode)
    by = staff_of(request)
    if alias.pk is None:
        take_over(alias, services.add_alias(work=alias.work, text=alias.text, mode=mode, by=by))
    else:
        stored = Alias.objects.get(pk=alias.pk)
        take_over(alias, services.change_alias(alias=stored, text=alias.text, mode=mode, by=by))


class AliasInline(OwnChoices, TabularInline):  # type: ignore[misc]  # the theme has no types
    """The names of one work, on its page."""

    model = Alias
    form = AliasForm
    fields = ("text", "mode")
    extra = 0
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alias]:
        return managed(Alias, request).order_by("pk")


@admin.register(Alias)
class AliasAdmin(ManagedAdmin):
    """Every name makes a new edition of the matcher, which all processes use from the next prompt on."""

    form = AliasForm
    list_display = ("text", "work", "mode")
    list_filter = ("mode",)
    list_select_related = ("work",)
    search_fields = ("text", "work__title")
    autocomplete_fields = ("work",)
    ordering = ("text", "pk")

    def get_readonly_fields(self, request: HttpRequest, obj: Alias | None = None) -> tuple[str, ...]:
        return ("work",) if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Alias | None = None) -> bool:
        allowed: bool = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_manage(work=obj.work, by=staff_of(request)).allowed)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may_at_all = request.user.has_perm("rights.delete_alias")
        return may_at_all and (obj is None or self.has_change_permission(request, obj))

    def save_model(self, request: HttpRequest, obj: Alias, form: Any, change: bool) -> None:
        save_alias(obj, request)

    def delete_model(self, request: HttpRequest, obj: Alias) -> None:
        services.remove_alias(alias=obj, by=staff_of(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Alias]) -> None:
        for alias in queryset.select_related("work__holder"):
            services.remove_alias(alias=alias, by=staff_of(request))
