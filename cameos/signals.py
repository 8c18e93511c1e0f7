"""News from cameos, sent inside the transaction that makes it true, but for what says otherwise."""

from django.dispatch import Signal

words_in_question = Signal()
"""Before the transaction, while nothing is held: a change is about to ask what the words of jobs and clips
mean that show `cameo`, as it is to be. What takes long can be done now."""

cameo_resuming = Signal()
"""Before the transaction, likewise: the pause of `cameo`, as it is to be, is about to end."""

consent_narrowed = Signal()
"""Somebody may no longer use a likeness, or not for as long, or not to show it to as many: `cameo`, and
`grantee`, the one person whom it concerns (None: everyone). Ask anew for whatever rests on it."""

consents_ending = Signal()
"""Several likenesses narrow one after the other in this transaction: `ends`, pairs of a likeness, held, and
the one person whom it concerns (None: everyone), and `leaving`, the owner whose account ends, or None. Hold
whatever rests on them now, all at once: likeness by likeness it would be in no order."""

consent_cleared = Signal()
"""The owner takes back everything, with what they had let stay: `cameo`. `consent_narrowed` follows."""

consent_granted = Signal()
"""Somebody may use a likeness from now on: `grant`."""

cameo_resumed = Signal()
"""The pause of a likeness is over: `cameo`. Ask `may_depict` anew for whatever the pause has ended."""

cast_asked = Signal()
"""Somebody wants to put a person into a clip: `request`."""

cast_answered = Signal()
"""A request to cast was answered, taken back, or its permission ended: `request`, as it is now."""

look_asked = Signal()
"""The owner of a likeness is to look at a clip before it is posted: `use`."""

look_answered = Signal()
"""They have looked: `use`, and `allowed`."""

enrolment_ready = Signal()
"""A recording is here and waits for its check: `enrolment`."""

enrolment_changed = Signal()
"""A try to put a likeness here has come to a result, or to a person who looks: `enrolment`."""

being_taken_down = Signal()
"""A moderator has deleted a being: `cameo`, `handle` as it was, and `reason`, a sentence for its owner."""
