"""allauth's pages in our frame. Each would name the host where the frame names the site."""

from typing import Any

from allauth.account import views


class InOurFrame:
    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**more)  # type: ignore[misc]
        context.pop("site", None)
        return context


class LoginView(InOurFrame, views.LoginView):  # type: ignore[misc]
    pass


class ClosedView(InOurFrame, views.AccountInactiveView):  # type: ignore[misc]
    pass


class AddressCodeView(InOurFrame, views.ConfirmEmailVerificationCodeView):  # type: ignore[misc]
    pass


class ResetView(InOurFrame, views.PasswordResetView):  # type: ignore[misc]
    pass


class ResetCodeView(InOurFrame, views.ConfirmPasswordResetCodeView):  # type: ignore[misc]
    pass


class NewPasswordView(InOurFrame, views.CompletePasswordResetView):  # type: ignore[misc]
    pass


class NewPasswordDoneView(InOurFrame, views.PasswordResetFromKeyDoneView):  # type: ignore[misc]
    pass


class EmailView(InOurFrame, views.EmailView):  # type: ignore[misc]
    pass


class PasswordAgainView(InOurFrame, views.ReauthenticateView):  # type: ignore[misc]
    pass
