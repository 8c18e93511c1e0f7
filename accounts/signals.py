"""News from accounts, sent inside the transaction that makes it true."""

from django.dispatch import Signal

joined = Signal()
"""Somebody has joined: `user`."""

followed = Signal()
"""Somebody follows somebody they did not follow before: `follower`, `followed`."""

tie_cut = Signal()
"""Two people are less close than before, by an unfollow or a block: `one`, `other`, `blocked` (bool)."""

suspended = Signal()
"""Somebody is suspended: `user`."""

account_closing = Signal()
"""An account is about to be deleted: `user`. What others allow them ends now, before anything of their own:
whoever ends a permission holds it first, and what rests on it after."""

account_closed = Signal()
"""An account is being deleted: `user`, still with its handle. Whatever a receiver holds of them goes now."""

export_gathering = Signal()
"""Somebody wants a copy of their data: `user`. A receiver answers with a dict of what its app holds,
its keys named after the app: {"feed": {"posts": [...]}}."""
