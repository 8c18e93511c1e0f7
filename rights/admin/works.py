"""Works: what they are called, and whether they are open."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from rights import services
from rights.admin.base import RegistryAdmin, staff_of, take_over
from rights.admin.names import AliasInline, save_alias
from rights.models import License, Work, WorkKind

STATE_COLORS = {"open": "success", "closed": "danger"}


@admin.register(Work)
class WorkAdmin(RegistryAdmin):
    list_display = ("title", "kind", "held_by", "state", "alternative")
    list_filter = ("kind",)
    list_select_related = ("holder",)
    search_fields = ("title", "aliases__text", "holder_name")
    ordering = ("title", "pk")
    inlines = (AliasInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Work]:
        licenses = License.objects.active().filter(work=OuterRef("pk"))
        rows: QuerySet[Work] = super().get_queryset(request).annotate(is_open=Exists(licenses))
        return rows

    def get_fields(self, request: HttpRequest, obj: Work | None = None) -> tuple[str, ...]:
        if obj:
            return ("title", "kind", "held_by", "franchise", "alternative")
        return ("title", "kind", "holder", "holder_name", "alternative")

    def get_readonly_fields(self, request: HttpRequest, obj: Work | None = None) -> tuple[str, ...]:
        return ("kind", "held_by", "franchise") if obj else ()

    @display(description="state", label=STATE_COLORS)
    def state(self, work: Work) -> str:
        return "open" if vars(work)["is_open"] else "closed"

    @display(description="holder")
    def held_by(self, work: Work) -> str:
        return work.held_by

    def save_model(self, request: HttpRequest, obj: Work, form: Any, change: bool) -> None:
        by = staff_of(request)
        if change:
            made = services.change_work(work=obj, title=obj.title, alternative=obj.alternative, by=by)
        else:
            made = services.register_work(
                title=obj.title,
                kind=WorkKind(obj.kind),
                by=by,
                holder=obj.holder,
                holder_name=obj.holder_name,
                alternative=obj.alternative,
            )
        take_over(obj, made)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """The names. Deleted ones first: one of them may be written anew."""
        aliases = formset.save(commit=False)
        for alias in formset.deleted_objects:
            services.remove_alias(alias=alias, by=staff_of(request))
        for alias in aliases:
            save_alias(alias, request)
