"""Settings: one's name and appearance, a copy of one's data, and the way out."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import services
from accounts.forms import CloseForm, ProfileForm
from accounts.http import MemberRequest
from accounts.models import Theme, User


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settings(request: MemberRequest) -> HttpResponse:
    # Of its own instance: a form that fails has already written into the object it was given.
    member = User.objects.get(pk=request.user.pk)
    form = ProfileForm(request.POST or None, instance=member)
    if form.is_valid():
        name, theme = form.cleaned_data["display_name"], Theme(form.cleaned_data["theme"])
        services.change_profile(display_name=name, theme=theme, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("accounts:settings")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "accounts/settings.html", {"form": form}, status=status)


@require_safe
@never_cache
@login_required
def export(request: MemberRequest) -> HttpResponse:
    response = JsonResponse(services.export_account(user=request.user), json_dumps_params={"indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{request.user.username}.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def close(request: MemberRequest) -> HttpResponse:
    form = CloseForm(request.POST or None, user=request.user)
    if form.is_valid():
        services.delete_account(by=request.user)
        logout(request)
        return render(request, "accounts/closed.html")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "accounts/close.html", {"form": form}, status=status)
