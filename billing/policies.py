"""May somebody spend?"""

from billing.models import Wallet
from core.decisions import YES, Decision, no


def may_spend(*, wallet: Wallet, amount: int) -> Decision:
    """Is there enough in the wallet, as it is now?"""
    if wallet.available >= amount:
        return YES
    return no(
        "credits.short",
        f"This clip takes {amount} credits and you have {wallet.available}. New ones come every day.",
    )
