"""News from rights, sent inside the transaction that makes it true."""

from django.dispatch import Signal

license_narrowed = Signal()
"""A license ends, or rests for a while (paused, or its holder suspended): `license`, as it is now."""

license_resumed = Signal()
"""A license that rested goes on: `license`."""

request_changed = Signal()
"""A request was opened, asked about, answered or withdrawn: `request`, as it is now."""
