"""What is done after a post, outside the request. Twice does no harm: these are hints."""

from celery import shared_task

from core.push import push, user_group
from feed.audience import audience_of
from feed.messages import clip_group, posts_message, removed_message
from feed.models import Post


@shared_task(time_limit=60, expires=60)
def announce_post(post_id: int) -> None:
    """Tell the open lists that the post enters."""
    for post in Post.objects.select_related("maker", "clip").filter(pk=post_id):
        for name, people in audience_of(post):
            push(map(user_group, people), posts_message(name, post.clip_id))


@shared_task(time_limit=60)
def clear_screens(clip_ids: list[str], viewer_id: int | None = None) -> None:
    """Take clips off all open screens, or off those of one person."""
    for clip_id in clip_ids:
        group = clip_group(clip_id) if viewer_id is None else user_group(viewer_id)
        push([group], removed_message(clip_id))
