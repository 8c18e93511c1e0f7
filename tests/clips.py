"""Clips without a worker: for tests of what happens to a clip once it is there."""

from collections.abc import Sequence
from hashlib import sha256
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from cameos.models import Cameo
from feed.models import Post
from generation.models import Clip, ClipParent

VIDEO = bytes(range(256)) * 4


def make_clip(
    maker: User,
    *,
    prompt: str = "a fox in the snow",
    cast: Sequence[Cameo] = (),
    parent: Clip | None = None,
    published: bool = False,
) -> Clip:
    """A clip with files in the storage; a draft, or shown by a post."""
    key = uuid4()
    clip = Clip.objects.create(
        id=key,
        maker=maker,
        prompt=prompt,
        engine="storyboard",
        model="storyboard",
        label="AI storyboard",
        source_type="algorithmicMedia",
        seed=1,
        video=ContentFile(VIDEO, f"{key}.mp4"),
        poster=ContentFile(b"poster", f"{key}.jpg"),
        captions=ContentFile(b"WEBVTT\n", f"{key}.vtt"),
        sha256=sha256(VIDEO).hexdigest(),
        duration=10,
        width=720,
        height=1280,
        published_at=timezone.now() if published else None,
    )
    clip.cast.set(cast)
    if parent:
        ClipParent.objects.create(child=clip, parent=parent)
    if published:
        Post.objects.create(clip=clip, maker=maker, caption=prompt)
    return clip
