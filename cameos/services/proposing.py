"""Another portrait for a likeness that is here: it must show the face that was enrolled."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

from accounts.models import User
from cameos.biometrics import KeysUnavailable, seal
from cameos.faces import Embedding, FacesUnavailable, Likeness, compare, embed, find_faces
from cameos.models import Assurance, Cameo, Enrolment, EnrolmentKind
from cameos.policies import may_start_enrolment
from cameos.portraits import make_portrait
from cameos.services.enrolling import end_enrolment
from cameos.services.holding import hold_own
from cameos.services.keys import key_of
from cameos.services.portraits import show_portrait, stored_portrait
from cameos.services.prints import read_print
from cameos.signals import enrolment_changed
from core import audit
from core.pictures import BadPicture

UNCOMPARED = "No measures of a face are stored for this. A person compares two pictures."


def propose_portrait(*, cameo: Cameo, by: User, portrait_file: BinaryIO, country: str) -> Cameo | Enrolment:
    """Show the new portrait, or put it before a person where no program can tell.

    Raises Refused, KeysUnavailable, and BadPicture for a picture of nobody, of two, or of somebody else.
    """
    may_start_enrolment(user=by, country=country).require()
    jpeg = make_portrait(portrait_file)
    said = _compare(jpeg, by)
    if said == Likeness.DIFFERENT:
        raise BadPicture(
            _("This is not the face that you enrolled. Use a picture of yourself, or enroll again.")
        )
    if said == Likeness.UNSURE:
        return _put_before_a_person(jpeg, by, country)
    with stored_portrait(jpeg) as portrait, transaction.atomic():
        held = hold_own(cameo, by)
        return show_portrait(portrait, owner=by, by=by, assurance=Assurance(held.assurance))


def _compare(jpeg: bytes, owner: User) -> Likeness:
    try:
        enrolled = read_print(owner)
        return compare(enrolled, _only_face(jpeg)) if enrolled is not None else Likeness.UNSURE
    except (FacesUnavailable, KeysUnavailable):
        return Likeness.UNSURE


def _only_face(jpeg: bytes) -> Embedding:
    with Image.open(BytesIO(jpeg), formats=("JPEG",)) as picture:
        pixels = np.asarray(picture.convert("RGB"))
    faces = find_faces(pixels)
    if not faces:
        raise BadPicture(_("There is no face in this picture."))
    if len(faces) > 1:
        raise BadPicture(_("There are several faces in this picture."))
    return embed(pixels, faces[0])


@transaction.atomic
def _put_before_a_person(jpeg: bytes, owner: User, country: str) -> Enrolment:
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    may_start_enrolment(user=owner, country=country).require()
    for former in Enrolment.objects.select_for_update(no_key=True).of(owner).running():
        end_enrolment(former)
    agreed = Enrolment.objects.of(owner).filter(kind=EnrolmentKind.RECORDING).first()
    enrolment = Enrolment(
        user=owner,
        kind=EnrolmentKind.PORTRAIT,
        country=country,
        consent_text=agreed.consent_text if agreed else UNCOMPARED,
        consented_at=agreed.consented_at if agreed else timezone.now(),
    )
    enrolment.sealed_portrait = seal(key_of(owner), jpeg, f"portrait:{enrolment.pk}")
    enrolment.ask_a_person()
    enrolment.save()
    audit.record("enrolment.portrait_proposed", enrolment, by=owner)
    enrolment_changed.send(sender=Enrolment, enrolment=enrolment)
    return enrolment
