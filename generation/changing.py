"""The ways of allowing less, each with its preview and its deed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.services import block
from cameos import changes, services
from cameos.models import Cameo, ConsentGrant, Scope
from generation.preview import Touched, touched_by
from generation.services import Made, settle_made

FOR_GOOD = gettext_lazy(
    "This cannot be undone. Every clip with you is hidden, your own too, and stays hidden. The picture is "
    "erased, and everybody whom you approved loses that. Later you can start again, with a new picture that "
    "only you can use."
)


class NoSuchChange(ValueError):
    """There is nothing of this name that one could do now."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One change that somebody thinks of. `chooses`: they say what becomes of the clips made already."""

    title: str
    cameo: Cameo
    by: User
    change: changes.Change
    deed: Callable[[], object]
    chooses: bool = False
    of: User | None = None  # whom it concerns alone
    note: str = ""  # what it does beside, that the owner may not expect

    def preview(self) -> Touched:
        return touched_by(cameo=self.cameo, change=self.change, ends_kept=not self.chooses)

    @transaction.atomic
    def carry_out(self, made: Made) -> None:
        """The change and the choice in one transaction: what may stay is never gone in between."""
        self.deed()
        if self.chooses and made != Made.HIDE:
            settle_made(cameo=self.cameo, choice=made, by=self.by, maker=self.of)


def ask_for(*, cameo: Cameo, what: str, to: str, by: User) -> Asked:
    """`what` is narrow (to a scope), revoke or block (a handle), pause, clear or delete."""
    if what == "narrow":
        return _narrow(cameo, to, by)
    if what == "revoke":
        return _revoke(cameo, to, by)
    if what == "block":
        return _block(cameo, to, by)
    deleting = _("Delete your portrait for good?")
    if cameo.is_being:
        deleting = _("Delete @%(being)s for good?") % {"being": cameo.handle}
    simple = {
        "pause": (_("Pause all uses?"), changes.paused(), services.pause_cameo),
        "clear": (_("Take back everything?"), changes.cleared(), services.take_back_everything),
        "delete": (deleting, changes.deleted(), services.withdraw_cameo),
    }
    if what not in simple:
        raise NoSuchChange(what)
    title, change, verb = simple[what]
    note = FOR_GOOD if what == "delete" else ""
    return Asked(title, cameo, by, change, partial(verb, cameo=cameo, by=by), note=str(note))


def _narrow(cameo: Cameo, to: str, by: User) -> Asked:
    if to not in Scope.values or Scope(to).includes(Scope(cameo.scope)):
        raise NoSuchChange(to)
    scope = Scope(to)
    title = _("From now on: %(scope)s") % {"scope": scope.label}
    deed = partial(services.change_scope, cameo=cameo, scope=scope, by=by)
    return Asked(title, cameo, by, changes.narrowed(scope), deed, chooses=True)


def _revoke(cameo: Cameo, to: str, by: User) -> Asked:
    grant = (
        ConsentGrant.objects.open()
        .filter(cameo=cameo, grantee__username=to)
        .select_related("grantee")
        .first()
    )
    if grant is None:
        raise NoSuchChange(to)
    person = grant.grantee
    change = changes.taken_back_from(person.pk)
    stays = not changes.kept_out(cameo=cameo, change=change, makers=[person.pk]).at_all
    return Asked(
        _("Take back what you allowed %(person)s?") % {"person": person},
        cameo,
        by,
        change,
        partial(services.revoke_consent, cameo=cameo, grantee=person, by=by),
        chooses=True,
        of=person,
        note=_let_in_anyway(grant) if stays else "",
    )


def _let_in_anyway(grant: ConsentGrant) -> str:
    said = _("%(person)s is let in by your rules anyway: this takes nothing away.")
    if grant.bounds_anything:
        said = _(
            "%(person)s is let in by your rules anyway: without your limits they may do more than now. "
            "To keep them out, choose that under “People by name”."
        )
    return said % {"person": grant.grantee}


def _block(cameo: Cameo, to: str, by: User) -> Asked:
    person = User.objects.in_standing().filter(username=to).exclude(pk=by.pk).first()
    if person is None:
        raise NoSuchChange(to)
    title = _("Block %(person)s?") % {"person": person}
    return Asked(title, cameo, by, changes.blocked(person.pk), partial(block, user=person, by=by))
