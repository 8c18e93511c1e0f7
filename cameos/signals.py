"""News from cameos, sent inside the transaction that makes it true."""

from django.dispatch import Signal

consent_narrowed = Signal()
"""Somebody may no longer use a likeness, or not for as long: `cameo`, and `grantee`, the one person whom
it concerns (None: everyone). Ask `may_depict` anew for whatever rests on it."""

consent_granted = Signal()
"""Somebody may use a likeness from now on: `grant`."""

cameo_resumed = Signal()
"""The pause of a likeness is over: `cameo`. Ask `may_depict` anew for whatever the pause has ended."""

enrolment_ready = Signal()
"""A recording is here and waits for its check: `enrolment`."""

enrolment_changed = Signal()
"""A try to put a likeness here has come to a result, or to a person who looks: `enrolment`."""
