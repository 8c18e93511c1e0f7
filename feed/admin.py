"""Feed in the admin: to look at. What changes it are the services."""

from django.contrib import admin

from core.admin import ReadOnlyAdmin
from feed.models import Like, Notification, Post


@admin.register(Post)
class PostAdmin(ReadOnlyAdmin):
    list_display = ("published_at", "maker", "caption", "like_count", "withdrawn")
    list_select_related = ("maker", "clip")
    search_fields = ("=maker__username", "=clip__id", "caption")
    ordering = ("-pk",)

    @admin.display(boolean=True, description="withdrawn")
    def withdrawn(self, post: Post) -> bool:
        return post.clip.withdrawn_at is not None


@admin.register(Like)
class LikeAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "user", "post")
    list_select_related = ("user", "post")
    search_fields = ("=user__username", "=post__clip__id")
    ordering = ("-pk",)


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "user", "kind", "actor", "clip", "read_at")
    list_select_related = ("user", "actor", "clip")
    list_filter = ("kind",)
    search_fields = ("=user__username", "=clip__id")
    ordering = ("-pk",)
