"""Where a request comes from, whatever its headers claim."""

from typing import Any

import pytest
from django.test import Client, override_settings
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Region, User
from accounts.policies import Feature, open_in_region
from accounts.region import client_address, country_of
from accounts.services import change_region
from core.models import AuditEvent

AMERICAN, GERMAN, CANADIAN = "8.8.8.8", "5.9.0.1", "24.48.0.1"
INSIDE = "10.0.0.5"  # where our own proxies sit


def meta(peer: str, forwarded: str | None = None, **more: str) -> dict[str, str]:
    header = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return {"REMOTE_ADDR": peer, **header, **more}


@pytest.mark.parametrize(
    ("peer", "country"),
    [
        (AMERICAN, "US"), (GERMAN, "DE"), (CANADIAN, "CA"),
        (f"::ffff:{AMERICAN}", "US"), ("2001:4860:4860::8888", "US"),
        ("10.1.2.3", ""), ("fe80::1%eth0", ""), ("", ""), ("nonsense", ""), ("999.1.1.1", ""),
    ],
)  # fmt: skip
def test_the_country_is_that_of_the_address(peer: str, country: str) -> None:
    assert country_of(meta(peer)) == country


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "127.8.8.8", "::ffff:127.0.0.1"])
def test_loopback_counts_as_the_development_region(peer: str, settings: Any) -> None:
    settings.DEVELOPMENT_REGION = "CA"
    assert country_of(meta(peer)) == "CA"
    settings.DEVELOPMENT_REGION = ""
    assert country_of(meta(peer)) == ""


@pytest.mark.parametrize(
    "header",
    [
        "HTTP_X_FORWARDED_FOR",
        "HTTP_X_REAL_IP",
        "HTTP_FORWARDED",
        "HTTP_CF_CONNECTING_IP",
        "HTTP_TRUE_CLIENT_IP",
    ],
)
@pytest.mark.parametrize("proxies", [0, 1])
def test_a_header_from_outside_is_ignored(header: str, proxies: int, settings: Any) -> None:
    settings.TRUSTED_PROXIES = proxies
    assert country_of(meta(GERMAN, **{header: AMERICAN})) == "DE"
    assert country_of(meta(GERMAN, **{header: "127.0.0.1", "HTTP_CF_IPCOUNTRY": "US"})) == "DE"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "country"),
    [
        (1, GERMAN, "DE"),
        (1, f"{AMERICAN}, {GERMAN}", "DE"),  # the left one is the visitor's own invention
        (1, f"127.0.0.1, {GERMAN}", "DE"),
        (1, f"{AMERICAN},{GERMAN}:51234", "DE"),
        (1, f"{AMERICAN}, ::ffff:{GERMAN}", "DE"),
        (1, f"{AMERICAN}, [2001:4860:4860::8888]:443", "US"),
        (2, f"{GERMAN}, {CANADIAN}", "DE"),  # the second proxy was spoken to by the first, in Canada
        (2, f"{AMERICAN}, {GERMAN}, {CANADIAN}", "DE"),
        (2, GERMAN, "DE"),  # somebody who went past the first proxy
        (1, "unknown", ""),
        (1, f"{AMERICAN}, unknown", ""),
        (1, "", ""),
    ],
)
def test_behind_proxies_only_what_they_saw_counts(
    proxies: int, forwarded: str, country: str, settings: Any
) -> None:
    settings.TRUSTED_PROXIES = proxies
    assert country_of(meta(INSIDE, forwarded)) == country


@given(invented=st.text(max_size=60))
def test_whatever_a_visitor_writes_to_the_left_changes_nothing(invented: str) -> None:
    with override_settings(TRUSTED_PROXIES=1):
        assert country_of(meta(INSIDE, f"{invented},{GERMAN}")) == "DE"


