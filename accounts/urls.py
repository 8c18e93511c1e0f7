"""Addresses of accounts."""

from django.urls import path

from accounts import converters  # noqa: F401 (knows what a handle is)
from accounts.middleware import open_everywhere
from accounts.views import invites, joining, legal, own, ties

app_name = "accounts"
urlpatterns = [
    path("invite/<str:code>/", joining.invite, name="invite"),
    path("invites/", invites.invites, name="invites"),
    path("invites/new/", invites.create, name="create_invite"),
    path("invites/<int:pk>/revoke/", invites.revoke, name="revoke_invite"),
    path("@<handle:handle>/follow/", ties.follow, name="follow"),
    path("@<handle:handle>/unfollow/", ties.unfollow, name="unfollow"),
    path("@<handle:handle>/block/", ties.block, name="block"),
    path("@<handle:handle>/unblock/", ties.unblock, name="unblock"),
    path("terms/", open_everywhere(legal.terms), name="terms"),
    path("privacy/", open_everywhere(legal.privacy), name="privacy"),
    # Whoever has moved away may still take their data and go.
    path("settings/", open_everywhere(own.settings), name="settings"),
    path("settings/data/", open_everywhere(own.export), name="export"),
    path("settings/close/", open_everywhere(own.close), name="close"),
]
