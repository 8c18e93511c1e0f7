"""The pages that allauth makes stand in our frame, whatever a new release of it adds to them."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.entrance_urls import urlpatterns
from accounts.models import User
from tests.doors import Door

pytestmark = pytest.mark.django_db

NAME = f"{settings.SITE_NAME}</title>"
PAGES = [str(pattern.name) for pattern in urlpatterns]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_names_the_site_and_not_the_host(page: str, alice: User) -> None:
    for client in (Client(), Door(alice).client):
        answer = client.get(reverse(page))
        assert answer.status_code in (200, 302)
        assert answer.status_code == 302 or NAME in answer.text


def test_who_is_asked_for_their_password_again_can_give_it(alice: User) -> None:
    assert "password" in Door(alice).reads("/login/again/")
