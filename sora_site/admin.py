"""The staff's admin: who sees what in its sidebar, and its own content policy."""

from collections.abc import Callable
from typing import Any

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy

from moderation.policies import may_rule

# The admin's own scripts evaluate expressions in attributes. No page of members gets this.
ADMIN_POLICY = {"script-src": [SELF, UNSAFE_EVAL], "style-src": [SELF, UNSAFE_INLINE]}


class AdminPolicyMiddleware:
    """Gives pages under /admin/, and only those, the looser policy that they need."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(reverse("admin:index")):
            vars(response)["_csp_replace"] = ADMIN_POLICY
        return response


def sees(permission: str) -> Callable[[HttpRequest], bool]:
    """A link of the sidebar for those who hold `permission`."""

    def allowed(request: HttpRequest) -> bool:
        return request.user.has_perm(permission)

    return allowed


def decides(request: HttpRequest) -> bool:
    return may_rule(request.user).allowed


def _models(title: str, *entries: tuple[str, str, str], whose: str = "") -> dict[str, Any]:
    """Links to lists of models: label, icon, "app.model"; for who holds `whose`, or may view each."""
    items = []
    for label, icon, name in entries:
        app, model = name.split(".")
        items.append(
            {
                "title": label,
                "icon": icon,
                "link": reverse_lazy(f"admin:{app}_{model}_changelist"),
                "permission": sees(whose or f"{app}.view_{model}"),
            }
        )
    return {"title": title, "separator": True, "items": items}


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The sidebar. Groups of which a person may see nothing disappear."""
    queue = {
        "title": "Queue",
        "icon": "gavel",
        "link": reverse_lazy("moderation:cases"),
        "permission": decides,
    }
    moderation = _models(
        "Moderation",
        ("Cases", "flag", "moderation.case"),
        ("Reports", "campaign", "moderation.report"),
        ("Rulings", "balance", "moderation.ruling"),
    )
    moderation["items"].insert(0, queue)
    groups = [moderation, *GROUPS]
    return [group for group in groups if any(item["permission"](request) for item in group["items"])]


GROUPS = [
    _models(
        "Rights",
        ("Works", "auto_stories", "rights.work"),
        ("Names", "sell", "rights.alias"),
        ("Licenses", "license", "rights.license"),
        ("Holders", "domain", "rights.rightsholder"),
        ("Claims", "assignment_ind", "rights.claim"),
        whose="rights.operate_registry",
    ),
    _models(
        "Clips",
        ("Jobs", "pending_actions", "generation.job"),
        ("Clips", "movie", "generation.clip"),
        ("Screenings", "fact_check", "generation.screening"),
    ),
    _models(
        "People",
        ("Members", "group", "accounts.user"),
        ("Invites", "mail", "accounts.invite"),
        ("Likenesses", "face", "cameos.cameo"),
        ("Consents", "handshake", "cameos.consentgrant"),
        ("Regions", "public", "accounts.region"),
        ("Sign-up", "how_to_reg", "accounts.signuppolicy"),
    ),
    _models(
        "Credits",
        ("Wallets", "account_balance_wallet", "billing.wallet"),
        ("Ledger", "receipt_long", "billing.ledgerentry"),
    ),
    _models("Record", ("Audit log", "history", "core.auditevent")),
]
