"""People who use the back office, and the pages that they open."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from articles.roles import ROLES, sync_roles
from tests.factories import make_user


@pytest.fixture
def staff(db):
    """A function: the person of that group, logged in nowhere."""
    sync_roles()

    def person(role):
        user = make_user(f"a {role}", is_staff=True)
        user.groups.set(Group.objects.filter(name=role))
        return user

    return person


@pytest.fixture
def browser(client, staff):
    """A function: a client in which the person of that group is logged in."""

    def log_in(role="审核"):
        assert role in ROLES
        client.user = staff(role)
        client.force_login(client.user)
        return client

    return log_in


@pytest.fixture
def page_of():
    """A function: the address of an admin page of a record, or of a model."""

    def address(record, page="change"):
        name = f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}"
        return reverse(name, args=[record.pk] if page in {"change", "delete", "history"} else [])

    return address
