"""The way in, under the names that allauth looks for. Log-in and log-out answer in every country,
so that members who have moved away can reach their settings."""

from allauth.account import views
from django.urls import path

from accounts.middleware import open_everywhere
from accounts.views.joining import JoinView

urlpatterns = [
    path("join/", JoinView.as_view(), name="account_signup"),
    path("join/code/", views.email_verification_sent, name="account_email_verification_sent"),
    path("login/", open_everywhere(views.LoginView.as_view()), name="account_login"),
    path("logout/", open_everywhere(views.LogoutView.as_view()), name="account_logout"),
    path("login/closed/", views.AccountInactiveView.as_view(), name="account_inactive"),
    path("login/again/", views.ReauthenticateView.as_view(), name="account_reauthenticate"),
    path("password/", views.PasswordResetView.as_view(), name="account_reset_password"),
    path(
        "password/code/",
        views.ConfirmPasswordResetCodeView.as_view(),
        name="account_confirm_password_reset_code",
    ),
    path("password/new/", views.CompletePasswordResetView.as_view(), name="account_complete_password_reset"),
    path(
        "password/done/",
        views.PasswordResetFromKeyDoneView.as_view(),
        name="account_password_reset_completed",
    ),
    path("settings/password/", views.PasswordChangeView.as_view(), name="account_change_password"),
    path("settings/password/first/", views.PasswordSetView.as_view(), name="account_set_password"),
    path("settings/email/", views.EmailView.as_view(), name="account_email"),
]
