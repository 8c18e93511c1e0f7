"""The pages of feed, and the pieces of them that scripts fetch."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.http import MemberRequest
from feed.cards import dress
from feed.cursors import BadCursor
from feed.inbox import inbox_of
from feed.models import Post
from feed.profiles import profile_of
from feed.queries import FIRST_PAGE, NEXT_PAGE, ListName, Page, page_of
from feed.services import mark_read
from generation.models import Clip, Ground

OPENED_AT = "post"  # For you, behind a clip that somebody came for


def piece(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For scripts: a visitor gets 401 instead of a log-in page in the middle of the feed."""

    @wraps(view)
    def answer(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return HttpResponse(status=401)
        return view(request, *args, **kwargs)

    return answer


@method_decorator(login_required, name="dispatch")
class ListPage(View):
    """One of the three lists, opened at its beginning, or further on where there are no scripts."""

    name = ListName.FOR_YOU

    def get(self, request: MemberRequest) -> HttpResponse:
        page = _page_or_first(self.name, request)
        return _show_list(request, self.name, page)


@require_safe
@vary_on_headers("HX-Request")
@login_required
def post_page(request: MemberRequest, clip_id: UUID) -> HttpResponse:
    """A clip by its address: the list For you, opened at this clip. A script gets the clip alone.

    Whoever could see it before it was taken away is told that, and no more: 410. For all others it is an
    address like any that leads nowhere.
    """
    post = Post.objects.visible_to(request.user).as_cards(request.user).filter(clip=clip_id).first()
    if post is None:
        return _tombstone(request, clip_id)
    if request.htmx:
        return _show_clip(request, post)
    page = page_of(ListName.FOR_YOU, viewer=request.user, size=FIRST_PAGE)
    others = [other for other in page.posts if other.pk != post.pk]
    return _show_list(request, OPENED_AT, Page([post, *others], page.next_cursor))


@require_safe
@piece
def page_piece(request: MemberRequest) -> HttpResponse:
    """The next clips of a list as HTML; where it goes on is in the header X-Next-Cursor."""
    shown = request.GET.get("list", "")
    try:
        name = ListName.FOR_YOU if shown == OPENED_AT else ListName(shown)
    except ValueError as error:
        raise Http404 from error
    try:
        page = page_of(name, viewer=request.user, after=request.GET.get("after", ""))
    except BadCursor:
        return HttpResponse("This list has moved on. Reload the page.", status=400, content_type="text/plain")
    clips = [
        render_to_string("feed/_clip.html", {"post": post, "list_name": shown}, request)
        for post in dress(page.posts, request.user)
    ]
    return HttpResponse("".join(clips), headers={"X-Next-Cursor": page.next_cursor})


@require_safe
@piece
def clip_piece(request: MemberRequest, clip_id: UUID) -> HttpResponse:
    """One clip anew, for a page whose links have expired."""
    return _show_clip(request, _card(request, clip_id))


@require_safe
@login_required
def profile(request: MemberRequest, handle: str) -> HttpResponse:
    try:
        shown = profile_of(handle, viewer=request.user, after=request.GET.get("after", ""))
    except BadCursor:
        shown = profile_of(handle, viewer=request.user)
    context = {
        "profile": shown,
        "person": shown.person,
        "posts": dress(shown.page.posts, request.user),
        "next_cursor": shown.page.next_cursor,
    }
    return render(request, "feed/profile.html", context)


@require_safe
@login_required
def inbox(request: MemberRequest) -> HttpResponse:
    """Opening it is reading it. What was new is still marked on this page."""
    try:
        page = inbox_of(request.user, after=request.GET.get("after", ""))
    except BadCursor:
        page = inbox_of(request.user)
    context = {"notices": page.lines, "days": page.days(), "next_cursor": page.next_cursor}
    answer = render(request, "feed/inbox.html", context)
    if page.lines:
        mark_read(user=request.user, up_to=page.lines[0].pk)
    return answer


def _tombstone(request: MemberRequest, clip_id: UUID) -> HttpResponse:
    """Neither words, nor maker, nor people. An address that leads nowhere costs the same questions."""
    gone = get_object_or_404(Clip.objects.taken_from(request.user), pk=clip_id)
    why = gone.withdrawals.filter(lifted_at=None).order_by("pk").values_list("ground", flat=True).last()
    return render(request, "feed/tombstone.html", {"why": why or Ground.CONSENT}, status=HTTPStatus.GONE)


def _page_or_first(name: ListName, request: MemberRequest) -> Page:
    after = request.GET.get("after", "")
    try:
        return page_of(name, viewer=request.user, after=after, size=NEXT_PAGE if after else FIRST_PAGE)
    except BadCursor:
        return page_of(name, viewer=request.user, size=FIRST_PAGE)


def _show_list(request: MemberRequest, shown: str, page: Page) -> HttpResponse:
    return render(request, "feed/list.html", _context(request, shown, page))


def _show_clip(request: MemberRequest, post: Post) -> HttpResponse:
    [post] = dress([post], request.user)
    return render(request, "feed/_clip.html", {"post": post})


def _context(request: MemberRequest, shown: str, page: Page) -> dict[str, Any]:
    posts = dress(page.posts, request.user)
    return {"posts": posts, "list_name": str(shown), "next_cursor": page.next_cursor}


def _card(request: MemberRequest, clip_id: UUID) -> Post:
    posts = Post.objects.visible_to(request.user).as_cards(request.user)
    return get_object_or_404(posts, clip=clip_id)
