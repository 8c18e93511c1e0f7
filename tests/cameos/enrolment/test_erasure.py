"""After the end of an account, or of a likeness, no byte of a body is anywhere."""

import base64
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest
from django.conf import settings as project
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from accounts.services import delete_account
from cameos import services
from cameos.models import Cameo, Enrolment, FacePrint, PersonKey
from cameos.services import retention
from cameos.services.checking import discard_old_recordings
from cameos.services.keys import existing_key
from cameos.services.prints import pack
from cameos.services.retention import expire_unused, remove_orphans
from core.models import AuditEvent
from tests.cameos.enrolment.tries import FILM, Said, Unsure, checked, face, named
from tests.cameos.factories import make_cameo, picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("disk_media")]


@pytest.fixture(autouse=True)
def _judge(settings: Settings) -> None:
    settings.LIVENESS = named(Said)


def traces(*secrets: bytes) -> list[str]:
    """Where one of these is found: in any column of any table, any stored file, or the cache."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT t::text FROM {connection.ops.quote_name(table)} t")
            rows = "\n".join(row for (row,) in cursor.fetchall())
            found += [table for secret in secrets if any(form in rows for form in written(secret))]
    for file in Path(default_storage.location).rglob("*"):  # type: ignore[attr-defined]
        if file.is_file():
            content = file.read_bytes()
            found += [str(file) for secret in secrets if secret in content]
    store = cache._cache.get_client()  # type: ignore[attr-defined]
    for key in store.scan_iter("*"):
        value = held(store, key)
        found += [str(key) for secret in secrets if secret in value]
    return found


def written(secret: bytes) -> tuple[str, ...]:
    """As a row shows it: bytes in hexadecimal, or within a text, or as base64 within JSON."""
    return secret.hex(), repr(secret)[2:-1], base64.b64encode(secret[: len(secret) // 3 * 3]).decode()


def held(store: Any, key: bytes) -> bytes:
    """What lies under a key of Valkey, of whatever type; a dump of it would be compressed."""
    match store.type(key):
        case b"string":
            return store.get(key) or b""
        case b"hash":
            return b"\n".join(part for pair in store.hgetall(key).items() for part in pair)
        case b"list":
            return b"\n".join(store.lrange(key, 0, -1))
        case b"set":
            return b"\n".join(store.smembers(key))
        case b"zset":
            return b"\n".join(store.zrange(key, 0, -1))
        case other:
            raise AssertionError(f"{key!r} is a {other!r}, which is not looked into")


def bodies(user: User) -> tuple[bytes, ...]:
    """What is kept of them, in the clear and as it lies there."""
    own = Enrolment.objects.of(user).get()
    sealed = [bytes(own.sealed_portrait or b""), bytes(own.sealed_face or b"")]
    sealed += [bytes(it.sealed) for it in FacePrint.objects.filter(owner=user)]
    sealed += [bytes(it.wrapped) for it in PersonKey.objects.filter(owner=user)]
    for part in own.parts.all():
        with default_storage.open(part.name) as file:
            sealed.append(file.read())
    clear = (FILM[:64], picture(), pack(face(0.0))[:64], existing_key(user.pk))
    return (*clear, *(it for it in sealed if it))


@pytest.mark.parametrize("judge", [Said, Unsure])
def test_a_closed_account_leaves_no_trace_of_a_body(
    judge: type[Said], alice: User, settings: Settings, django_capture_on_commit_callbacks: Any
) -> None:
    settings.LIVENESS = named(judge)
    with django_capture_on_commit_callbacks(execute=True):
        checked(alice)
        secrets = bodies(alice)
        assert traces(*secrets)  # the scan sees them while they are there
        delete_account(by=alice)
    assert traces(*secrets) == []
    assert not PersonKey.objects.filter(owner=alice).exists()
    assert AuditEvent.objects.filter(verb="likeness.key_destroyed").exists()


STEPS = {
    "the measures of the face": "cameos.services.keys.FacePrint",
    "the key": "cameos.models.PersonKey.delete",
    "the rows of the recording": "cameos.services.keys.discard_all",
    "its files": "cameos.services.recordings._delete",
    "the portrait": "cameos.services.scopes.erase_portrait",
}


@pytest.mark.verify
@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_the_scan_finds_what_a_missing_step_leaves(
    step: str, alice: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    left_out = MagicMock(return_value=0)
    left_out.objects.filter.return_value.delete.return_value = (0, {})
    with django_capture_on_commit_callbacks(execute=True):
        checked(alice)
        secrets = bodies(alice)
    monkeypatch.setattr(step, left_out)
    with django_capture_on_commit_callbacks(execute=True):
        delete_account(by=alice)
    assert traces(*secrets) != []


@pytest.mark.verify
@pytest.mark.parametrize("form", ["text", "base64", "cache"])
def test_the_scan_looks_into_texts_and_the_cache(form: str, alice: User) -> None:
    secret = FILM[:60]
    if form == "cache":
        cache.set("leaked-face", secret)
    else:
        shown = base64.b64encode(secret).decode() if form == "base64" else repr(secret)[2:-1]
        AuditEvent.objects.create(actor="system", verb="leaked", subject="nobody", details={"face": shown})
    try:
        assert traces(secret) != []
    finally:
        cache.delete("leaked-face")


def test_a_deleted_likeness_leaves_none_either(alice: User, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        checked(alice)
        secrets = bodies(alice)
        services.withdraw_cameo(cameo=Cameo.objects.get(), by=alice)
    assert traces(*secrets) == []


def test_what_was_agreed_to_remains(alice: User) -> None:
    checked(alice)
    delete_account(by=alice)
    assert "I agree" in Enrolment.objects.get().consent_text


def test_a_likeness_that_nobody_uses_any_more_expires(alice: User, bob: User) -> None:
    long_ago = timezone.now() - timedelta(days=project.LIKENESS_UNUSED_DAYS + 1)
    for owner in (alice, bob):
        make_cameo(owner)
    Cameo.objects.update(created_at=long_ago)
    User.objects.filter(pk=alice.pk).update(last_login=long_ago)
    User.objects.filter(pk=bob.pk).update(last_login=timezone.now())
    assert expire_unused() == 1
    assert [cameo.owner for cameo in Cameo.objects.kept()] == [bob]


def test_who_comes_back_while_others_expire_keeps_theirs(
    alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for owner in (alice, bob):
        make_cameo(owner)
    long_ago = timezone.now() - timedelta(days=project.LIKENESS_UNUSED_DAYS + 1)
    Cameo.objects.update(created_at=long_ago)
    User.objects.update(last_login=long_ago)
    withdraw = services.withdraw_cameo

    def withdraw_while_others_log_in(*, cameo: Cameo, by: User) -> None:
        withdraw(cameo=cameo, by=by)
        User.objects.exclude(pk=by.pk).update(last_login=timezone.now())

    monkeypatch.setattr(retention, "withdraw_cameo", withdraw_while_others_log_in)
    assert expire_unused() == 1
    assert Cameo.objects.kept().count() == 1


def test_an_accepted_recording_goes_after_some_days(alice: User) -> None:
    own = checked(alice)
    assert discard_old_recordings() == 0
    Enrolment.objects.update(ended_at=timezone.now() - timedelta(days=project.RECORDING_DAYS + 1))
    assert discard_old_recordings() == 1
    assert not own.parts.exists()
    assert Cameo.objects.kept().exists()


def test_a_portrait_that_no_likeness_shows_is_swept_a_day_later(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = str(make_cameo(alice).portrait.name)
    lost = default_storage.save("portraits/lost.jpg", ContentFile(b"a face"))
    remove_orphans()
    assert default_storage.exists(lost), "whoever stores it may still be at it"
    monkeypatch.setattr("cameos.services.recordings.ORPHANED_AFTER", timedelta(0))
    remove_orphans()
    assert (default_storage.exists(lost), default_storage.exists(shown)) == (False, True)


def test_a_file_that_no_row_knows_is_swept(alice: User) -> None:
    own = checked(alice)
    name = own.parts.first().name  # type: ignore[union-attr]
    own.parts.all().delete()
    assert remove_orphans() >= 1
    assert not default_storage.exists(name)
