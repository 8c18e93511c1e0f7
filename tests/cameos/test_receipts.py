"""Receipts: one for each generation with a person in it, signed, kept, and checked by anybody."""

import json
from base64 import b64encode
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from cameos.models import Cameo, ConsentPolicy, Receipt, Scope
from cameos.receipts import KIND, as_file, verify, write
from cameos.rules.compile import compile_rules
from cameos.services import change_terms, grant_consent
from cameos.signing import BadKey, encode, id_of, keys_by_id, own_key, published_keys, sign
from generation.models import Job
from generation.orders import Order
from generation.services import cancel_job, submit_job
from tests.cameos.factories import make_cameo

SAID = {"type": KIND, "subject": {"handle": "alice"}, "rules": ["never let me say “hail”"]}


def receipt_file(says: dict[str, Any] | None = None) -> str:
    document = write(says or SAID)
    key_id, signature = sign(document)
    return as_file(document=document, key_id=key_id, signature=signature)


def test_a_receipt_is_genuine() -> None:
    verdict = verify(receipt_file(), keys=published_keys())
    assert (verdict.genuine, verdict.says) == (True, SAID)


@given(data=st.data())
def test_whatever_is_changed_in_it_is_noticed(data: st.DataObject) -> None:
    whole = json.loads(receipt_file())
    part = data.draw(st.sampled_from(sorted(whole)))
    place = data.draw(st.integers(0, len(whole[part]) - 1))
    sign_instead = data.draw(st.characters(exclude_characters=whole[part][place]))
    changed = whole[part][:place] + sign_instead + whole[part][place + 1 :]
    assert not verify(json.dumps(whole | {part: changed}), keys=published_keys()).genuine


PARTS = st.sampled_from(["document", "key_id", "signature"])
LEAVES = st.none() | st.booleans() | st.text() | st.integers()
ROWS = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(PARTS, inner))


@given(text=st.one_of(st.text(), ROWS.map(json.dumps)))
def test_what_is_no_receipt_is_none(text: str) -> None:
    assert not verify(text, keys=published_keys()).genuine


@pytest.mark.parametrize("text", ["[" * 50_000, '"' + "x" * 70_000 + '"', '{"document": 1}', "null"])
def test_endless_and_odd_files_are_no_receipts(text: str) -> None:
    assert not verify(text, keys=published_keys()).genuine


def test_signed_words_that_are_no_receipt_are_none() -> None:
    assert not verify(receipt_file({"type": "something"}), keys=published_keys()).genuine


def test_a_key_cannot_take_the_name_of_another() -> None:
    other = Ed25519PrivateKey.generate()
    document = write(SAID)
    forged = as_file(
        document=document,
        key_id=id_of(own_key().public_key()),
        signature=b64encode(other.sign(document.encode())).decode(),
    )
    assert not verify(forged, keys={id_of(own_key().public_key()): other.public_key()}).genuine


def test_old_receipts_outlive_a_new_key(settings: Any) -> None:
    old, public = receipt_file(), encode(own_key().public_key())
    settings.RECEIPT_KEY = b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
    assert not verify(old, keys=published_keys()).genuine
    settings.RECEIPT_OLD_KEYS = [public]
    assert verify(old, keys=published_keys()).genuine
    assert verify(receipt_file(), keys=published_keys()).genuine


@pytest.mark.parametrize("key", ["", "AAAA", "not base64", "é"])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(BadKey):
        keys_by_id([key])


