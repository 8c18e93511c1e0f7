"""What the admins of all apps share, and the audit log's own page."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from core.models import AuditEvent


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]  # the theme has no types
    """Rows to look at. They change by their services, and by nothing else."""

    # Counting a long table takes longer than showing a page of it.
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, *_: Any) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, *_: Any) -> bool:
        return False


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "actor", "verb", "subject")
    list_filter = ("verb",)
    search_fields = ("=actor", "=subject", "=verb")
    search_help_text = 'Exactly: "user:7", "case:3" or "case.removed".'
