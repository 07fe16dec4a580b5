"""A real browser: Debian's chromium, driven by Playwright.

Without it these tests are skipped, and say why; with REQUIRE_BROWSER=1 in the environment they fail instead.
"""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group

from articles.roles import sync_roles
from tests.factories import make_user

# Playwright's synchronous interface runs an event loop, inside which Django would refuse to touch the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PASSWORD = "not-a-secret"
MISSING = "no chromium on this machine (Debian: apt-get install chromium fonts-noto-cjk)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    # Chromium refuses its sandbox to root, as whom containers run.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server):
    """Open a page of the archive, in English, in a window of its own: open_page("/articles/", viewport=PHONE)."""
    contexts = []

    def open_(address: str = "/", **options):
        context = chromium.new_context(base_url=live_server.url, **{"viewport": WIDE} | options)
        context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(address)
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture
def library(transactional_db, settings, tmp_path):
    """A small archive: three articles on two pages, with facts of several kinds. Returns addresses by page type."""
    from tests.browser.library import make_library
    from tests.mistakes import MISTAKES

    settings.ROOT_URLCONF = "tests.mistakes"
    settings.MEDIA_ROOT = tmp_path / "media"
    return make_library() | MISTAKES


@pytest.fixture
def editor(transactional_db):
    sync_roles()
    user = make_user("editor", is_staff=True)
    user.groups.set(Group.objects.all())
    return user


@pytest.fixture
def office(open_page, editor):
    """A function: open a page of the back office, logged in."""

    def open_(address="/admin/", **options):
        page = open_page("/admin/", **options)
        page.fill("#id_username", editor.username)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.wait_for_url("**/admin/")
        if address != "/admin/":
            page.goto(address)
        return page

    return open_
