"""Pages brought in through the browser, their scans, and what is known of them from a table."""

import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles.ingest.undoing import undo_run
from articles.models import Article, Decision, IngestRun, SourcePage
from articles.roles import ROLES
from tests.factories import make_article, make_page

UPLOAD = "/admin/articles/ingestrun/upload/"
TEXT = "示范医院党建引领发展\n\n本报讯 示范医院党委下设12个党支部，共有党员293人。医院坚持党建与业务融合，服务群众。\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def file(name="a.txt", content=TEXT):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def upload(client, *files, rows_only=False, **known):
    headers = {"X-Rows-Only": "1"} if rows_only else {}
    return client.post(UPLOAD, {"files": list(files), **known}, headers=headers)


def results(answer):
    return [(result.name, result.status) for result in answer.context["results"]]


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_pages_come_in_with_what_is_known_and_wait_for_review(browser):
    client = browser("编辑")
    known = {"newspaper": "示范报", "issue_date": "2022-07-01", "page_label": "第3版"}
    answer = upload(client, file("a.txt"), file("b.txt", TEXT.replace("示范医院", "另一医院")), **known)
    assert results(answer) == [("a.txt", "created"), ("b.txt", "created")]
    assert set(SourcePage.objects.values_list("newspaper", "page_label")) == {("示范报", "第3版")}
    assert {str(page.issue_date) for page in SourcePage.objects.all()} == {"2022-07-01"}
    article = Article.objects.first()
    assert (article.review, article.publication) == ("waiting", "draft")
    assert reverse("admin:articles_article_review", args=[article.pk]) in answer.content.decode()
    assert IngestRun.objects.get().by == client.user


def test_what_is_not_known_stays_empty(browser):
    upload(browser("编辑"), file())
    page = SourcePage.objects.get()
    assert (page.newspaper, page.issue_date, page.page_label) == ("", None, "")


def test_the_same_again_changes_nothing(browser):
    client = browser("编辑")
    upload(client, file())
    assert results(upload(client, file())) == [("a.txt", "unchanged")]
    assert (SourcePage.objects.count(), IngestRun.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "content", [b"", b"\n \n", PDF, b"\x00\x01\x02\x03" * 50], ids=["empty", "blank", "a PDF", "binary"]
)
def test_a_bad_file_is_told_and_the_others_come_in(browser, content):
    answer = upload(browser("编辑"), file("bad.txt", content), file("good.txt"))
    assert dict(results(answer)) == {"bad.txt": "failed", "good.txt": "created"}
    [bad] = [result for result in answer.context["results"] if result.status == "failed"]
    assert bad.reason
    assert "internal" not in bad.reason


def test_names_of_files_are_names_and_no_paths(browser):
    upload(browser("编辑"), file("../../etc/页 一.txt"))
    assert SourcePage.objects.get().path == "页 一.txt"


def test_two_files_of_one_name_do_not_mix(browser):
    other = "完全不同的另一版\n\n外科举行义诊活动，二百余名群众参加，医护人员耐心解答，现场秩序井然。\n"
    answer = upload(browser("编辑"), file("a.txt"), file("a.txt", other))
    assert [status for _name, status in results(answer)] == ["created", "failed"]


def test_a_script_gets_rows_alone(browser):
    page = upload(browser("编辑"), file(), rows_only=True).content.decode()
    assert "<tr" in page
    assert "<html" not in page


def test_what_a_script_sends_in_parts_is_one_run(browser):
    client = browser("编辑")
    texts = [TEXT.replace("示范医院", f"第{n}医院") for n in range(4)]
    first = upload(client, file("0.txt", texts[0]), rows_only=True)
    run = first.headers["X-Run"]
    upload(client, file("0.txt", texts[0]), file("1.txt", texts[1]), rows_only=True, run=run)
    upload(client, file("bad.txt", b""), rows_only=True, run=run)
    kept = IngestRun.objects.get()
    assert set(kept.outcomes.values_list("path", "status")) == {
        ("0.txt", "created"),
        ("1.txt", "created"),
        ("bad.txt", "failed"),
    }
    assert kept.unchanged_count == 1
    undo_run(kept)
    assert not Article.objects.exists()


