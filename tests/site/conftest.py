"""What the tests of the reading site share."""

import pytest
from django.conf import settings
from django.utils import translation


@pytest.fixture(autouse=True)
def english():
    """Labels that a test reads from a view's context speak English, whatever the wording of the translation."""
    with translation.override("en"):
        yield


@pytest.fixture
def client(client):
    """A reader who chose English."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def body(client):
    """The text of a page at an address."""

    def fetch(address: str, status: int = 200) -> str:
        response = client.get(address)
        assert response.status_code == status, f"{address} answers {response.status_code}"
        return response.content.decode()

    return fetch
