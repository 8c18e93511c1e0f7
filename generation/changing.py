"""The ways of allowing less, each with its preview and its deed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
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
    "erased, and everybody whom you approved loses that. Later you can start again, with a new recording and "
    "a portrait that only you can use."
)
BEING_FOR_GOOD = gettext_lazy(
    "This cannot be undone. Every clip with it is hidden, your own too, and stays hidden. Its pictures are "
    "erased, and everybody whom you approved loses that. Its handle is never given out again."
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
    act: str = field(kw_only=True)  # what its button says
    chooses: bool = False
    of: User | None = None  # whom it concerns alone
    note: str = ""  # what it does beside, that the owner may not expect
    also: tuple[Cameo, ...] = ()  # what else of theirs it changes

    def preview(self) -> Touched:
        cameos = (self.cameo, *self.also)
        return touched_by(cameos=cameos, change=self.change, ends_kept=not self.chooses)

    def carry_out(self, made: Made) -> None:
        """Where the owner chooses, the change and the choice are one transaction: what may stay is never
        gone in between."""
        if not self.chooses or made == Made.HIDE:
            self.deed()
            return
        with transaction.atomic():
            self.deed()
            settle_made(cameo=self.cameo, choice=made, by=self.by, maker=self.of)


def ask_for(*, cameo: Cameo, what: str, to: str, by: User, seen: int | None = None) -> Asked:
    """`what` is narrow (to a scope), revoke or block (a handle), pause, clear or delete.

    Narrow and revoke act on the version of the rules that was `seen`, or that `cameo` has: done later, the
    same could open what was closed since.
    """
    seen = cameo.policy_version if seen is None else seen
    if what == "narrow":
        return _narrow(cameo, to, by, seen)
    if what == "revoke":
        return _revoke(cameo, to, by, seen)
    if what == "block":
        return _block(cameo, to, by)
    if what == "pause":
        return _pause(cameo, by)
    if what == "clear":
        deed = partial(services.take_back_everything, cameo=cameo, by=by)
        title, act = _("Take back everything?"), _("Take back everything")
        return Asked(title, cameo, by, changes.cleared(), deed, act=act)
    if what == "delete":
        return _delete(cameo, by)
    raise NoSuchChange(what)


def _pause(cameo: Cameo, by: User) -> Asked:
    """Of a person, all that is theirs, as the button on their page does."""
    if cameo.is_being:
        title = _("Pause @%(being)s?") % {"being": cameo.handle}
        alone = partial(services.pause_cameo, cameo=cameo, by=by)
        return Asked(title, cameo, by, changes.paused(), alone, act=_("Pause"))
    beings = _others_of(cameo)
    note = _("Your beings rest, too. Each pause ends by itself.") if beings else ""
    all_rest = partial(services.pause_everything, by=by)
    title, act = _("Pause all uses?"), _("Pause all uses")
    return Asked(title, cameo, by, changes.paused(), all_rest, act=act, note=note, also=beings)


def _delete(cameo: Cameo, by: User) -> Asked:
    title, note = _("Delete your portrait for good?"), FOR_GOOD
    if cameo.is_being:
        title, note = _("Delete @%(being)s for good?") % {"being": cameo.handle}, BEING_FOR_GOOD
    deed = partial(services.withdraw_cameo, cameo=cameo, by=by)
    return Asked(title, cameo, by, changes.deleted(), deed, act=_("Delete for good"), note=str(note))


def _narrow(cameo: Cameo, to: str, by: User, seen: int) -> Asked:
    if to not in Scope.values or Scope(to).includes(Scope(cameo.scope)):
        raise NoSuchChange(to)
    scope = Scope(to)
    title = _("From now on: %(scope)s") % {"scope": scope.label}
    deed = partial(services.change_scope, cameo=cameo, scope=scope, by=by, seen=seen)
    return Asked(title, cameo, by, changes.narrowed(scope), deed, act=_("Allow only this"), chooses=True)


def _revoke(cameo: Cameo, to: str, by: User, seen: int) -> Asked:
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
        partial(services.revoke_consent, cameo=cameo, grantee=person, by=by, seen=seen),
        act=_("Take it back"),
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
    people = User.objects.in_standing().findable_by(by)
    person = people.filter(username=to).exclude(pk=by.pk).first()
    if person is None:
        raise NoSuchChange(to)
    title, act = _("Block %(person)s?") % {"person": person}, _("Block")
    note = _("Your own clips with them are hidden, too. You both stop following.")
    deed = partial(block, user=person, by=by)
    also = _others_of(cameo)
    return Asked(title, cameo, by, changes.blocked(person.pk), deed, act=act, note=note, also=also)


def _others_of(cameo: Cameo) -> tuple[Cameo, ...]:
    """What else its owner has: a likeness, beings."""
    kept = Cameo.objects.kept().filter(owner=cameo.owner).exclude(pk=cameo.pk)
    return tuple(kept.select_related("owner").order_by("pk"))
