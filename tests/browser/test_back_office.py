"""The back office in a real browser: under the keyboard alone, readable by everybody, whole on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from articles.ingest import ingest
from articles.models import Article, Decision, Hospital, HospitalMention, IngestRun, Initiative, LikelyReprint, Theme
from tests.browser.conftest import PHONE


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


PAGES = {
    "start": "/admin/",
    "articles": "/admin/articles/article/",
    "hospitals": "/admin/articles/hospital/",
    "claims": "/admin/articles/figure/",
    "form of an article": "/admin/articles/article/{article}/change/",
    "form of a hospital": "/admin/articles/hospital/{hospital}/change/",
    "review": "/admin/articles/article/{article}/review/",
    "history": "/admin/articles/article/{article}/history/",
    "merge": "/admin/articles/hospital/{hospital}/merge/",
    "duplicates": "/admin/articles/hospital/duplicates/",
    "upload": "/admin/articles/ingestrun/upload/",
    "import": "/admin/articles/hospital/import/",
    "form of an initiative": "/admin/articles/initiative/{initiative}/change/",
    "reprints": "/admin/articles/likelyreprint/",
    "side by side": "/admin/articles/likelyreprint/{pair}/change/",
    "run": "/admin/articles/ingestrun/",
}
BARRIERS = {"serious", "critical"}


@pytest.fixture
def addresses(library):
    first, *_others, last = Article.objects.order_by("pk")
    initiative = Initiative.objects.get()
    initiative.themes.set(Theme.objects.filter(slug="organisation"))
    pair = LikelyReprint.objects.create(pk=1, first=first, second=last, shared=60)
    keys = {"article": first.pk, "hospital": Hospital.objects.get().pk, "initiative": initiative.pk, "pair": pair.pk}
    return {name: address.format(**keys) for name, address in PAGES.items()}


@pytest.mark.parametrize(
    "manner", [{"color_scheme": "light"}, {"viewport": PHONE}, {"color_scheme": "dark"}], ids=["wide", "phone", "dark"]
)
def test_no_page_has_a_barrier_or_overflows(office, addresses, manner):
    page, found = office(**manner), {}
    for name, address in addresses.items():
        page.goto(address)
        page.wait_for_load_state("networkidle")
        barriers = [
            (one["id"], [node["html"][:160] for node in one["nodes"][:3]])
            for one in Axe().run(page).response["violations"]
            if one["impact"] in BARRIERS
        ]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if barriers or wide > 0:
            found[name] = (barriers, wide)
    assert found == {}


def test_a_claim_is_corrected_and_a_text_too_without_leaving_the_page(office, addresses):
    page = office(addresses["review"])
    page.evaluate("window.isTheSamePage = true")
    mention = page.locator(".claim", has_text="示范医院").first
    mention.get_by_text("Correct", exact=True).click()
    page.locator(".claim-form textarea, .claim-form input[name=words]").first.wait_for()
    page.keyboard.press("Control+Enter")
    page.locator(".claim-form").wait_for(state="detached")
    assert HospitalMention.objects.filter(status="confirmed").exists()
    page.locator(".passage.paragraph").last.focus()
    page.keyboard.press("t")
    page.keyboard.insert_text("校改过。")
    page.keyboard.press("Control+Enter")
    page.locator(".passage ins", has_text="校改过。").wait_for()
    page.locator(".passage.paragraph").last.focus()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("dialog.keys").is_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("window.isTheSamePage")


@pytest.mark.parametrize("key", ["Enter", "Control+Enter"])
def test_a_ticked_passage_becomes_an_article_under_the_keyboard(office, addresses, key):
    page = office(addresses["review"])
    page.locator(".passage.paragraph").last.focus()
    page.keyboard.press("x")
    page.keyboard.press("w")
    page.keyboard.insert_text("另成一篇")
    with page.expect_navigation():
        page.keyboard.press(key)
    assert Article.objects.filter(title="另成一篇").exists()


def test_a_step_of_the_workbench_asks_for_nothing_that_another_needs(office, addresses):
    page = office(addresses["review"])
    page.keyboard.press("w")
    with page.expect_navigation():
        page.get_by_role("button", name="Make an article of what is ticked").click()
    assert page.get_by_text("Tick the passages first.").is_visible()


def test_files_are_sent_and_told_one_by_one(office, tmp_path):
    for name in "abcdef":
        (tmp_path / f"{name}.txt").write_text(
            f"示范医院{name}党建\n\n本报讯 示范医院党委下设12个党支部。\n", encoding="utf-8"
        )
    (tmp_path / "bad.txt").write_bytes(b"")
    page = office("/admin/articles/ingestrun/upload/")
    page.set_input_files(
        "#id_files", [str(tmp_path / name) for name in ("bad.txt", *(f"{name}.txt" for name in "abcdef"))]
    )
    assert page.input_value("#id_newspaper") == "", "what nobody knows stays empty"
    page.fill("#id_newspaper", "示范报")
    page.get_by_role("button", name="Bring in").click()
    page.locator("#done", has_text="7 / 7").wait_for()
    assert page.locator("#results tbody tr").count() == 7
    assert page.locator("#results tr.failed").count() == 1
    assert IngestRun.objects.get().outcomes.count() == 7
    page.locator("#results tbody a", has_text="党建").first.click()
    page.wait_for_selector("#review")
