"""Addresses of the back office, found by walking its routes: nobody gets in, readers change nothing, none breaks.

The five pages that every model has are walked in test_access.py.
"""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, reverse

from articles.models import Decision, IngestRun
from tests.admin.records import MAKERS
from tests.factories import make_user

OPEN = {"login", "logout", "jsi18n", "password_change", "password_change_done"}
"""Addresses that are for everybody who has, or wants, an account."""
OF_EVERY_MODEL = ("_changelist", "_add", "_change", "_delete", "_history")
WORDS = {"act": "take", "model": "figure", "extra": "", "url": "nothing", "app_label": "articles"}


def routes() -> Iterator[tuple[str, URLPattern]]:
    """(name, pattern) of every address below /admin/."""

    def walk(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns)
            elif pattern.name and pattern.name not in OPEN and not pattern.name.endswith(OF_EVERY_MODEL):
                yield pattern.name, pattern

    yield from dict(walk(admin.site.get_urls())).items()


ROUTES = dict(routes())
NAMES = sorted(ROUTES)


def address_of(name: str) -> str:
    """The address with a record that is there, made for it."""
    model = next((model for model in MAKERS if name.startswith(f"articles_{model._meta.model_name}_")), None)
    pattern = ROUTES[name].pattern
    words = {*pattern.converters, *pattern.regex.groupindex}
    record = MAKERS[model](1) if model and words else None
    given = {word: WORDS.get(word, record.pk if record else 1) for word in words}
    return reverse(f"admin:{name}", kwargs=given)


def test_the_walk_finds_what_was_added():
    assert {"articles_article_review", "articles_hospital_merge", "articles_ingestrun_upload"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_without_an_account_of_the_staff_there_is_only_the_login(client, db, name):
    address = address_of(name)
    answers = [client.get(address), client.post(address, {"post": "yes"})]
    client.force_login(make_user("somebody"))
    answers += [client.get(address), client.post(address, {"post": "yes"})]
    assert {answer.status_code for answer in answers} == {302}
    assert all(answer.url.startswith("/admin/login/") for answer in answers)


@pytest.mark.parametrize("name", NAMES)
def test_readers_of_drafts_change_nothing_and_no_address_breaks(browser, name):
    address = address_of(name)
    client = browser("检索")
    before = (Decision.objects.count(), IngestRun.objects.count())
    codes = {client.get(address).status_code}
    for data in ({}, {"post": "yes", "step": "publish", "verdict": "confirm", "all": "1", "action": "publish"}):
        codes.add(client.post(address, data).status_code)
    assert codes <= {200, 302, 403, 404, 405}
    assert (Decision.objects.count(), IngestRun.objects.count()) == before


@pytest.mark.parametrize("name", NAMES)
def test_no_address_breaks_for_those_who_may(browser, name):
    address = address_of(name)
    client = browser("审核")
    codes = {client.get(address).status_code, client.post(address, {"step": "nonsense"}).status_code}
    assert codes <= {200, 302, 403, 404, 405}


ACTIONS = sorted(
    {(model, act.__name__) for model, shown in admin.site._registry.items() for act, *_ in shown._get_base_actions()},
    key=str,
)


@pytest.mark.parametrize(("model", "act"), [pair for pair in ACTIONS if pair[0] in MAKERS], ids=str)
def test_no_action_of_a_list_is_open_to_readers(browser, page_of, model, act):
    record = MAKERS[model](1)
    client = browser("检索")
    before = Decision.objects.count()
    data = {"action": act, "_selected_action": [record.pk], "index": "0", "post": "yes"}
    client.post(page_of(record, "changelist"), data)
    assert Decision.objects.count() == before
    assert model.objects.filter(pk=record.pk).exists()
