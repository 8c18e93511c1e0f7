"""Receipts: for the two people they are about, and a page on which anybody can check one."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import MemberRequest, VisitorRequest
from accounts.middleware import open_everywhere
from cameos.forms import ReceiptForm
from cameos.models import Receipt
from cameos.receipts import as_file, verify
from cameos.signing import encode, published_keys

PAGE = 30


@require_safe
@never_cache
@login_required
def listing(request: MemberRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    last = int(after) if after.isdecimal() and len(after) < 19 else None
    rows = list(Receipt.objects.shown_to(request.user).older_than(last).newest()[: PAGE + 1])
    context = {
        "receipts": [_read(row) for row in rows[:PAGE]],
        "next_cursor": rows[PAGE - 1].number if len(rows) > PAGE else "",
    }
    return render(request, "cameos/receipts.html", context)


@require_safe
@never_cache
@login_required
def show(request: MemberRequest, pk: UUID) -> HttpResponse:
    receipt = get_object_or_404(Receipt.objects.shown_to(request.user), id=pk)
    verdict = verify(_file_of(receipt), keys=published_keys())
    return render(
        request, "cameos/receipt.html", {"receipt": receipt, "says": _read(receipt), "verdict": verdict}
    )


@require_safe
@never_cache
@login_required
def file(request: MemberRequest, pk: UUID) -> HttpResponse:
    receipt = get_object_or_404(Receipt.objects.shown_to(request.user), id=pk)
    answer = HttpResponse(_file_of(receipt), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="receipt-{receipt.id}.json"'
    return answer


@open_everywhere
@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
def check(request: VisitorRequest) -> HttpResponse:
    """Is this a receipt of ours? Nothing of it is kept."""
    form = ReceiptForm(request.POST or None, request.FILES or None)
    verdict = verify(form.cleaned_data["receipt"], keys=published_keys()) if form.is_valid() else None
    return render(request, "cameos/verify.html", {"form": form, "verdict": verdict})


@open_everywhere
@require_safe
def keys(request: VisitorRequest) -> JsonResponse:
    """The public keys under receipts: the one that signs now first."""
    rows = [
        {"key_id": name, "algorithm": "Ed25519", "public_key": encode(key)}
        for name, key in published_keys().items()
    ]
    return JsonResponse({"keys": rows})


def _file_of(receipt: Receipt) -> str:
    return as_file(document=receipt.document, key_id=receipt.key_id, signature=receipt.signature)


def _read(receipt: Receipt) -> dict[str, Any]:
    says: dict[str, Any] = json.loads(receipt.document)
    return says | {"at": receipt.at}
