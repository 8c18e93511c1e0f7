"""News from feed, sent inside the transaction that makes it true."""

from django.dispatch import Signal

post_published = Signal()
"""A clip is shown: `post`."""

post_hidden = Signal()
"""The maker has taken a post back, and its clip is a draft again: `clip`."""

inbox_changed = Signal()
"""Somebody has more or fewer unread notifications than before: `user_id`."""
