"""The back office in a real browser: under the keyboard alone, readable by everybody, whole on a phone."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group

from articles.ingest import ingest
from articles.models import Article, Decision
from articles.roles import sync_roles
from tests.factories import make_user

PASSWORD = "not-a-secret"


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


def test_every_article_of_the_sample_pages_is_reviewed_and_published_with_the_keyboard(office):
    ingest([str(settings.BASE_DIR / "seeds")])
    count = Article.objects.count()
    assert count == 12
    page = office()
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.getAttribute('href')") != (
        "/admin/articles/article/?review__exact=waiting"
    ):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#result_list")
    page.locator("#result_list tbody th a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#review")
    for done in range(1, count + 1):
        decide_two_and_confirm_the_rest(page)
        with page.expect_navigation():
            page.keyboard.press("P")
        assert Article.objects.filter(publication="published").count() == done
    assert set(Article.objects.values_list("review", "publication")) == {("reviewed", "published")}
    assert set(Decision.objects.values_list("kind", flat=True)) == {"confirm", "reject", "review", "publish"}


def decide_two_and_confirm_the_rest(page):
    """Reject one proposal, confirm the next, then all others: what an editor does, in a hurry."""
    for key, status in (("n", "rejected"), ("y", "confirmed")):
        if page.locator(".claim.proposed").count():
            chosen = page.locator(".claim.current").get_attribute("id")
            page.keyboard.press(key)
            page.locator(f"#{chosen}.{status}").wait_for()
    with page.expect_navigation():
        page.keyboard.press("A")
    assert page.locator(".claim.proposed").count() == 0
