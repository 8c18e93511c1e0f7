"""A longer list is not more questions to the database, on every page of the console that lists something."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rights import services
from rights.models import LicenseUse, Membership, UseState
from tests.clips import make_clip
from tests.factories import make_user
from tests.rights.console.houses import House, at_console, make_house
from tests.rights.factories import make_license, make_work

pytestmark = [pytest.mark.verify, pytest.mark.django_db]
COUNT = iter(range(1_000_000))


def a_work(own: House) -> None:
    number = next(COUNT)
    work = make_work(f"Own Thing {number}", holder=own.holder.name)
    license = make_license(work, grantee=make_user(f"friend{number}"), approval="clip")
    make_license(work)
    maker = make_user(f"maker{number}")
    clip = make_clip(maker, published=bool(number % 2))
    LicenseUse.objects.create(
        license=license, user=maker, job_id=uuid4(), clip_id=clip.pk, state=UseState.USED
    )
    request = services.request_license(work=work, by=maker, prompt="a thing")
    services.ask_maker(request=request, by=own.owner, text="Which?")
    services.reply_to_holder(request=request, by=maker, text="This.")
    unclaimed = make_work(f"Old Thing {number}")
    services.draft_claim(work=unclaimed, holder=own.holder, by=own.owner, statement="Ours.")
    Membership.objects.create(holder=own.holder, user=maker, role="viewer")
    services.add_alias(work=own.work, text=f"Name Number {number}", by=None)


LISTS = [
    "index",
    "works",
    "works_export",
    "licenses",
    "requests",
    "uses",
    "statement",
    "team",
    "log",
    "log_csv",
    "claims",
    "rsl",
]


@pytest.mark.parametrize("name", [*LISTS, "work"])
def test_more_lines_are_no_more_queries(name: str) -> None:
    own = make_house("Own")
    client = at_console(own.owner)
    where = reverse(f"console:{name}", args=[own.work.pk] if name == "work" else [])

    def cost() -> int:
        client.get(where)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(where).status_code == 200
        return len(queries)

    a_work(own)
    a_work(own)
    few = cost()
    for _ in range(3):
        a_work(own)
    assert cost() <= few
