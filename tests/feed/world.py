"""Posts for the tests of lists: rows alone, since no file is read."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from feed.models import Post
from generation.models import Clip


def make_post(maker: User, *, likes: int = 0, hours_old: float = 0, **fields: object) -> Post:
    """A visible post. `fields` change the clip under it."""
    moment = timezone.now() - timedelta(hours=hours_old)
    values = {
        "maker": maker,
        "prompt": "a fox in the snow",
        "engine": "storyboard",
        "model": "storyboard",
        "label": "AI storyboard",
        "source_type": "algorithmicMedia",
        "seed": 1,
        "video": f"clips/{uuid4()}.mp4",
        "poster": f"clips/{uuid4()}.jpg",
        "sha256": "0" * 64,
        "duration": 10,
        "width": 720,
        "height": 1280,
        "published_at": moment,
    }
    clip = Clip.objects.create(**(values | fields))
    post = Post.objects.create(clip=clip, maker=maker, caption="snow", like_count=likes)
    Post.objects.filter(pk=post.pk).update(published_at=moment)
    return post
