"""News from cameos, sent inside the transaction that makes it true."""

from django.dispatch import Signal

consent_narrowed = Signal()
"""Somebody may no longer use a likeness: `cameo`. Ask `may_depict` anew for whatever rests on it."""
