"""What a likeness allows, as one plain sentence that is always current."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cameos.models import Cameo, Scope


def sentence_of(cameo: Cameo, *, approved: int) -> str:
    """Said to the owner. `approved`: how many people hold a grant that counts now."""
    return _of_being(cameo, approved) if cameo.is_being else _of_person(cameo, approved)


def _of_person(cameo: Cameo, approved: int) -> str:
    if cameo.paused_at:
        return _("Paused: nobody can put you in clips, not even you.")
    scope = Scope(cameo.scope)
    if scope == Scope.EVERYONE and cameo.everyone_from and cameo.everyone_from > timezone.now():
        when = date_format(timezone.localtime(cameo.everyone_from), "DATETIME_FORMAT")
        return _("From %(when)s on everyone here can put you in clips. Until then, mutuals can.") % {
            "when": when
        }
    if scope == Scope.EVERYONE:
        return _("Everyone here can put you in clips, except whom you have blocked.")
    if scope == Scope.MUTUALS:
        return _with_approved(_("Mutuals can put you in clips."), approved)
    if scope == Scope.APPROVED:
        return _approved_only(approved)
    return _("Only you can put yourself in clips.")


def _of_being(cameo: Cameo, approved: int) -> str:
    name, scope = {"being": f"@{cameo.handle}"}, Scope(cameo.scope)
    if cameo.paused_at:
        return _("Paused: nobody can put %(being)s in clips, not even you.") % name
    if scope == Scope.EVERYONE and cameo.everyone_from and cameo.everyone_from > timezone.now():
        name["when"] = date_format(timezone.localtime(cameo.everyone_from), "DATETIME_FORMAT")
        words = _("From %(when)s on everyone here can put %(being)s in clips. Until then, mutuals can.")
        return words % name
    if scope == Scope.EVERYONE:
        return _("Everyone here can put %(being)s in clips, except whom you have blocked.") % name
    if scope == Scope.MUTUALS:
        return _with_approved(_("Mutuals can put %(being)s in clips.") % name, approved)
    if scope == Scope.APPROVED and approved:
        words = ngettext(
            "%(count)s person you approved can put %(being)s in clips.",
            "%(count)s people you approved can put %(being)s in clips.",
            approved,
        )
        return words % {"count": approved, **name}
    return _("Only you can put %(being)s in clips.") % name


def _with_approved(who: str, approved: int) -> str:
    if not approved:
        return who
    more = ngettext(
        "So can %(count)s person you approved.", "So can %(count)s people you approved.", approved
    )
    return f"{who} {more % {'count': approved}}"


def _approved_only(approved: int) -> str:
    if not approved:
        return _("Nobody but you can put you in clips until you approve somebody.")
    text = ngettext(
        "%(count)s person you approved can put you in clips.",
        "%(count)s people you approved can put you in clips.",
        approved,
    )
    return text % {"count": approved}
