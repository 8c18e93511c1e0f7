"""The editor of the rules: what widens is shown first, what narrows holds at once, and all is said back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.services import block
from cameos.models import Approval, Assurance, Cameo, ConsentDenial, ConsentPolicy, ConsentUse, Scope
from cameos.presets import Preset, preset_of, terms_of
from cameos.services import change_scope, change_terms, current_policy
from tests.cameos.asking import terms_form
from tests.cameos.factories import make_being, make_cameo

pytestmark = pytest.mark.django_db


@pytest.fixture
def cameo(alice: User) -> Cameo:
    return make_cameo(alice, scope=Scope.APPROVED)


@pytest.fixture
def door(cameo: Cameo, client: Client) -> Client:
    client.force_login(cameo.owner)
    return client


def save(door: Client, cameo: Cameo, **changed: Any) -> Any:
    return door.post(reverse("cameos:terms"), terms_form(cameo, **changed))


def policy(cameo: Cameo) -> ConsentPolicy:
    return current_policy(Cameo.objects.get(pk=cameo.pk))


def test_saving_what_holds_changes_nothing(door: Client, cameo: Cameo) -> None:
    assert save(door, cameo).status_code == 302
    assert policy(cameo).version == cameo.policy_version


def test_what_narrows_is_saved_at_once(door: Client, cameo: Cameo) -> None:
    answer = save(door, cameo, topics=["religion"], rules="always wear a hat", per_day="2", approval="clip")
    assert answer.status_code == 302
    now = policy(cameo)
    assert {"violence", "alcohol"} <= set(now.forbidden)
    assert (now.per_day, now.approval, now.rules[0]["addition"]) == (2, Approval.CLIP, "wears a hat")


@pytest.mark.parametrize(
    "changed",
    [
        {"scope": "everyone"},
        {"topics": ["politics", "violence", "religion", "alcohol"]},
        {"commercial": "on"},
    ],
    ids=str,
)
def test_what_widens_is_shown_before_and_after_and_holds_when_confirmed(
    changed: dict[str, Any], door: Client, cameo: Cameo
) -> None:
    before = policy(cameo)
    page = save(door, cameo, **changed)
    assert page.status_code == 200
    assert "This allows more than before" in page.content.decode()
    assert policy(cameo) == before
    assert save(door, cameo, **changed, confirmed="1").status_code == 302
    assert policy(cameo).version == before.version + 1


def test_the_confirmation_carries_all_that_was_sent(door: Client, cameo: Cameo) -> None:
    page = save(door, cameo, scope="everyone", rules="no clowns").content.decode()
    assert '<input type="hidden" name="rules" value="no clowns">' in page
    assert page.count('name="topics"') == 3


def test_from_the_confirmation_one_goes_back_with_all_that_was_typed(door: Client, cameo: Cameo) -> None:
    typed = {"scope": "everyone", "rules": "no clowns", "again": "1", "confirmed": "1"}
    answer = save(door, cameo, **typed)
    form = answer.context["form"]
    assert (form["scope"].value(), form["rules"].value()) == ("everyone", "no clowns")
    assert (answer.status_code, policy(cameo).version) == (200, cameo.policy_version)


def test_from_a_ready_made_one_one_goes_on_to_change_it(door: Client, cameo: Cameo) -> None:
    answer = door.post(reverse("cameos:preset"), {"preset": "public", "again": "1", "confirmed": "1"})
    assert answer.context["form"]["scope"].value() == Scope.EVERYONE
    assert (answer.status_code, policy(cameo).version) == (200, cameo.policy_version)


def test_of_rules_in_words_only_what_goes_and_what_comes_is_shown(door: Client, cameo: Cameo) -> None:
    save(door, cameo, rules="no clowns\nno hats")
    page = save(door, cameo, rules="no hats\nلا قبعات\nno boats")
    assert page.context["changes"] == [("Rules", ["“no clowns”"], ["“لا قبعات”", "“no boats”"])]
    assert "<ins><bdi>“لا قبعات”</bdi></ins>" in page.content.decode()


def test_a_form_of_yesterday_opens_nothing_that_was_closed_since(door: Client, cameo: Cameo) -> None:
    old = terms_form(cameo, scope="everyone", confirmed="1")
    change_terms(cameo=cameo, terms={"scope": Scope.ONLY_ME}, by=cameo.owner)
    answer = door.post(reverse("cameos:terms"), old)
    assert answer.status_code == 409
    assert f'href="{reverse("cameos:terms")}">Your rules</a>' in answer.content.decode()
    assert policy(cameo).scope == Scope.ONLY_ME


def test_rules_are_said_back_as_they_were_understood(door: Client, cameo: Cameo) -> None:
    save(door, cameo, rules="never let me say hail\nbe kind to me")
    page = door.get(reverse("cameos:terms")).content.decode()
    assert "You never say “hail”" in page
    assert "Not understood, so nothing can check it" in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"starts": "2999-02-01", "ends": "2999-01-01"}, "comes before"),
        ({"ends": "2020-01-01"}, "has passed"),
        ({"per_day": "0"}, "greater than or equal to 1"),
        ({"rules": "\n".join(f"no {n}" for n in range(30))}, "At most 20 rules"),
        ({"rules": f"no hats\n{'x' * 300}"}, "Line 2 is too long: it has 300 characters"),
        ({"rules": "x" * 5000}, "it has 5000 characters"),
        ({"scope": "the world"}, "valid choice"),
        ({"topics": ["sexual"]}, "valid choice"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(
    changed: dict[str, Any], said: str, door: Client, cameo: Cameo
) -> None:
    answer = save(door, cameo, **changed)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_dates_are_whole_days_and_shown_as_they_were_given(door: Client, cameo: Cameo) -> None:
    save(door, cameo, ends="2999-01-31")
    assert policy(cameo).ends_at is not None
    assert 'value="2999-01-31"' in door.get(reverse("cameos:terms")).content.decode()


@pytest.mark.parametrize("preset", list(Preset))
def test_presets(preset: Preset, door: Client, cameo: Cameo) -> None:
    now = policy(cameo).version
    door.post(reverse("cameos:preset"), {"preset": preset, "confirmed": "1", "version": now})
    assert preset_of(policy(cameo)) == preset
    assert set(policy(cameo).forbidden) >= {"sexual"}


@pytest.mark.parametrize("preset", [Preset.FRIENDS, Preset.PUBLIC])
def test_whatever_is_changed_in_one_is_custom(preset: Preset, cameo: Cameo) -> None:
    change_terms(cameo=cameo, terms=terms_of(preset), by=cameo.owner)
    change_terms(cameo=cameo, terms={"voice": False}, by=cameo.owner)
    assert preset_of(policy(cameo)) is None


def test_private_shuts_the_door_at_once_and_leaves_all_else(door: Client, cameo: Cameo) -> None:
    change_terms(cameo=cameo, terms={**terms_of(Preset.PUBLIC), "voice": False}, by=cameo.owner)
    before = policy(cameo)
    assert door.post(reverse("cameos:preset"), {"preset": "private"}).status_code == 302
    after = policy(cameo)
    assert after.terms() == before.terms() | {"scope": Scope.ONLY_ME}
    assert preset_of(after) == Preset.PRIVATE


def test_a_new_likeness_is_private(bob: User) -> None:
    assert preset_of(current_policy(make_cameo(bob))) == Preset.PRIVATE


def test_a_rule_about_somebody_who_is_not_here_says_so(door: Client, cameo: Cameo, bob: User) -> None:
    make_being("rex", bob)
    save(door, cameo, rules="never with @bob\nnever with @rex\nnever with @nobody")
    page = door.get(reverse("cameos:terms"))
    assert page.context["nobody"] == {"nobody"}
    assert "Nobody here has the handle @nobody." in page.content.decode()


def test_whoever_blocked_her_is_nobody_there_too(door: Client, cameo: Cameo, carol: User) -> None:
    block(user=cameo.owner, by=carol)
    save(door, cameo, rules="never with @carol")
    assert door.get(reverse("cameos:terms")).context["nobody"] == {"carol"}


def test_countries_have_names(door: Client, cameo: Cameo) -> None:
    assert "United States" in door.get(reverse("cameos:terms")).content.decode()
    save(door, cameo, regions=["CA"])
    assert "Canada" in door.get(reverse("cameos:mine")).content.decode()


class TestBeforeAPersonHasLooked:
    """Only the owner uses it: what would open it is refused in the editor, and nothing typed is lost."""

    @pytest.fixture
    def cameo(self, alice: User) -> Cameo:
        return make_cameo(alice, assurance=Assurance.BUILT_IN)

    def test_the_editor_says_so_before_anything_is_typed(self, door: Client, cameo: Cameo) -> None:
        assert "Only for you, so far" in door.get(reverse("cameos:terms")).content.decode()

    def test_what_was_typed_stays_beside_the_reason(self, door: Client, cameo: Cameo) -> None:
        answer = save(door, cameo, scope="mutuals", rules="no clowns")
        form = answer.context["form"]
        assert answer.status_code == 422
        assert "until a person has looked at it" in form.errors["scope"][0]
        assert (form["scope"].value(), form["rules"].value()) == ("mutuals", "no clowns")
        assert policy(cameo).version == cameo.policy_version

    @pytest.mark.parametrize("preset", [Preset.FRIENDS, Preset.PUBLIC])
    def test_so_it_is_with_the_ready_made_ones(self, preset: Preset, door: Client, cameo: Cameo) -> None:
        answer = door.post(reverse("cameos:preset"), {"preset": preset})
        assert answer.status_code == 422
        assert "until a person has looked at it" in answer.content.decode()
        assert answer.context["form"]["scope"].value() == Scope.ONLY_ME

    def test_what_narrows_is_saved(self, door: Client, cameo: Cameo) -> None:
        assert save(door, cameo, rules="no clowns").status_code == 302


class TestTrial:
    def ask(self, door: Client, text: str, **more: Any) -> str:
        return door.post(reverse("cameos:trial"), {"handle": "@bob", "text": text, **more}).content.decode()

    def test_it_names_the_rule_and_leaves_no_trace(self, door: Client, cameo: Cameo, bob: User) -> None:
        save(door, cameo, scope="mutuals", rules="no clowns", confirmed="1")
        assert "Allowed" in self.ask(door, "@alice swims")
        assert "no clowns" in self.ask(door, "@alice with clowns")
        assert "commercial" in self.ask(door, "@alice swims", commercial="on")
        assert not ConsentUse.objects.exists()

    def test_the_scope_is_a_rule_too(self, door: Client, cameo: Cameo, bob: User) -> None:
        said = self.ask(door, "@alice swims")
        assert "They would have to ask you first" in said
        assert "has not allowed you" in said.partition("They would be told:")[2]

    def test_who_reads_prompts_first_is_asked_and_no_rule_is(
        self, door: Client, cameo: Cameo, bob: User
    ) -> None:
        save(door, cameo, scope="mutuals", approval="prompt", rules="no clowns", confirmed="1")
        assert "They would have to ask you first" in self.ask(door, "@alice swims")
        assert "Refused" in self.ask(door, "@alice with clowns")

    def test_where_nobody_can_ask_it_is_a_no(self, door: Client, cameo: Cameo, bob: User) -> None:
        change_scope(cameo=cameo, scope=Scope.ONLY_ME, by=cameo.owner)
        assert "Refused" in self.ask(door, "@alice swims")

    def test_nobody_is_nobody(self, door: Client, cameo: Cameo, bob: User) -> None:
        page = door.post(reverse("cameos:trial"), {"handle": "nobody", "text": "x"})
        assert page.status_code == 422


def test_the_history_shows_what_each_version_changed(door: Client, cameo: Cameo) -> None:
    save(door, cameo, topics=["religion"], rules="no clowns")
    page = door.get(reverse("cameos:history")).content.decode()
    assert "“no clowns”" in page
    assert page.count('data-testid="version"') == ConsentPolicy.objects.filter(cameo=cameo).count()


def test_a_person_is_kept_out_and_let_in_again(door: Client, cameo: Cameo, bob: User) -> None:
    answer = door.post(reverse("cameos:grant"), {"handle": "bob", "days": "0", "verdict": "deny"})
    where = f"{reverse('generation:made')}?since={cameo.policy_version}"
    assert answer.headers["Location"] == where, "what about clips that are made already?"
    denial = ConsentDenial.objects.get()
    assert "Kept out" in door.get(reverse("cameos:mine")).content.decode()
    shown = {"version": Cameo.objects.get(pk=cameo.pk).policy_version}
    door.post(reverse("cameos:lift", args=[denial.pk]), shown)
    denial.refresh_from_db()
    assert denial.lifted_at


def test_bounds_of_a_grant(door: Client, cameo: Cameo, bob: User) -> None:
    bounds = {"total": "2", "per_day": "1", "audience": "draft"}
    door.post(
        reverse("cameos:grant"),
        {"handle": "bob", "days": "7", "verdict": "allow", **bounds, "version": cameo.policy_version},
    )
    grant = cameo.grants.get()
    assert (grant.total, grant.per_day, grant.audience) == (2, 1, "draft")
    assert "2 clips in all" in door.get(reverse("cameos:mine")).content.decode()


@pytest.mark.parametrize("name", ["terms", "trial", "history"])
def test_without_a_likeness_there_are_no_rules(name: str, bob: User, client: Client) -> None:
    client.force_login(bob)
    assert client.get(reverse(f"cameos:{name}")).status_code == 404