class TestCommand:
    def run(self, tmp_path: Path, text: str, **options: Any) -> str:
        file, out = tmp_path / "receipt.json", StringIO()
        file.write_text(text, "utf-8")
        call_command("verify_receipt", file, stdout=out, **options)
        return out.getvalue()

    def test_it_needs_no_database(self, tmp_path: Path) -> None:  # no mark: a query would fail
        assert "alice" in self.run(tmp_path, receipt_file())

    def test_it_fails_for_a_forgery(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="signature"):
            self.run(tmp_path, receipt_file().replace("alice", "carol"))

    def test_keys_of_another_site(self, tmp_path: Path, settings: Any) -> None:
        theirs, keys = receipt_file(), tmp_path / "keys.json"
        keys.write_text(json.dumps({"keys": [{"public_key": encode(own_key().public_key())}]}))
        settings.RECEIPT_KEY = b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
        with pytest.raises(CommandError, match="never used"):
            self.run(tmp_path, theirs)
        assert "Genuine" in self.run(tmp_path, theirs, keys=keys)

    def test_no_file_no_keys(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError):
            call_command("verify_receipt", tmp_path / "none.json")
        with pytest.raises(CommandError, match="holds no keys"):
            self.run(tmp_path, receipt_file(), keys=tmp_path / "receipt.json")


@pytest.mark.django_db
class TestIssued:
    @pytest.fixture
    def cameo(self, alice: User) -> Cameo:
        return make_cameo(alice, scope=Scope.APPROVED)

    @pytest.fixture
    def receipt(self, cameo: Cameo, alice: User, bob: User) -> Receipt:
        rules = [rule.as_json() for rule in compile_rules("always wear a hat")]
        change_terms(cameo=cameo, terms={"rules": rules}, by=alice)
        grant_consent(cameo=cameo, grantee=bob, by=alice)
        job = submit_job(order=Order("@alice swims", "one", country="US"), by=bob)
        cancel_job(job=job, by=bob)
        return Receipt.objects.get()

    def test_it_says_who_by_what_permission_under_which_rules_and_what_came_of_it(
        self, receipt: Receipt, cameo: Cameo
    ) -> None:
        says = json.loads(receipt.document)
        cameo.refresh_from_db()
        assert (says["subject"]["handle"], says["grantee"]["handle"]) == ("alice", "bob")
        assert says["rules"] == ["always wear a hat"]
        assert says["permission"].startswith("grant:")
        assert says["policy_version"] == cameo.policy_version
        assert says["result"] == "cancelled"
        assert "swims" not in receipt.document
        assert ConsentPolicy.objects.filter(cameo=cameo, version=says["policy_version"]).exists()

    def test_a_job_without_people_has_none(self, alice: User) -> None:
        cancel_job(job=submit_job(order=Order("a fox", "one", country="US"), by=alice), by=alice)
        assert not Receipt.objects.exists()
        assert Job.objects.exists()

    def test_both_see_it_and_nobody_else_does(
        self, receipt: Receipt, alice: User, bob: User, carol: User, client: Client
    ) -> None:
        for who, status in ((alice, 200), (bob, 200), (carol, 404)):
            client.force_login(who)
            for name in ("show", "file"):
                assert client.get(reverse(f"receipts:{name}", args=[receipt.id])).status_code == status
            assert ("@bob with @alice" in client.get(reverse("receipts:list")).content.decode()) == (
                status == 200
            )

    def test_what_is_saved_is_checked_by_anybody(self, receipt: Receipt, alice: User, client: Client) -> None:
        client.force_login(alice)
        saved = client.get(reverse("receipts:file", args=[receipt.id])).content.decode()
        client.logout()
        page = client.post(reverse("receipts:verify"), {"text": saved}).content.decode()
        assert "Genuine" in page
        page = client.post(
            reverse("receipts:verify"), {"text": saved.replace("alice", "carol")}
        ).content.decode()
        assert "something was changed" in page
        assert client.post(reverse("receipts:verify"), {}).status_code == 200
        [key] = client.get(reverse("receipts:keys")).json()["keys"]
        assert verify(saved, keys=keys_by_id([key["public_key"]])).genuine

    @pytest.mark.parametrize(
        "sql", ["UPDATE cameos_receipt SET document = ''", "DELETE FROM cameos_receipt",
                "UPDATE cameos_consentpolicy SET scope = 'everyone'"],
    )  # fmt: skip
    def test_the_database_keeps_rows_as_they_are(self, sql: str, receipt: Receipt) -> None:
        with pytest.raises(DatabaseError, match="kept as they are"), transaction.atomic():
            connection.cursor().execute(sql)