def test_a_unix_socket_is_a_proxy_of_ours(settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    assert str(client_address(meta("", GERMAN))) == GERMAN


@pytest.mark.django_db
@pytest.mark.django_db
class TestOpenInRegion:
    def test_an_open_country_is_open(self) -> None:
        assert all(open_in_region(feature, "US").allowed for feature in Feature)

    @pytest.mark.parametrize("country", ["", "DE", "us", "XX"])
    def test_an_unknown_country_is_closed_for_all(self, country: str) -> None:
        assert not any(open_in_region(feature, country).allowed for feature in Feature)

    @pytest.mark.parametrize("feature", list(Feature))
    def test_each_feature_closes_alone_and_says_which(self, feature: Feature) -> None:
        Region.objects.filter(pk="US").update(**{feature.value: False})
        closed = [other for other in Feature if not open_in_region(other, "US").allowed]
        [reason] = open_in_region(feature, "US").reasons
        assert closed == [feature]
        assert (reason.code, reason.subject) == (f"region.{feature.value}", "US")

    def test_a_change_is_obeyed_by_the_next_request(self, client: Client, alice: User) -> None:
        assert client.get("/login/").status_code == 200
        region = Region.objects.get(pk="US")
        region.view = False
        change_region(region=region, by=alice)
        assert client.get("/join/").status_code == 451
        assert AuditEvent.objects.filter(verb="region.changed", subject="region:US").exists()


@pytest.mark.django_db
@pytest.mark.django_db
class TestThePage:
    def test_a_closed_country_gets_a_clear_page(self, client: Client) -> None:
        response = client.get("/join/", REMOTE_ADDR=GERMAN)
        assert response.status_code == 451
        assert "Not in your country yet" in response.text
        assert "DE" in response.text
        assert "no-store" in response["Cache-Control"]

    def test_forging_a_header_does_not_open_it(self, client: Client) -> None:
        response = client.get("/join/", REMOTE_ADDR=GERMAN, HTTP_X_FORWARDED_FOR=AMERICAN)
        assert response.status_code == 451

    def test_an_unknown_country_gets_the_same(self, client: Client) -> None:
        assert client.get("/join/", REMOTE_ADDR="192.0.2.1").status_code == 451

    def test_the_api_answers_with_a_problem(self, client: Client) -> None:
        response = client.get("/api/schema/", REMOTE_ADDR=GERMAN)
        assert response.status_code == 451
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["reasons"][0]["code"] == "region.view"

    @pytest.mark.parametrize("path", ["/healthz", "/login/", "/admin/login/", "/terms/", "/privacy/"])
    def test_health_log_in_and_admin_answer_everywhere(self, client: Client, path: str) -> None:
        assert client.get(path, REMOTE_ADDR=GERMAN).status_code == 200

    def test_a_member_abroad_may_still_take_their_data_and_go(self, client: Client, alice: User) -> None:
        client.force_login(alice)
        for path in ("/settings/", "/settings/data/", "/settings/close/"):
            assert client.get(path, REMOTE_ADDR=GERMAN).status_code == 200
        assert client.get("/invites/", REMOTE_ADDR=GERMAN).status_code == 451

    def test_a_member_who_crosses_a_border_is_asked_anew(self, client: Client, alice: User) -> None:
        client.force_login(alice)
        assert [
            client.get("/invites/", REMOTE_ADDR=address).status_code
            for address in (CANADIAN, GERMAN, CANADIAN)
        ] == [200, 451, 200]

    def test_sign_up_may_be_closed_where_looking_is_open(self, client: Client) -> None:
        Region.objects.filter(pk="US").update(sign_up=False)
        assert client.get("/login/").status_code == 200
        assert client.get("/join/").status_code == 451

    def test_a_refused_sign_up_is_logged_once_an_hour(self, client: Client) -> None:
        Region.objects.filter(pk="US").update(sign_up=False)
        for _ in range(3):
            client.get("/join/")
        [event] = AuditEvent.objects.filter(verb="sign_up.refused")
        assert event.details == {"grounds": ["region.sign_up"], "country": "US"}
