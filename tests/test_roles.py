"""The groups of the back office."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from articles.roles import ROLES, sync_roles
from tests.factories import make_user

pytestmark = pytest.mark.django_db

READ, ADD, EDIT, DELETE, PUBLISH = (
    "articles.view_article",
    "articles.add_hospital",
    "articles.change_figure",
    "articles.delete_hospital",
    "articles.publish_article",
)


def member(role):
    user = make_user(role)
    user.groups.set(Group.objects.filter(name=role))
    return user


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("检索", {READ}),
        ("编辑", {READ, ADD, EDIT}),
        ("审核", {READ, ADD, EDIT, DELETE, PUBLISH}),
    ],
)
def test_what_members_may_do(role, may):
    sync_roles()
    user = member(role)
    assert {permission for permission in (READ, ADD, EDIT, DELETE, PUBLISH) if user.has_perm(permission)} == may


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("record", ["decision", "change", "pageversion", "searchdocument", "ingestrun", "appliedfix"])
def test_nobody_writes_what_machines_write(role, record):
    sync_roles()
    user = member(role)
    assert user.has_perm(f"articles.view_{record}")
    assert not any(user.has_perm(f"articles.{act}_{record}") for act in ("add", "change", "delete"))


def test_a_second_run_keeps_members_and_takes_back_what_the_table_does_not_grant():
    call_command("sync_roles", verbosity=0)
    group = Group.objects.get(name="检索")
    user = member("检索")
    before = set(group.permissions.all())
    group.permissions.add(Permission.objects.get(codename="delete_article"))
    call_command("sync_roles", verbosity=0)
    assert set(group.permissions.all()) == before
    assert list(user.groups.all()) == [group]
    assert Group.objects.filter(name__in=ROLES).count() == len(ROLES)


def test_without_the_permissions_no_group_is_made():
    Permission.objects.filter(codename="publish_article").delete()
    with pytest.raises(LookupError, match="publish_article"):
        sync_roles()
    assert not Group.objects.exists()
