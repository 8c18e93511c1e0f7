"""News from generation, sent inside the transaction that makes it true."""

from django.dispatch import Signal

job_changed = Signal()
"""People see a job differently now: `job`."""

clip_made = Signal()
"""A job has become a draft: `clip`."""

clips_withdrawn = Signal()
"""Clips may no longer be seen: `withdrawals`, one of each clip, which name the ground and the reason."""

captions_wanted = Signal()
"""What do posts say about these clips? `clips`, their ids. A receiver answers with captions by clip."""

clips_restored = Signal()
"""Withdrawn clips may be seen again: `withdrawals`, of each clip the one that was lifted last."""

clip_limited = Signal()
"""A license under a clip has ended that lets it stay, but in no list, or somebody in it lets fewer people see
it: `clip`."""

order_changed = Signal()
"""A waiting order was kept, goes on, was refused or dropped: `order`, as it is now."""

picture_changed = Signal()
"""A picture whose faces were redrawn waits for a person, or no longer does: `picture`, as it is now, and
`reason`, a sentence for its maker, or "" where they have taken it back or it was let in."""

files_going = Signal()
"""The files of a deleted clip are about to be removed: `clip`, held. A receiver that answers True keeps them,
and calls `discard_if_deleted` when it needs them no more."""
