"""Showing a clip, and taking it back."""

from django.db import transaction

from accounts.models import User
from core import audit
from core.decisions import YES, Decision, no
from feed.models import Post
from feed.signals import post_hidden, post_published
from generation.gate import clear_to_publish
from generation.models import Clip
from generation.policies import nobody_new_in
from generation.services import look_at_start
from generation.text import clean

CAPTION_LIMIT = 300  # code points


def publish_clip(*, clip: Clip, caption: str, by: User, country: str) -> Post:
    """Show a draft. What it rests on cannot change before the commit; the same clip twice is one post.

    Raises `Refused` with every reason. The transaction ends before that, so that the gate's
    record of a refusal is kept.
    """
    text = clean(caption)
    if not clip.published_at and _fits(text).allowed:
        look_at_start(clip=clip, by=by)
    with transaction.atomic():
        if shown := Post.objects.of(by).filter(clip=clip).first():
            return shown
        decision = _fits(text) & nobody_new_in(clip)
        if decision.allowed:
            decision = clear_to_publish(clip=clip, caption=text, by=by, country=country)
        if decision.allowed:
            post = _show(clip, text, by)
    decision.require()
    return post


@transaction.atomic
def unpublish_clip(*, clip: Clip, by: User) -> Clip:
    """Take the post of one's own clip down: likes go, and the clip is a draft again. Twice is once."""
    clip = Clip.objects.of(by).select_for_update(no_key=True).get(pk=clip.pk)
    # Whoever likes the post at this moment holds its row: their like is seen, and goes with it.
    post = Post.objects.select_for_update().filter(clip=clip).first()
    if post:
        audit.record("post.hidden", post, by=by, clip=str(clip.pk))
        post.delete()
        clip.published_at = None
        clip.save(update_fields=["published_at"])
        post_hidden.send(sender=Post, clip=clip)
    return clip


def _fits(caption: str) -> Decision:
    if len(caption) <= CAPTION_LIMIT:
        return YES
    return no(
        "caption.long", f"A caption has at most {CAPTION_LIMIT} characters; this one has {len(caption)}."
    )


def _show(clip: Clip, caption: str, by: User) -> Post:
    """The gate holds the clip's row: of two requests at once the second finds the post of the first."""
    post, is_new = Post.objects.get_or_create(clip=clip, defaults={"maker": by, "caption": caption})
    if is_new:
        Clip.objects.filter(pk=clip.pk).update(published_at=post.published_at)
        audit.record("post.published", post, by=by, clip=str(clip.pk))
        post_published.send(sender=Post, post=post)
    return post
