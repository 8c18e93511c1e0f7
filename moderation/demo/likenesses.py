"""Portraits and consents of the demo people."""

from io import BytesIO

from accounts.models import User
from cameos.models import Assurance, Cameo, Scope
from cameos.services import admit_likeness, change_scope, grant_consent
from moderation.demo.people import COUNTRY, Person
from moderation.demo.portraits import draw_portrait


def give_likeness(person: Person, users: dict[str, User]) -> None:
    """Put the drawn portrait there, and let those use it whom the person trusts."""
    if person.face is None:
        return
    owner = users[person.handle]
    cameo = admit_likeness(
        owner=owner,
        portrait_file=BytesIO(draw_portrait(person.face)),
        country=COUNTRY,
        assurance=Assurance.REVIEWED,  # drawn people: the world's own maker vouches
        by=None,
    )
    if person.scope != Scope.ONLY_ME:
        change_scope(cameo=cameo, scope=person.scope, by=owner)
        Cameo.objects.filter(pk=cameo.pk).update(everyone_from=None)  # as if chosen long ago
    for handle in person.lets:
        grant_consent(cameo=cameo, grantee=users[handle], by=owner)
