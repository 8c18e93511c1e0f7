"""Addresses of receipts."""

from django.urls import path

from cameos.views import receipts

app_name = "receipts"
urlpatterns = [
    path("", receipts.listing, name="list"),
    path("verify/", receipts.check, name="verify"),
    path("keys/", receipts.keys, name="keys"),
    path("<uuid:pk>/", receipts.show, name="show"),
    path("<uuid:pk>/file/", receipts.file, name="file"),
]
