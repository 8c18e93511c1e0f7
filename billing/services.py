"""Credits move here and nowhere else. Every movement is idempotent by its key."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from billing.models import EntryKind, LedgerEntry, Wallet
from billing.policies import may_spend
from core.locks import lock_for_change


@transaction.atomic
def lock_wallet(*, user: User) -> Wallet:
    """The person's wallet, held until the commit, with today's allowance in it."""
    Wallet.objects.get_or_create(user=user)
    wallet = Wallet.objects.select_for_update(no_key=True).get(user=user)
    _top_up(wallet)
    return wallet


def lock_wallets(*, users: Iterable[int]) -> None:
    """Hold the wallets of several people until the commit, all of them in the order of their ids."""
    lock_for_change(Wallet.objects.filter(user__in=users))


def credits_of(user: User) -> int:
    """What the person may spend now. The first look of a day puts the day's allowance in."""
    wallet = Wallet.objects.filter(user=user).first()
    if wallet and _has_allowance_of(_today(), wallet):
        return wallet.available
    return lock_wallet(user=user).available


@transaction.atomic
def hold(*, user: User, amount: int, key: str) -> Wallet:
    """Set `amount` aside for what `key` names. Twice is once.

    Raises `Refused` when there is not enough.
    """
    wallet = lock_wallet(user=user)
    if wallet.entries.filter(key=key, kind=EntryKind.HOLD).exists():
        return wallet
    may_spend(wallet=wallet, amount=amount).require()
    return _move(wallet, EntryKind.HOLD, key, available=-amount, held=amount)


@transaction.atomic
def settle(*, user: User, key: str) -> Wallet:
    """Spend what was set aside under `key`. After a release, nothing happens, and the other way round."""
    wallet = lock_wallet(user=user)
    amount = _open_hold(wallet, key)
    return _move(wallet, EntryKind.SETTLE, key, available=0, held=-amount) if amount else wallet


@transaction.atomic
def release(*, user: User, key: str) -> Wallet:
    """Give back what was set aside under `key`: nobody pays for what they did not get."""
    wallet = lock_wallet(user=user)
    amount = _open_hold(wallet, key)
    return _move(wallet, EntryKind.RELEASE, key, available=amount, held=-amount) if amount else wallet


def _top_up(wallet: Wallet) -> None:
    """Once a UTC day, fill the wallet up to the allowance: what is left over does not add up."""
    key = _today()
    if not _has_allowance_of(key, wallet):
        missing = max(0, settings.DAILY_ALLOWANCE - wallet.available)
        _move(wallet, EntryKind.ALLOWANCE, key, available=missing, held=0)


def _today() -> str:
    """The key of the day's allowance."""
    return f"day:{timezone.now().date().isoformat()}"


def _has_allowance_of(day: str, wallet: Wallet) -> bool:
    return wallet.entries.filter(key=day, kind=EntryKind.ALLOWANCE).exists()


def _open_hold(wallet: Wallet, key: str) -> int:
    """Credits that are still set aside under `key`: the sum over its hold and its end, if any."""
    return int(wallet.entries.filter(key=key).aggregate(held=Coalesce(Sum("held"), 0))["held"])


def _move(wallet: Wallet, kind: EntryKind, key: str, *, available: int, held: int) -> Wallet:
    LedgerEntry.objects.create(wallet=wallet, kind=kind, key=key, available=available, held=held)
    wallet.available += available
    wallet.held += held
    wallet.save(update_fields=["available", "held"])
    return wallet
