"""The groups that a site needs, and what their members may do."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

MODERATORS = "moderators"

# group -> permissions. What somebody may do with a single row, the policies say.
ROLES = {
    MODERATORS: (
        "moderation.rule_case",
        "moderation.view_case",
        "moderation.view_report",
        "moderation.view_ruling",
        "generation.view_withdrawn",
        "generation.view_clip",
        "generation.view_screening",
        "core.view_auditevent",
    ),
}


def set_up_roles() -> list[Group]:
    """Make the groups and give them exactly these permissions. Safe to run again.

    Raises `LookupError` for a permission that no app declares.
    """
    return [_group(name, codes) for name, codes in ROLES.items()]


def _group(name: str, codes: tuple[str, ...]) -> Group:
    wanted = Q()
    for code in codes:
        app, codename = code.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    permissions = list(Permission.objects.filter(wanted))
    if len(permissions) != len(codes):
        found = {f"{each.content_type.app_label}.{each.codename}" for each in permissions}
        raise LookupError(f"No app declares {sorted(set(codes) - found)}.")
    group, _ = Group.objects.get_or_create(name=name)
    group.permissions.set(permissions)
    return group
