"""Requests, looks, denials and receipts for tests of pages: rows as the services leave them."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from accounts.models import User
from cameos.models import Cameo, CastRequest, ConsentDenial, ConsentUse, Receipt, UseState
from cameos.services import Outcome, current_policy, issue_receipts
from cameos.term_forms import TermsForm
from cameos.uses import Use
from generation.models import Clip


def terms_form(cameo: Cameo, **changed: Any) -> dict[str, Any]:
    """The form of the rules as a browser sends it, when only `changed` was touched."""
    cameo.refresh_from_db()
    shown = {**TermsForm.showing(current_policy(cameo)).initial, **changed}
    return {name: value for name, value in shown.items() if value not in (None, False)}


def make_request(
    cameo: Cameo, by: User, text: str = "@alice paints a boat", picture: UUID | None = None
) -> CastRequest:
    use = Use(text, picture=picture)
    end = timezone.now() + timedelta(days=14)
    return CastRequest.objects.create(
        cameo=cameo,
        requester=by,
        text=text,
        digest=use.digest,
        picture=picture,
        note="May I?",
        expires_at=end,
    )


def make_look(cameo: Cameo, clip: Clip) -> ConsentUse:
    return ConsentUse.objects.create(
        cameo=cameo,
        user=clip.maker,
        job_id=clip.job_id or clip.pk,
        clip_id=clip.pk,
        state=UseState.USED,
        policy_version=cameo.policy_version,
        asked_at=timezone.now(),
    )


def make_denial(cameo: Cameo, person: User) -> ConsentDenial:
    return ConsentDenial.objects.create(cameo=cameo, person=person)


def make_receipt(cameo: Cameo, by: User) -> Receipt:
    outcome = Outcome(result="made", text_digest="0" * 64, clip_id=uuid4(), clip_digest="1" * 64)
    issue_receipts(job_id=uuid4(), cameos=[cameo], by=by, outcome=outcome)
    return Receipt.objects.latest("number")
