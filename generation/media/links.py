"""Short-lived addresses of the files of a clip, bound to the file and to the person."""

import re
import time

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from accounts.models import User
from generation.models import Clip

_signer = Signer(salt="generation.media")

END = re.compile(r"[0-9]{1,12}")  # seconds since 1970

RENDITIONS = {"video": "video/mp4", "poster": "image/jpeg", "captions": "text/vtt; charset=utf-8"}


class LinkExpired(Exception):
    """The address was right once."""


def link(clip: Clip, rendition: str, viewer: User) -> str:
    """An address that works for `viewer` for between half of settings.MEDIA_LINK_SECONDS and all of it.

    The end is rounded, so that a page shown twice in a minute names the same address and the
    browser's cache serves it. Empty where the clip has no such file.
    """
    if not getattr(clip, rendition):
        return ""
    step = max(1, settings.MEDIA_LINK_SECONDS // 2)
    end = (int(time.time()) // step + 2) * step
    path = reverse("generation:media", args=[clip.pk, rendition])
    return f"{path}?end={end}&sign={_signature(path, end, viewer)}"


def check_link(path: str, *, end: str, sign: str, viewer: User) -> None:
    """Raise `BadSignature` for an address that was never given to `viewer`, `LinkExpired` for an old one."""
    if not END.fullmatch(end) or not constant_time_compare(sign, _signature(path, int(end), viewer)):
        raise BadSignature
    if int(end) < time.time():
        raise LinkExpired


def _signature(path: str, end: int, viewer: User) -> str:
    return _signer.signature(f"{path}|{end}|{viewer.pk}")
