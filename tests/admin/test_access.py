"""Who sees and may do what: every page of every model, as nobody, as a reader of the site and as each group."""

import pytest
from django.contrib import admin

from archive.admin import ORDER
from articles import roles
from tests.admin.records import MAKERS
from tests.factories import make_user

ARCHIVE = [model for model in MAKERS if model._meta.app_label == "articles"]
MACHINE_ONLY = set(ARCHIVE) - set(roles.EDITED)


def expected(role, model, page):
    """The status that a group's page must have."""
    if page in {"changelist", "change", "history"}:
        return 200
    allowed = roles.ROLES[role].get(page, ())
    return 200 if model in allowed and model not in MACHINE_ONLY else 403


def test_every_model_has_its_place():
    assert sorted(ORDER, key=str) == sorted(admin.site._registry, key=str)
    assert set(ARCHIVE) == set(roles.EVERYTHING)


@pytest.mark.parametrize("role", roles.ROLES)
@pytest.mark.parametrize("model", ARCHIVE, ids=lambda model: model._meta.model_name)
def test_groups_see_everything_and_do_what_they_may(browser, page_of, role, model):
    record = MAKERS[model](1)
    client = browser(role)
    pages = ("changelist", "add", "change", "delete", "history")
    codes = {page: client.get(page_of(record, page)).status_code for page in pages}
    assert codes == {page: expected(role, model, page) for page in pages}


@pytest.mark.parametrize("model", ARCHIVE, ids=lambda model: model._meta.model_name)
def test_forms_post_only_for_those_who_may(browser, page_of, model):
    record = MAKERS[model](1)
    client = browser("检索")
    for page in ("add", "change", "delete"):
        assert client.post(page_of(record, page), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("account", ["nobody", "reader"])
def test_everyone_else_is_sent_to_the_login(client, db, page_of, model, account):
    if account == "reader":
        client.force_login(make_user("somebody"))
    record = MAKERS[model](1)
    for page in ("changelist", "add", "change", "delete", "history"):
        answer = client.get(page_of(record, page))
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/admin/login/")


@pytest.mark.parametrize("role", roles.ROLES)
def test_accounts_are_nobodys_business(browser, role):
    client = browser(role)
    for path in ("auth/user/", "auth/user/add/", "auth/group/"):
        assert client.get(f"/admin/{path}").status_code == 403


def test_accounts_are_closed_not_deleted(admin_client, page_of):
    user = make_user("former")
    assert admin_client.get(page_of(user, "change")).status_code == 200
    assert admin_client.post(page_of(user, "delete"), {"post": "yes"}).status_code == 403


def test_the_front_page_has_the_work_in_order(browser):
    answer = browser("编辑").get("/admin/")
    sections = [[entry["object_name"] for entry in app["models"]] for app in answer.context["app_list"]]
    assert sections[0] == ["Article", "ReviewReason", "Passage", "Section", "Contributor", "LikelyReprint", "Comment"]
    assert not any("User" in section for section in sections)
