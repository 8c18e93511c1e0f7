"""Likenesses from before anybody had to vouch for them: an update closes those that were wide."""

from importlib import import_module

import pytest
from django.apps import apps

from accounts.models import User
from cameos.models import Assurance, Cameo, ConsentPolicy, Scope
from cameos.services import current_policy
from core.models import AuditEvent
from generation.models import Clip
from tests.cameos.factories import make_cameo
from tests.clips import make_clip

pytestmark = pytest.mark.django_db


def test_a_wide_likeness_that_nobody_has_looked_at_is_its_owners_alone(alice: User, bob: User) -> None:
    unseen, reviewed = make_cameo(alice, scope=Scope.EVERYONE), make_cameo(bob, scope=Scope.EVERYONE)
    Cameo.objects.filter(pk=unseen.pk).update(assurance=Assurance.BUILT_IN)
    clip = make_clip(bob, cast=[unseen], published=True)
    before = current_policy(unseen)
    migration = import_module("cameos.migrations.0006_closed_unseen")
    migration.close(apps, None)
    migration.close(apps, None)  # twice is once

    cameo = Cameo.objects.get(pk=unseen.pk)
    assert (cameo.scope, cameo.policy_version) == (Scope.ONLY_ME, before.version + 1)
    now = current_policy(cameo)
    assert now.terms() == before.terms() | {"scope": Scope.ONLY_ME}
    assert ConsentPolicy.objects.get(cameo=cameo, version=before.version).scope == Scope.EVERYONE
    told = AuditEvent.objects.get(verb="likeness.closed_unseen")
    assert told.subject == f"cameo:{cameo.pk}"
    assert told.details["why"]
    assert not Clip.objects.available().filter(pk=clip.pk).exists()
    assert Cameo.objects.get(pk=reviewed.pk).scope == Scope.EVERYONE
