"""Pages of the console that come after the password: what is dangerous asks for it again."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from rights.models import Membership
from tests.browser.eyes import look
from tests.browser.visits import Visits
from tests.browser.world import World, world
from tests.factories import PASSWORD
from tests.live import Site

pytestmark = pytest.mark.verify

DANGEROUS: dict[str, Callable[[World], int]] = {
    "license_revoke": lambda world: world.license.pk,
    "use_withdraw": lambda world: world.use.pk,
    "member_add": lambda world: Membership.objects.get(user=world.desk).holder_id,
    "member": lambda world: Membership.objects.get(user=world.desk).pk,
    "member_remove": lambda world: Membership.objects.get(user=world.desk).pk,
}


def test_what_is_dangerous_comes_after_the_password(visits: Visits, site: Site) -> None:
    somewhere = world(site.url)
    page = visits.open(somewhere.desk, reduced_motion="reduce")
    page.goto(reverse("console:license_revoke", args=[somewhere.license.pk]))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(lambda address: "/rights/console/" in address)
    for name, row in DANGEROUS.items():
        page.goto(reverse(f"console:{name}", args=[row(somewhere)]))
        assert look(page) == [], name


def test_the_answers_of_forms(visits: Visits, site: Site) -> None:
    """Before and after, a prompt that was tried, and terms that cannot be."""
    somewhere = world(site.url)
    page = visits.open(somewhere.desk, reduced_motion="reduce")
    visits.problems.forgive("status of 422")
    page.goto(reverse("console:license_add", args=[somewhere.license.work_id]))
    page.get_by_label("Countries").fill("USA")
    page.get_by_role("button", name="Look at what would change").click()
    page.get_by_test_id("form-errors").wait_for()
    assert look(page) == []
    page.get_by_label("Countries").fill("US")
    page.get_by_role("button", name="Look at what would change").click()
    page.get_by_test_id("widening").wait_for()
    assert look(page) == []
    page.goto(reverse("console:trial"))
    page.get_by_label("Prompt").fill(f"{somewhere.license.work.title} writes a letter")
    page.get_by_role("button", name="Test it").click()
    page.get_by_test_id("trial").wait_for()
    assert look(page) == []
