from django.contrib import admin

from billing.models import LedgerEntry, Wallet
from core.admin import ReadOnlyAdmin


@admin.register(Wallet)
class WalletAdmin(ReadOnlyAdmin):
    list_display = ("user", "available", "held")
    list_select_related = ("user",)
    search_fields = ("=user__username", "=user__email")


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "wallet", "kind", "available", "held", "key")
    list_select_related = ("wallet__user",)
    list_filter = ("kind",)
    search_fields = ("=wallet__user__username", "=key")
