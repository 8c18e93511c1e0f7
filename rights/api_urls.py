"""Addresses of the API of rights."""

from django.urls import path

from rights import apis

urlpatterns = [
    path("requests/<int:request_id>/reply/", apis.ReplyView.as_view(), name="request_reply"),
    path("requests/<int:request_id>/accept/", apis.AcceptView.as_view(), name="request_accept"),
    path("requests/<int:request_id>/withdraw/", apis.WithdrawView.as_view(), name="request_withdraw"),
]
