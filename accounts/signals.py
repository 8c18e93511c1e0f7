"""News from accounts, sent inside the transaction that makes it true."""

from django.dispatch import Signal

joined = Signal()
"""Somebody has joined: `user`."""

tie_cut = Signal()
"""Two people are less close than before, by an unfollow or a block: `one`, `other`, `blocked` (bool)."""

account_closed = Signal()
"""An account is being deleted: `user`."""
