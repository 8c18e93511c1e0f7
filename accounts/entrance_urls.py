"""The way in, under the names that allauth looks for. Log-in and log-out answer in every country,
so that members who have moved away can reach their settings."""

from allauth.account import views as allauth
from django.urls import path

from accounts.middleware import open_everywhere
from accounts.views import entrance
from accounts.views.joining import JoinView

urlpatterns = [
    path("join/", JoinView.as_view(), name="account_signup"),
    path("join/code/", entrance.AddressCodeView.as_view(), name="account_email_verification_sent"),
    path("login/", open_everywhere(entrance.LoginView.as_view()), name="account_login"),
    path("login/closed/", entrance.ClosedView.as_view(), name="account_inactive"),
    path("login/again/", entrance.PasswordAgainView.as_view(), name="account_reauthenticate"),
    path("logout/", open_everywhere(allauth.LogoutView.as_view()), name="account_logout"),
    path("password/", entrance.ResetView.as_view(), name="account_reset_password"),
    path("password/code/", entrance.ResetCodeView.as_view(), name="account_confirm_password_reset_code"),
    path("password/new/", entrance.NewPasswordView.as_view(), name="account_complete_password_reset"),
    path("password/done/", entrance.NewPasswordDoneView.as_view(), name="account_password_reset_completed"),
    path("settings/password/", allauth.PasswordChangeView.as_view(), name="account_change_password"),
    path("settings/password/first/", allauth.PasswordSetView.as_view(), name="account_set_password"),
    path("settings/email/", entrance.EmailView.as_view(), name="account_email"),
]
