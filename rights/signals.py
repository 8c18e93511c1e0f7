"""News from rights, sent inside the transaction that makes it true."""

from django.dispatch import Signal

license_narrowed = Signal()
"""A license has ended or been revoked: `license`."""
