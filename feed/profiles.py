"""A member's page, as another member sees it."""

from dataclasses import dataclass

from django.db.models import F
from django.http import Http404

from accounts.models import Block, Follow, User
from cameos.models import Cameo
from feed.models import Post
from feed.queries import Page, page_by_age

GRID = 24  # posts on a page


@dataclass(frozen=True, slots=True)
class Profile:
    person: User
    page: Page
    post_count: int
    follower_count: int
    following_count: int
    is_self: bool
    is_followed: bool
    follows_you: bool
    is_blocked: bool  # by the viewer; whoever is blocked by the person finds nobody here
    likeness: Cameo | None  # of the viewer, or a being of theirs: its page says what a block would touch


def profile_of(handle: str, *, viewer: User, after: str = "") -> Profile:
    """Raises `Http404` where there is nobody for this viewer, and `BadCursor`."""
    person = User.objects.filter(username=handle.lower(), is_active=True, deleted_at=None).first()
    if person is None or Block.objects.filter(blocker=person, blocked=viewer).exists():
        raise Http404
    own = Cameo.objects.kept().filter(owner=viewer).order_by(F("own_handle").asc(nulls_first=True))
    posts = Post.objects.visible_to(viewer).listed().of(person)
    return Profile(
        person=person,
        page=page_by_age(posts, name=f"of:{person.pk}", viewer=viewer, after=after, size=GRID),
        post_count=posts.count(),
        follower_count=Follow.objects.filter(followed=person).count(),
        following_count=Follow.objects.filter(follower=person).count(),
        is_self=person.pk == viewer.pk,
        is_followed=Follow.objects.filter(follower=viewer, followed=person).exists(),
        follows_you=Follow.objects.filter(follower=person, followed=viewer).exists(),
        is_blocked=Block.objects.filter(blocker=viewer, blocked=person).exists(),
        likeness=own.first(),
    )
