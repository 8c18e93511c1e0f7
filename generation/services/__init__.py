"""The verbs of generation, a file for each noun."""

from generation.policies import may_come
from generation.services.appearances import (
    Made,
    approve_clips,
    hide_clips,
    keep_clips,
    remove_clips,
    settle_made,
    unhide_clips,
)
from generation.services.beings import describe_being, make_being
from generation.services.blocking import block_media, block_pictures
from generation.services.clips import (
    delete_clips_of,
    delete_draft,
    finish_job,
    look_at_start,
)
from generation.services.consents import bring_back_after_pause, end_without_consent, hold_ends, let_go
from generation.services.discarding import discard_files
from generation.services.endings import bring_back, end_under, sweep_expired
from generation.services.files import discard_if_deleted, store_files, sweep_orphans
from generation.services.jobs import affordable_still, cancel_job, fail_job, hold_jobs, rest_on, submit_job
from generation.services.leases import (
    begin_checks,
    claim_job,
    give_back,
    give_up,
    renew_lease,
    report_progress,
    sweep_jobs,
    wait_for_checks,
)
from generation.services.pictures import (
    drop_picture,
    erase_pictures_of,
    erase_pictures_with,
    sweep_pictures,
    take_in_picture,
)
from generation.services.reading import read_before_change, read_before_return, sweep_unread
from generation.services.reviewing import (
    PictureGone,
    accept_picture,
    compare_before_accepting,
    lapse_pictures,
    look_at_picture,
    refuse_picture,
)
from generation.services.waiting import (
    close_review,
    drop_order,
    request_and_wait,
    send_order,
    sweep_orders,
)
from generation.services.withdrawals import (
    hold_with_remixes,
    restore_clip,
    restore_clips,
    withdraw_clip,
    withdraw_clips,
)

__all__ = [
    "Made",
    "PictureGone",
    "accept_picture",
    "affordable_still",
    "approve_clips",
    "begin_checks",
    "block_media",
    "block_pictures",
    "bring_back",
    "bring_back_after_pause",
    "cancel_job",
    "claim_job",
    "close_review",
    "compare_before_accepting",
    "delete_clips_of",
    "delete_draft",
    "describe_being",
    "discard_files",
    "discard_if_deleted",
    "drop_order",
    "drop_picture",
    "end_under",
    "end_without_consent",
    "erase_pictures_of",
    "erase_pictures_with",
    "fail_job",
    "finish_job",
    "give_back",
    "give_up",
    "hide_clips",
    "hold_ends",
    "hold_jobs",
    "hold_with_remixes",
    "keep_clips",
    "lapse_pictures",
    "let_go",
    "look_at_picture",
    "look_at_start",
    "make_being",
    "may_come",
    "read_before_change",
    "read_before_return",
    "refuse_picture",
    "remove_clips",
    "renew_lease",
    "report_progress",
    "request_and_wait",
    "rest_on",
    "restore_clip",
    "restore_clips",
    "send_order",
    "settle_made",
    "store_files",
    "submit_job",
    "sweep_expired",
    "sweep_jobs",
    "sweep_orders",
    "sweep_orphans",
    "sweep_pictures",
    "sweep_unread",
    "take_in_picture",
    "unhide_clips",
    "wait_for_checks",
    "withdraw_clip",
    "withdraw_clips",
]
