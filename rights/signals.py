"""News from rights, sent inside the transaction that makes it true."""

from django.dispatch import Signal

license_narrowed = Signal()
"""A license ends, or rests for a while (paused, or its holder suspended): `license`, as it is now."""

license_resumed = Signal()
"""A license that rested goes on: `license`."""

request_changed = Signal()
"""A request was opened, asked about, answered or withdrawn: `request`, as it is now."""

uses_described = Signal()
"""The console shows clips: `uses`, `viewer`. Each receiver answers with what it knows of them, by clip id
(`UUID`): a dict with `poster_url`, `video_url`, `prompt`, `state` (words), and `visible`."""

use_withdrawn = Signal()
"""A holder has taken one clip down: `use`, as it is now."""

use_approved = Signal()
"""A holder has seen a clip, and it may be posted: `use`, as it is now."""
