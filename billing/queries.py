"""Reading wallets."""

from accounts.models import User
from billing.models import Wallet
from billing.services import lock_wallet


def credits_of(user: User) -> int:
    """What the person may spend now. The first look of a day brings the day's allowance."""
    wallet = Wallet.objects.filter(user=user).first()
    return wallet.available if wallet else lock_wallet(user=user).available