def test_a_run_says_in_words_how_it_was_started(browser, page_of):
    client = browser("编辑")
    upload(client, file(), newspaper="示范报", issue_date="2022-07-01")
    shown = client.get(page_of(IngestRun.objects.get())).content.decode()
    assert "报纸 示范报、出版日期 2022-07-01" in shown
    assert "dry_run" not in shown


@pytest.mark.parametrize("why", ["somebody else's", "undone", "nonsense"])
def test_no_run_goes_on_that_should_not(browser, staff, why):
    client = browser("编辑")
    by = staff("审核") if why == "somebody else's" else client.user
    begun = IngestRun.objects.create(by=by, undone_at=timezone.now() if why == "undone" else None)
    upload(client, file(), rows_only=True, run="999" if why == "nonsense" else begun.pk)
    assert not begun.outcomes.exists()
    assert IngestRun.objects.exclude(pk=begun.pk).get().outcomes.count() == 1


@pytest.mark.parametrize("known", [{"issue_date": "昨天"}, {"newspaper": "长" * 101}])
def test_bad_data_are_told_before_anything_is_read(browser, known):
    answer = upload(browser("编辑"), file(), **known)
    assert answer.context["form"].errors.keys() == known.keys()
    assert not SourcePage.objects.exists()


def test_no_file_is_told(browser):
    assert browser("编辑").post(UPLOAD, {}).context["form"].errors["files"]


@pytest.mark.parametrize("role", ROLES)
def test_who_may_bring_in_pages(browser, role):
    client = browser(role)
    codes = {client.get(UPLOAD).status_code, upload(client, file()).status_code}
    assert codes == ({403} if role == "检索" else {200})
    assert SourcePage.objects.exists() == (role != "检索")
    assert (UPLOAD in client.get("/admin/").content.decode()) == (role != "检索")


def test_nobody_is_sent_to_the_login(client, db):
    assert client.get(UPLOAD).url.startswith("/admin/login/")


# --- Scans ------------------------------------------------------------------------------------------------------------


def test_a_scan_of_the_same_name_goes_beside_its_page(browser):
    client = browser("编辑")
    answer = upload(client, file("a.png", PNG), file("a.txt"))
    assert dict(results(answer)) == {"a.txt": "created", "a.png": "updated"}
    page = SourcePage.objects.get()
    address = reverse("admin:articles_sourcepage_facsimile", args=[page.pk])
    assert b"".join(client.get(address).streaming_content) == PNG
    review = client.get(reverse("admin:articles_article_review", args=[page.articles.first().pk])).content.decode()
    assert f'<img src="{address}"' in review


def test_a_scan_without_its_page_is_told(browser):
    assert results(upload(browser("编辑"), file("b.pdf", PDF))) == [("b.pdf", "failed")]


