"""Ingest as its users see it: what is written, and how little a second run or a bad file changes: nothing."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from articles import pipeline, review
from articles.ingest import Options, ingest
from articles.ingest.pages import Supplied
from articles.models import (
    Article,
    HospitalMention,
    IngestOutcome,
    IngestRun,
    Initiative,
    PageAlias,
    Practice,
    Proposal,
    SearchDocument,
    SourcePage,
    Theme,
    ThemeKeyword,
)
from tests.ingest.pages import BRIEF, OTHER, PAGE, TITLE, UNLIKE
from tests.snapshot import snapshot

pytestmark = pytest.mark.django_db
Status = IngestOutcome.Status


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.txt").write_text(PAGE, encoding="utf-8")
    return tmp_path


def run(folder, **options):
    supplied = {name: options.pop(name) for name in ("newspaper", "issue_date", "page_label") if name in options}
    return ingest([str(folder)], Options(supplied=Supplied(**supplied), **options))


def statuses(summary):
    return {outcome.path: outcome.status for outcome in summary.outcomes}


def test_a_page_becomes_articles_with_claims_that_stand_on_sentences(folder):
    assert statuses(run(folder)) == {"one.txt": Status.CREATED}
    article = Article.objects.get()
    assert article.title == TITLE
    assert (article.publication, article.review) == ("draft", "waiting")
    mention = HospitalMention.objects.filter(hospital__name="云溪县人民医院").first()
    assert mention.status == "proposed"
    assert mention.quote in mention.passage.text
    assert mention.printed in mention.quote


def test_every_passage_owns_the_page_characters_it_shows(folder):
    run(folder)
    text = SourcePage.objects.get().versions.get().text
    for passage in Article.objects.get().passages.all():
        owned = "".join(text[start:end] for start, end in passage.spans)
        assert "".join(owned.split()) == "".join(passage.text.split())


def test_a_second_run_changes_no_row(folder):
    run(folder)
    before = snapshot()
    assert statuses(run(folder)) == {"one.txt": Status.UNCHANGED}
    assert snapshot() == before


def test_publish_puts_articles_online_unreviewed(folder):
    run(folder, publish=True)
    article = Article.objects.get()
    assert (article.publication, article.review) == ("published", "waiting")
    assert article.published_at


def test_a_dry_run_says_what_would_happen_and_writes_nothing(folder):
    (folder / "two.txt").write_text(PAGE, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    before = snapshot()
    summary = run(folder, dry_run=True)
    assert statuses(summary) == {"one.txt": Status.CREATED, "two.txt": Status.UNCHANGED, "empty.txt": Status.FAILED}
    after = snapshot()
    vocabulary = {"theme", "themekeyword", "practice", "practicesynonym"}
    vocabulary |= {"searchname", "searchsuggestion", "searchchange"}
    assert {name for name in after if after[name] != before[name]} <= vocabulary


def test_parallel_jobs_write_the_same_in_the_same_order(folder):
    for number in range(6):
        (folder / f"page{number}.txt").write_text(f"{PAGE}\n编号{number}。\n", encoding="utf-8")
    summary = run(folder, jobs=2)
    assert [outcome.path for outcome in summary.outcomes] == ["one.txt", *(f"page{n}.txt" for n in range(6))]
    assert {outcome.status for outcome in summary.outcomes} == {Status.CREATED}
    assert Article.objects.count() == 7


class TestBadInput:
    """One bad file never stops the others, never leaves half a record, and is told with its reason."""

    BAD = {
        "empty.txt": b"",
        "blank.txt": b"  \n\n \n",
        "binary.txt": bytes(range(256)) * 20,
        "pdf.txt": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
        "broken.txt": "党建引领".encode() * 20 + b"\xff\xfe\xff\x80" * 30,
    }

    @pytest.mark.parametrize("name", BAD)
    def test_a_bad_file_fails_alone(self, folder, name):
        (folder / name).write_bytes(self.BAD[name])
        summary = run(folder)
        assert statuses(summary) == {"one.txt": Status.CREATED, name: Status.FAILED}
        assert summary.failed[0].reason
        assert SourcePage.objects.count() == 1
        assert IngestOutcome.objects.get(path=name).reason == summary.failed[0].reason

    def test_a_file_over_the_limit(self, folder, settings):
        settings.PAGE_SIZE_LIMIT = 100_000
        (folder / "big.txt").write_bytes("党".encode() * 50_000)
        summary = run(folder)
        assert [outcome.path for outcome in summary.failed] == ["big.txt"]
        assert "100000" in summary.failed[0].reason

    def test_the_default_limit_refuses_twenty_megabytes(self, folder):
        (folder / "huge.txt").write_bytes(b"\n" * 20_000_000)
        assert [outcome.path for outcome in run(folder).failed] == ["huge.txt"]

    def test_a_missing_path_beside_good_ones(self, folder):
        summary = ingest([str(folder / "nothing.txt"), str(folder / "one.txt")])
        assert [outcome.status for outcome in summary.outcomes] == [Status.FAILED, Status.CREATED]

    def test_a_folder_without_pages(self, tmp_path):
        (tmp_path / "folder").mkdir()
        assert [outcome.status for outcome in ingest([str(tmp_path / "folder")]).outcomes] == [Status.FAILED]

    def test_a_fault_of_ours_in_one_page_costs_only_that_page(self, folder, monkeypatch, caplog):
        (folder / "two.txt").write_text(OTHER, encoding="utf-8")
        honest = pipeline.read_page

        def faulty(data):
            if data == OTHER.encode():
                raise RuntimeError("boom")
            return honest(data)

        monkeypatch.setattr(pipeline, "read_page", faulty)
        summary = run(folder)
        assert statuses(summary) == {"one.txt": Status.CREATED, "two.txt": Status.FAILED}
        assert "boom" in summary.failed[0].reason
        assert "two.txt" in caplog.text

    @pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
    def test_other_encodings_read_the_same(self, tmp_path, encoding):
        (tmp_path / "page.txt").write_bytes(PAGE.encode(encoding))
        assert statuses(run(tmp_path)) == {"page.txt": Status.CREATED}
        assert Article.objects.get().title == TITLE


class TestSameAndOther:
    """The same bytes, other bytes, and quite another page under a known name."""

    def test_the_same_bytes_under_another_name_are_noted_not_read_twice(self, folder):
        (folder / "two.txt").write_text(PAGE, encoding="utf-8")
        summary = run(folder)
        assert statuses(summary) == {"one.txt": Status.CREATED, "two.txt": Status.UNCHANGED}
        assert "one.txt" in summary.outcomes[1].reason
        assert PageAlias.objects.get().path == "two.txt"
        before = snapshot()
        run(folder)
        assert snapshot() == before

    def test_changed_bytes_make_a_version_and_keep_the_address(self, folder):
        run(folder)
        address = Article.objects.get().public_id
        (folder / "one.txt").write_text(PAGE.replace("300余", "500余"), encoding="utf-8")
        assert statuses(run(folder)) == {"one.txt": Status.UPDATED}
        article = Article.objects.get()
        assert article.public_id == address
        assert "500余人次" in "".join(passage.text for passage in article.passages.all())
        assert article.page.versions.count() == 2
        assert SearchDocument.objects.filter(text__contains="500余").exists()
        assert not SearchDocument.objects.filter(text__contains="300余").exists()

    def test_going_back_to_earlier_bytes_is_a_version_too(self, folder):
        run(folder)
        for text in (PAGE.replace("300余", "500余"), PAGE):
            (folder / "one.txt").write_text(text, encoding="utf-8")
            run(folder)
        assert SourcePage.objects.get().versions.count() == 3
        assert statuses(run(folder)) == {"one.txt": Status.UNCHANGED}

    def test_quite_another_page_under_a_known_name_is_refused_unless_told(self, folder):
        run(folder, newspaper="某某日报", issue_date=date(2022, 7, 1))
        (folder / "one.txt").write_text(UNLIKE, encoding="utf-8")
        before = snapshot(leave_out={"ingestrun", "ingestoutcome"})
        summary = run(folder)
        assert "--replace" in summary.failed[0].reason
        assert snapshot(leave_out={"ingestrun", "ingestoutcome"}) == before
        supplied = {"newspaper": "某某日报", "issue_date": date(2022, 7, 2)}
        assert statuses(run(folder, replace=True, **supplied))["one.txt"] != Status.FAILED
        assert SourcePage.objects.get().issue_date == date(2022, 7, 2)

    def test_a_newer_pipeline_that_reads_the_same_changes_no_article(self, folder, monkeypatch):
        run(folder)
        before = snapshot(leave_out={"pageversion", "ingestrun", "runchange"})
        for module in ("articles.ingest.arrivals", "articles.ingest.pages"):
            monkeypatch.setattr(f"{module}.pipeline_version", lambda: "newer")
        assert statuses(run(folder)) == {"one.txt": Status.UNCHANGED}
        assert snapshot(leave_out={"pageversion", "ingestrun", "runchange"}) == before
        assert SourcePage.objects.get().versions.get().pipeline_version == "newer"


class TestWhatPeopleDecided:
    """What a person decided stays; what the machine reads now is proposed, once."""

    @pytest.fixture
    def editor(self, django_user_model):
        return django_user_model.objects.create_user("editor")

    def change_page(self, folder):
        (folder / "one.txt").write_text(PAGE.replace("300余", "500余"), encoding="utf-8")

    def test_a_corrected_text_stays_and_the_new_reading_waits(self, folder, editor):
        run(folder)
        passage = Article.objects.get().passages.get(machine_text__contains="300余")
        review.correct_text(passage, "编辑改过的段落。", by=editor)
        self.change_page(folder)
        assert statuses(run(folder)) == {"one.txt": Status.PROPOSED}
        passage.refresh_from_db()
        assert passage.text == "编辑改过的段落。"
        proposal = Proposal.objects.get()
        assert (proposal.field, proposal.person) == ("text", "编辑改过的段落。")
        assert "300余" in proposal.machine_then
        assert "500余" in proposal.machine_now
        run(folder)
        assert Proposal.objects.count() == 1

    def test_a_correction_elsewhere_does_not_hold_the_rest_back(self, folder, editor):
        run(folder)
        first, last = Article.objects.get().passages.filter(kind="paragraph")
        review.correct_text(first, "编辑改过的段落。", by=editor)
        self.change_page(folder)
        assert statuses(run(folder)) == {"one.txt": Status.UPDATED}
        last.refresh_from_db()
        assert "500余" in last.text
        assert not Proposal.objects.exists()

    def test_a_rejected_claim_does_not_come_back(self, folder, editor):
        run(folder)
        mention = HospitalMention.objects.first()
        review.reject([mention], by=editor)
        self.change_page(folder)
        run(folder)
        mention.refresh_from_db()
        assert mention.status == "rejected"

    def test_an_article_that_is_found_no_more_is_kept_and_proposed(self, folder, editor):
        (folder / "one.txt").write_text(f"{PAGE}{BRIEF}", encoding="utf-8")
        run(folder)
        count = Article.objects.count()
        (folder / "one.txt").write_text(PAGE, encoding="utf-8")
        run(folder)
        assert Article.objects.count() == count

    def test_a_deleted_article_does_not_come_back(self, folder, editor):
        (folder / "one.txt").write_text(f"{PAGE}{BRIEF}", encoding="utf-8")
        run(folder, publish=True)
        review.delete([Article.objects.get(title=TITLE)], by=editor)
        titles = set(Article.objects.values_list("title", flat=True))
        (folder / "one.txt").write_text(f"{PAGE}{BRIEF}\n", encoding="utf-8")
        run(folder, publish=True)
        assert titles
        assert set(Article.objects.values_list("title", flat=True)) == titles

    def test_new_articles_of_a_known_page_wait_even_when_told_to_publish(self, folder):
        run(folder, publish=True)
        (folder / "one.txt").write_text(f"{PAGE}{BRIEF}", encoding="utf-8")
        run(folder, publish=True)
        new = Article.objects.exclude(title=TITLE)
        assert {article.publication for article in new} == {"draft"}

    def test_a_renamed_hospital_is_found_under_its_machine_name(self, folder, editor):
        run(folder)
        hospital = HospitalMention.objects.get(hospital__name="云溪县人民医院", start=0).hospital
        hospital.name = "云溪县第一人民医院"
        review.save(hospital, by=editor)
        (folder / "two.txt").write_text(f"新起一行。\n\n{PAGE}", encoding="utf-8")
        run(folder)
        assert hospital.mentions.values("passage__article").distinct().count() == 2

    def test_a_keyword_that_a_person_gave_a_theme_teaches_the_next_page(self, folder, editor):
        run(folder)
        theme = Theme.objects.get(name="学科建设")
        assert not theme.article_links.exists()
        review.save(ThemeKeyword(theme=theme, word="巡回义诊", weight=20), by=editor)
        (folder / "two.txt").write_text(BRIEF, encoding="utf-8")
        run(folder)
        link = theme.article_links.get()
        assert ["巡回义诊", 2] in link.words

    def test_a_practice_that_a_person_added_teaches_the_next_page(self, folder, editor):
        review.save(Practice(name="健康送到家"), by=editor)
        run(folder)
        assert Initiative.objects.get(practice__name="健康送到家").mentions.exists()

    def test_what_was_supplied_fills_only_what_is_unknown(self, folder, editor):
        run(folder)
        assert statuses(run(folder, newspaper="某某日报")) == {"one.txt": Status.UPDATED}
        page = SourcePage.objects.get()
        assert page.newspaper == "某某日报"
        assert statuses(run(folder, newspaper="另一日报")) == {"one.txt": Status.UNCHANGED}
        page.refresh_from_db()
        assert page.newspaper == "某某日报"

    def test_a_page_says_when_and_where_it_was_printed(self, folder, editor):
        page_file = folder / "one.txt"
        page_file.write_text("A4 党建专刊 2023年6月30日 星期五\n\n" + page_file.read_text("utf-8"), "utf-8")
        run(folder, newspaper="某某日报")
        page = SourcePage.objects.get()
        assert (page.newspaper, page.issue_date, page.page_label) == ("某某日报", date(2023, 6, 30), "A4")
        run(folder, issue_date=date(2023, 7, 1))
        page.refresh_from_db()
        assert page.issue_date == date(2023, 7, 1)
        page.page_label = "A5"
        review.save(page, by=editor)
        run(folder, page_label="A4", issue_date=date(2023, 6, 30))
        page.refresh_from_db()
        assert (page.issue_date, page.page_label) == (date(2023, 7, 1), "A5")

    def test_what_was_supplied_goes_before_what_the_page_prints(self, folder):
        (folder / "one.txt").write_text("2023年6月30日 星期五 第4版\n\n党旗飘扬\n\n医院党委抓党建。\n", "utf-8")
        run(folder, issue_date=date(2023, 7, 1))
        assert SourcePage.objects.get().issue_date == date(2023, 7, 1)


class TestCommand:
    """The command is a thin shell: it prints a table and its exit status tells."""

    def test_it_ends_with_status_1_if_a_file_failed(self, folder, capsys):
        (folder / "empty.txt").write_text("", encoding="utf-8")
        with pytest.raises(CommandError) as caught:
            call_command("ingest", str(folder))
        assert caught.value.returncode == 1
        printed = capsys.readouterr().out
        assert "empty.txt" in printed
        assert "one.txt" in printed

    def test_it_passes_its_options_on(self, folder):
        call_command(
            "ingest",
            str(folder),
            "--publish",
            "--newspaper",
            "某某日报",
            "--date",
            "2022-07-01",
            "--page-label",
            "第3版",
        )
        page = SourcePage.objects.get()
        assert (page.newspaper, page.issue_date.isoformat(), page.page_label) == ("某某日报", "2022-07-01", "第3版")
        assert Article.objects.get().publication == "published"

    def test_an_interrupted_run_says_that_it_can_go_on(self, folder, monkeypatch, capsys):
        (folder / "two.txt").write_text(OTHER, encoding="utf-8")
        monkeypatch.setattr("articles.ingest.run.AT_ONCE", 1)
        honest = pipeline.read_page

        def interrupted(data):
            if data == OTHER.encode():
                raise KeyboardInterrupt
            return honest(data)

        with monkeypatch.context() as patched:
            patched.setattr(pipeline, "read_page", interrupted)
            with pytest.raises(CommandError) as caught:
                call_command("ingest", str(folder))
        assert caught.value.returncode == 130
        assert "one.txt" in capsys.readouterr().out
        call_command("ingest", str(folder))
        assert set(SourcePage.objects.values_list("path", flat=True)) == {"one.txt", "two.txt"}

    @pytest.mark.parametrize("command", [["ingest", "x"], ["reindex"], ["sync_roles"]])
    def test_a_database_that_is_not_there_is_told(self, command, monkeypatch):
        monkeypatch.setattr("articles.management.console.MigrationExecutor.migration_plan", lambda *_: ["0001_initial"])
        with pytest.raises(CommandError, match="migrate"):
            call_command(*command)

    @pytest.mark.parametrize("wrong", [["--date", "20220701"], ["--date", "2022-13-01"], ["--jobs", "0"], []])
    def test_wrong_options_are_told(self, folder, wrong):
        with pytest.raises(CommandError):
            call_command("ingest", *([str(folder), *wrong] if wrong else []))

    def test_an_unchanged_run_leaves_no_run_record(self, folder):
        call_command("ingest", str(folder))
        assert IngestRun.objects.count() == 1
        call_command("ingest", str(folder))
        assert IngestRun.objects.count() == 1
