"""The admin: for staff, each with what is theirs, under a content policy of its own."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from billing.models import Wallet
from generation.models import Clip, Job, JobState
from generation.orders import Order
from generation.services import submit_job
from moderation.models import Case, CaseState
from tests.moderation.test_pages import signed_in

LISTS = [
    "moderation_case",
    "moderation_report",
    "moderation_ruling",
    "generation_job",
    "generation_clip",
    "generation_screening",
    "billing_wallet",
    "billing_ledgerentry",
    "core_auditevent",
]


@pytest.fixture
def keeper(carol: User) -> User:
    carol.is_staff = carol.is_superuser = True
    carol.save()
    return carol


@pytest.fixture
def staff_moderator(moderator: User) -> User:
    moderator.is_staff = True
    moderator.save()
    return moderator


def list_of(name: str) -> str:
    return reverse(f"admin:{name}_changelist")


def policy_of(client: Client, url: str) -> str:
    return client.get(url).headers["Content-Security-Policy"]


def test_members_do_not_get_in(alice: User) -> None:
    assert signed_in(alice).get(reverse("admin:index")).status_code == 302


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens(name: str, keeper: User, case: Case) -> None:
    submit_job(order=Order("a fox", "one", country="US"), by=case.maker)
    assert signed_in(keeper).get(list_of(name)).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_nothing_is_added_by_hand(name: str, keeper: User) -> None:
    assert signed_in(keeper).get(reverse(f"admin:{name}_add")).status_code == 403


def test_nothing_is_changed_or_deleted_by_hand(case: Case, keeper: User) -> None:
    client = signed_in(keeper)
    url = reverse("admin:moderation_case_change", args=[case.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"state": "kept"}).status_code == 403
    assert client.get(reverse("admin:moderation_case_delete", args=[case.pk])).status_code == 403


def test_moderators_see_cases_and_no_wallets(case: Case, staff_moderator: User) -> None:
    client = signed_in(staff_moderator)
    page = client.get(reverse("admin:index")).content.decode()
    assert reverse("moderation:cases") in page
    assert list_of("moderation_case") in page
    assert list_of("billing_wallet") not in page
    assert client.get(list_of("billing_wallet")).status_code == 403


def test_the_looser_policy_ends_at_the_admin(keeper: User, case: Case) -> None:
    client = signed_in(keeper)
    assert "'unsafe-eval'" in policy_of(client, reverse("admin:index"))
    outside = policy_of(client, reverse("moderation:cases"))
    assert "unsafe-eval" not in outside
    assert "unsafe-inline" not in outside


def test_a_moderator_takes_up_a_clip(clip: Clip, staff_moderator: User) -> None:
    action = {"action": "take_up", "_selected_action": [clip.pk]}
    answer = signed_in(staff_moderator).post(list_of("generation_clip"), action)
    assert answer["Location"] == reverse("moderation:case", args=[Case.objects.get(clip=clip).pk])
    assert Case.objects.get().state == CaseState.OPEN


def test_a_stopped_job_gives_its_credits_back(alice: User, keeper: User) -> None:
    job = submit_job(order=Order("a fox", "one", country="US"), by=alice)
    signed_in(keeper).post(list_of("generation_job"), {"action": "stop", "_selected_action": [job.pk]})
    assert Job.objects.get().state == JobState.FAILED
    assert Wallet.objects.get(user=alice).held == 0


def test_looking_at_jobs_does_not_mean_stopping_them(alice: User, staff_moderator: User) -> None:
    job = submit_job(order=Order("a fox", "one", country="US"), by=alice)
    staff_moderator.user_permissions.add(
        staff_moderator.user_permissions.model.objects.get(codename="view_job")
    )
    action = {"action": "stop", "_selected_action": [job.pk]}
    signed_in(staff_moderator).post(list_of("generation_job"), action)
    assert Job.objects.get().state == JobState.QUEUED