@pytest.mark.parametrize(("name", "content"), [("a.png", PDF), ("a.pdf", b"<html>"), ("a.html", b"<script>")])
def test_what_is_no_scan_is_refused(browser, page_of, name, content):
    page = make_page(path="a.txt")
    client = browser("编辑")
    form = {"newspaper": "", "issue_date": "", "page_label": "", "facsimile": file(name, content)}
    form |= {
        f"{prefix}-{field}": "0" for prefix in ("versions", "aliases") for field in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    answer = client.post(page_of(page), form)
    assert answer.context["adminform"].form.errors.keys() == {"facsimile"}
    assert not Decision.objects.exists()


def test_a_scan_is_attached_on_the_form_of_its_page_and_framed_without_rights(browser, page_of):
    article = make_article(page=make_page(path="a.txt"))
    client = browser("编辑")
    form = {"newspaper": "示范报", "issue_date": "", "page_label": "", "facsimile": file("a.pdf", PDF)}
    form |= {
        f"{prefix}-{field}": "0" for prefix in ("versions", "aliases") for field in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    assert client.post(page_of(article.page), form).status_code == 302
    article.page.refresh_from_db()
    answer = client.get(reverse("admin:articles_sourcepage_facsimile", args=[article.page.pk]))
    assert (answer["Content-Type"], answer["X-Frame-Options"]) == ("application/pdf", "SAMEORIGIN")
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert Decision.objects.get().kind == "edit"


def test_who_sees_a_scan(browser, client, db):
    page = make_page()
    address = reverse("admin:articles_sourcepage_facsimile", args=[page.pk])
    assert client.get(address).status_code == 302
    assert browser("检索").get(address).status_code == 404


# --- Source data from a table -----------------------------------------------------------------------------------------


def table(*rows):
    return tablib.Dataset(*rows, headers=["path", "newspaper", "issue_date", "page_label"]).export("csv").encode()


def preview(client, content):
    data = {"import_file": file("t.csv", content), "format": "1", "resource": ""}
    return client.post("/admin/articles/sourcepage/import/", data)


def test_newspaper_and_date_of_many_pages_come_from_a_table(browser):
    pages = [make_page(path=f"{n}.txt") for n in range(3)]
    client = browser("编辑")
    page = preview(client, table(["0.txt", "示范报", "2022-07-01", "第1版"], ["1.txt", "示范报", "2022-07-02", ""]))
    assert "2022-07-02" in page.content.decode()
    assert not Decision.objects.exists()
    client.post("/admin/articles/sourcepage/process_import/", page.context["confirm_form"].initial)
    known = [SourcePage.objects.get(pk=page.pk) for page in pages]
    assert [(page.newspaper, str(page.issue_date or "")) for page in known] == [
        ("示范报", "2022-07-01"),
        ("示范报", "2022-07-02"),
        ("", ""),
    ]
    assert Decision.objects.count() == 2


@pytest.mark.parametrize("row", [["nowhere.txt", "示范报", "", ""], ["0.txt", "示范报", "七月一日", ""]])
def test_a_row_that_fits_no_page_or_date_stops_the_import(browser, row):
    make_page(path="0.txt")
    page = preview(browser("编辑"), table(row))
    assert "confirm_form" not in page.context
    result = page.context["result"]
    assert result.has_errors() or result.has_validation_errors()
    assert SourcePage.objects.get().newspaper == ""


# --- Runs -------------------------------------------------------------------------------------------------------------


def undo_address(run):
    return reverse("admin:articles_ingestrun_undo", args=[run.pk])


def test_a_run_is_undone_after_a_look(browser, page_of):
    client = browser("审核")
    upload(client, file("a.txt"))
    run = IngestRun.objects.get()
    assert undo_address(run) in client.get(page_of(run)).content.decode()
    assert "a.txt" in client.get(undo_address(run)).content.decode()
    assert SourcePage.objects.count() == 1
    client.post(undo_address(run))
    assert (SourcePage.objects.count(), Article.objects.count()) == (0, 0)
    assert client.post(undo_address(run)).status_code == 403


def test_what_people_decided_on_survives_the_undoing(browser):
    client = browser("审核")
    upload(client, file("a.txt"))
    article = Article.objects.get()
    client.post(reverse("admin:articles_article_end", args=[article.pk]), {"step": "publish"})
    page = client.get(undo_address(IngestRun.objects.get()))
    assert [path for path, _why in page.context["undone"].kept] == ["a.txt"]
    client.post(undo_address(IngestRun.objects.get()))
    assert Article.objects.get() == article


@pytest.mark.parametrize("role", ROLES)
def test_who_may_undo_a_run(browser, page_of, role):
    run = IngestRun.objects.create(pipeline_version="1")
    client = browser(role)
    may = role == "审核"
    assert client.get(undo_address(run)).status_code == (200 if may else 403)
    assert client.post(undo_address(run)).status_code == (302 if may else 403)
    assert client.get(page_of(run)).status_code == 200
