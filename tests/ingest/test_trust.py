"""The story of an import that can be trusted: people correct, the page comes again, and nothing of theirs is lost."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from articles import review
from articles.checking import check_archive
from articles.ingest import Options, ingest
from articles.ingest.pages import Supplied
from articles.ingest.undoing import undo_run
from articles.models import (
    AppliedFix,
    Article,
    ArticleTheme,
    Figure,
    Hospital,
    HospitalMention,
    IngestRun,
    Passage,
    Proposal,
    SearchDocument,
    SearchName,
    SourcePage,
)
from tests.factories import make_user
from tests.ingest.pages import BRIEF, OTHER, PAGE, TITLE
from tests.review.test_structure import state

pytestmark = pytest.mark.django_db
HOSPITAL = "云溪县人民医院"


@pytest.fixture
def editor():
    return make_user("editor")


@pytest.fixture
def write(tmp_path):
    """Puts a text in the place of the page, and reads the folder."""

    def put(text, **supplied):
        (tmp_path / "page.txt").write_text(text, encoding="utf-8")
        return ingest([str(tmp_path)], Options(supplied=Supplied(**supplied)))

    return put


def findings():
    return [str(finding) for finding in check_archive()]


def passage(words):
    return Passage.objects.get(machine_text__contains=words)


def titled(title):
    return Article.objects.get(title=title)


def test_the_story_of_a_page(write, editor):
    write(f"{PAGE}{BRIEF}")
    review.correct_text(passage("300余"), "医院开展义诊活动，服务群众近400人次。", by=editor)
    mentions = list(HospitalMention.objects.filter(hospital__name=HOSPITAL, start=0))
    figures = list(Figure.objects.filter(passage=passage("共有党员")))
    confirmed = [*mentions, *figures][:3]
    rejected = list(ArticleTheme.objects.filter(article=titled(TITLE)))[:2]
    review.confirm(confirmed, by=editor)
    review.reject(rejected, by=editor)
    hospital = Hospital.objects.get(name=HOSPITAL)
    hospital.name = "云溪县第一人民医院"
    review.save(hospital, by=editor)
    part = review.made(
        review.split_article(article=titled(TITLE), passages=[passage("300余")], title="义诊", by=editor)
    )
    addresses = set(Article.objects.values_list("title", "public_id"))
    before = state()

    changed = f"{PAGE}{BRIEF}".replace("300余", "500余").replace("巡回义诊，为", "巡回义诊活动，为")
    write(changed)

    assert findings() == []
    corrected = passage("500余")
    assert (corrected.text, corrected.article) == ("医院开展义诊活动，服务群众近400人次。", part)
    for claim in (*confirmed, *rejected):
        status = claim.status
        claim.refresh_from_db()
        assert claim.status == ("rejected" if claim in rejected else "confirmed") != status
    hospital.refresh_from_db()
    assert (hospital.name, Hospital.objects.filter(name=HOSPITAL).exists()) == ("云溪县第一人民医院", False)
    assert set(Article.objects.values_list("title", "public_id")) == addresses
    assert "巡回义诊活动" in passage("测血压").text
    assert SearchDocument.objects.filter(text__contains="巡回义诊活动").exists()
    proposal = Proposal.objects.get()
    assert (proposal.model, proposal.object_pk, proposal.field) == ("passage", corrected.pk, "text")
    assert "500余" in proposal.machine_now
    assert "300余" in proposal.machine_then

    taken = review.take(proposal=proposal, by=editor)
    corrected.refresh_from_db()
    assert "500余" in corrected.text
    review.undo(taken, editor)
    done = undo_run(IngestRun.objects.latest("pk"))
    assert done.kept == []
    after = state()
    runs = {"ingestrun", "ingestoutcome"}
    assert {name: after[name] for name in after if name not in runs} == {
        name: before[name] for name in before if name not in runs
    }


# --- Articles that the machine sees otherwise -------------------------------------------------------------------------


def test_an_article_that_is_found_no_more_is_proposed_and_can_be_let_go(write, editor):
    write(f"{PAGE}{BRIEF}")
    brief = Article.objects.exclude(title=TITLE).get()
    write(PAGE)
    proposal = Proposal.objects.get()
    assert (proposal.object_pk, proposal.field, proposal.machine_now) == (brief.pk, "existence", False)
    assert findings() == []
    write(f"{PAGE}{BRIEF}")
    assert not Proposal.objects.exists()
    write(PAGE)
    review.take(proposal=Proposal.objects.get(), by=editor)
    assert Article.objects.get().title == TITLE
    write(f"{PAGE}{BRIEF}\n")
    assert Article.objects.get().title == TITLE


def test_a_dismissed_proposal_does_not_come_again(write, editor):
    write(f"{PAGE}{BRIEF}")
    write(PAGE)
    review.dismiss(proposal=Proposal.objects.get(), by=editor)
    write(f"{PAGE}\n")
    assert Proposal.objects.get().status == "dismissed"
    assert Article.objects.count() == 2


def test_a_retitled_article_keeps_its_title(write, editor):
    write(PAGE)
    review.retitle(article=Article.objects.get(), title="编辑的题", by=editor)
    write(PAGE.replace(TITLE, "党建引领谋发展"))
    assert Article.objects.get().title == "编辑的题"
    proposal = Proposal.objects.get()
    assert (proposal.field, proposal.machine_now) == ("title", "党建引领谋发展")
    review.take(proposal=proposal, by=editor)
    assert Article.objects.get().title == Passage.objects.get(kind="title").text == "党建引领谋发展"


def test_a_rejected_claim_stays_rejected_where_its_sentence_moves(write, editor):
    write(PAGE)
    mention = HospitalMention.objects.get(hospital__name=HOSPITAL, start=0)
    review.reject([mention], by=editor)
    write(f"{OTHER}\n{PAGE.replace('云溪县人民医院共有', '据悉，云溪县人民医院共有')}")
    mention.refresh_from_db()
    assert (mention.status, mention.printed) == ("rejected", HOSPITAL)
    assert not HospitalMention.objects.filter(passage=mention.passage, start=mention.start).exclude(pk=mention.pk)


def test_a_confirmed_figure_that_the_page_now_prints_otherwise(write, editor):
    write(PAGE)
    figure = Figure.objects.get(value=120)
    review.confirm([figure], by=editor)
    write(PAGE.replace("120人", "130人"))
    figure.refresh_from_db()
    assert (figure.value, figure.status) == (120, "confirmed")
    assert findings() == []
    assert Proposal.objects.filter(model="figure", field="value", object_pk=figure.pk).exists() or figure.is_adrift


def test_deleted_passages_claims_and_names_do_not_come_back(write, editor):
    write(PAGE)
    Hospital.objects.get(name=HOSPITAL).names.all().delete()
    name = Hospital.objects.get(name=HOSPITAL).names.create(name="县医院")
    review.delete([name], by=editor)
    mention = HospitalMention.objects.filter(start=0).first()
    review.delete([mention], by=editor)
    review.delete([passage("300余")], by=editor)
    write(f"新的一行。\n\n{PAGE}".replace("300余", "500余"))
    assert not Passage.objects.filter(machine_text__contains="500余").exists()
    assert not HospitalMention.objects.filter(quote=mention.quote, start=mention.start).exists()
    assert findings() == []


def test_a_page_of_which_everything_was_deleted_stays_empty(write, editor):
    write(f"{PAGE}{BRIEF}")
    review.delete(Article.objects.all(), by=editor)
    write(f"{PAGE}{BRIEF}".replace("300余", "500余"))
    assert not Article.objects.exists()
    assert findings() == []


def test_a_reason_that_was_put_away_does_not_come_back(write, editor):
    write(f"{PAGE}\n（下转第3版）\n")
    reasons = list(Article.objects.get(title=TITLE).review_reasons.all())
    assert reasons
    review.delete(reasons, by=editor)
    write(f"{PAGE.replace('300余', '500余')}\n（下转第3版）\n")
    assert not Article.objects.get(title=TITLE).review_reasons.exists()


def test_a_merged_hospital_is_found_as_the_one_that_it_was_merged_into(write, editor):
    write(f"{PAGE}{OTHER}")
    old, new = Hospital.objects.get(name=HOSPITAL), Hospital.objects.get(name="云溪县妇幼保健院")
    review.merge(record=old, into=new, by=editor)
    write(f"{PAGE}{OTHER}".replace("300余", "500余"))
    assert not old.mentions.exists()
    assert Hospital.objects.count() == 2
    assert not Proposal.objects.exists()
    assert findings() == []


# --- Undoing a run ----------------------------------------------------------------------------------------------------


def test_undoing_the_first_run_leaves_nothing(write):
    vocabulary = {"theme", "themekeyword", "practice", "practicesynonym", "searchname", "searchsuggestion"}
    history = {"ingestrun", "ingestoutcome", "permission", "searchchange"}
    write(f"{PAGE}{BRIEF}")
    undo_run(IngestRun.objects.get())
    assert {name for name, rows in state().items() if rows} <= vocabulary | history
    assert not SearchDocument.objects.exists()
    assert IngestRun.objects.get().undone_at
    write(f"{PAGE}{BRIEF}")
    assert Article.objects.count() == 2


def test_articles_that_somebody_decided_on_stay_and_are_listed(write, editor, capsys):
    write(f"{PAGE}{BRIEF}")
    review.publish([titled(TITLE)], by=editor)
    run = IngestRun.objects.get()
    call_command("undo_ingest", str(run.pk), dry_run=True)
    assert Article.objects.count() == 2
    assert TITLE in capsys.readouterr().out
    call_command("undo_ingest", str(run.pk))
    assert TITLE in capsys.readouterr().out
    assert Article.objects.get().title == TITLE
    assert findings() == []
    write(f"{PAGE}{BRIEF}")
    assert Article.objects.count() == 2
    assert findings() == []


def test_a_page_on_which_somebody_judged_the_new_reading_stays_as_a_whole(write, editor):
    write(PAGE)
    write(PAGE.replace("120人", "130人"))
    review.confirm(Figure.objects.filter(value=130), by=editor)
    done = undo_run(IngestRun.objects.latest("pk"))
    assert done.taken_back == []
    assert Figure.objects.get(value=130).status == "confirmed"
    assert IngestRun.objects.latest("pk").undone_at is None


def test_a_later_run_is_undone_first(write):
    write(PAGE)
    write(PAGE.replace("300余", "500余"))
    assert undo_run(IngestRun.objects.earliest("pk")).taken_back == []
    assert undo_run(IngestRun.objects.latest("pk")).kept == []
    assert passage("300余")
    assert undo_run(IngestRun.objects.earliest("pk")).kept == []


def test_what_a_run_supplied_is_taken_back_and_found_no_more(write):
    write(PAGE)
    write(PAGE, newspaper="某日报", issue_date=date(2022, 7, 1), page_label="第1版")
    run = IngestRun.objects.latest("pk")
    page = SourcePage.objects.get()
    assert (page.newspaper, page.issue_date, page.page_label) == ("某日报", date(2022, 7, 1), "第1版")
    assert undo_run(run).kept == []
    page.refresh_from_db()
    assert (page.newspaper, page.issue_date, page.page_label) == ("", None, "")
    assert findings() == []


def test_what_was_supplied_with_a_new_reading_goes_with_it(write):
    write(PAGE)
    write(PAGE.replace("300余", "500余"), newspaper="某日报")
    assert SourcePage.objects.get().newspaper == "某日报"
    assert undo_run(IngestRun.objects.latest("pk")).kept == []
    assert SourcePage.objects.get().newspaper == ""


def test_new_articles_and_a_new_date_at_once(write):
    write(PAGE)
    write(f"{PAGE}{BRIEF}", issue_date=date(2022, 7, 1))
    assert Article.objects.count() == 2
    assert findings() == []


def test_what_somebody_corrected_of_what_was_supplied_stays(write, editor):
    write(PAGE)
    write(PAGE, newspaper="某日报")
    page = SourcePage.objects.get()
    page.newspaper = "某晚报"
    review.save(page, by=editor)
    assert undo_run(IngestRun.objects.latest("pk")).taken_back == []
    assert SourcePage.objects.get().newspaper == "某晚报"


@pytest.mark.parametrize("number", ["99", "0", "x"])
def test_a_run_that_is_not_there_is_told(number):
    with pytest.raises(CommandError):
        call_command("undo_ingest", number)


def test_without_a_number_the_runs_are_listed(write, capsys):
    write(PAGE)
    run = IngestRun.objects.get()
    call_command("undo_ingest")
    assert capsys.readouterr().out.strip() == f"{run.pk}  {run}  1 个文件"
    call_command("undo_ingest", str(run.pk), verbosity=0)
    capsys.readouterr()
    call_command("undo_ingest")
    assert capsys.readouterr().out.strip().endswith("1 个文件  （已撤销）")


# --- Checking ---------------------------------------------------------------------------------------------------------

DAMAGE = {
    "index": lambda: SearchDocument.objects.update(title="别的"),
    "names": lambda: SearchName.objects.all().delete(),
    "lines": lambda: Passage.objects.filter(kind="title").update(lines=[[7, 7]]),
    "quote": lambda: HospitalMention.objects.filter(start=0).update(quote="不是这句。"),
}
WOUNDS = {
    "spans": lambda: Passage.objects.filter(kind="title").update(spans=[[0, 10**6]]),
    "twice": lambda: Passage.objects.filter(kind="title").update(spans=[[20, 30]]),
    "claim": lambda: Figure.objects.update(start=500, end=600),
    "empty": lambda: Passage.objects.all().delete(),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_what_is_mechanical_is_mended(write, damage, capsys):
    write(PAGE)
    call_command("check_archive")
    damage()
    with pytest.raises(CommandError):
        call_command("check_archive")
    call_command("check_archive", fix=True)
    assert findings() == []


@pytest.mark.parametrize("wound", WOUNDS.values(), ids=WOUNDS)
def test_what_a_person_must_look_at_is_told_and_left(write, wound, capsys):
    write(PAGE)
    wound()
    with pytest.raises(CommandError):
        call_command("check_archive", fix=True)
    assert findings() != []
    assert capsys.readouterr().out


def test_the_seed_pages_hold_together(settings):
    ingest([str(settings.BASE_DIR / "seeds")], Options())
    assert findings() == []
    assert AppliedFix.objects.exists()
