"""Writing in the back office: every form, inline, action and button leaves a decision, and nothing goes past review."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry

from articles import roles
from articles.admin.base import MachineAdmin, ReviewedAdmin
from articles.models import Article, Decision, Figure, Hospital, HospitalMention, Initiative, Passage, ReviewReason
from articles.reasons import REASON_LABELS
from articles.restore.types import REASONS
from tests.admin.browsing import filled, row_of, save
from tests.admin.records import MAKERS
from tests.factories import (
    make_article,
    make_claim,
    make_figure,
    make_hospital,
    make_initiative,
    make_page,
    make_practice,
    make_theme,
)


def decisions():
    return list(Decision.objects.order_by("pk").values_list("kind", flat=True))


# --- Every record -----------------------------------------------------------------------------------------------------


def test_every_admin_of_the_archive_writes_through_review_or_not_at_all():
    ours = {model: shown for model, shown in admin.site._registry.items() if model in roles.EVERYTHING}
    reviewed = {model for model, shown in ours.items() if isinstance(shown, ReviewedAdmin)}
    assert reviewed == set(roles.EDITED)
    assert all(isinstance(shown, MachineAdmin) for model, shown in ours.items() if model not in reviewed)


@pytest.mark.parametrize("model", roles.EDITED, ids=lambda model: model._meta.model_name)
def test_saving_an_untouched_form_decides_nothing(browser, page_of, model):
    record = MAKERS[model](1)
    before = model.objects.filter(pk=record.pk).values().get()
    save(browser("编辑"), page_of(record))
    after = model.objects.filter(pk=record.pk).values().get()
    assert after == before
    assert decisions() == []


@pytest.mark.parametrize("model", roles.EDITED, ids=lambda model: model._meta.model_name)
def test_deleting_is_a_decision_or_names_what_is_in_the_way(browser, page_of, model):
    record = MAKERS[model](1)
    client = browser("审核")
    address = page_of(record, "delete")
    in_the_way = client.get(address).context["protected"]
    answer = client.post(address, {"post": "yes"})
    if in_the_way:
        assert answer.status_code == 200
        assert model.objects.filter(pk=record.pk).exists()
        assert decisions() == []
    else:
        assert answer.status_code == 302
        assert not model.objects.filter(pk=record.pk).exists()
        assert decisions() == ["delete"]


def test_django_keeps_no_second_history(browser, page_of):
    client, hospital = browser("审核"), make_hospital("甲医院")
    save(client, page_of(hospital), name="乙医院")
    client.post(page_of(hospital, "delete"), {"post": "yes"})
    assert decisions() == ["edit", "delete"]
    assert not LogEntry.objects.exists()


# --- Forms and inlines ------------------------------------------------------------------------------------------------


def test_an_edit_shows_in_the_history_of_its_record(browser, page_of):
    client, hospital = browser("编辑"), make_hospital("甲医院", level="三级甲等")
    save(client, page_of(hospital), city="甲市")
    page = client.get(page_of(hospital, "history")).content.decode()
    assert "甲市" in page
    assert "三级甲等" not in page
    assert Decision.objects.get().by == client.user


def test_related_records_go_through_review(browser, page_of):
    theme = make_theme("清廉建设")
    initiative = make_initiative()
    save(browser("编辑"), page_of(initiative), themes=[theme.pk])
    assert list(initiative.themes.all()) == [theme]
    assert decisions() == ["edit"]


def test_a_new_initiative_has_its_themes(browser):
    theme, hospital = make_theme("清廉建设"), make_hospital("甲医院")
    save(browser("编辑"), "/admin/articles/initiative/add/", name="清风行动", hospital=hospital.pk, themes=[theme.pk])
    assert list(Initiative.objects.get().themes.all()) == [theme]
    assert decisions() == ["add", "edit"]


def test_inline_rows_are_added_changed_and_deleted_through_review(browser, page_of):
    practice = make_practice("甲做法", synonyms=["旧说法", "错说法"])
    old, wrong = (practice.synonyms.get(name=name) for name in ("旧说法", "错说法"))
    client = browser("审核")
    page = client.get(page_of(practice))
    changed = {
        f"{row_of(page, 'synonyms', old)}-name": "新说法",
        f"{row_of(page, 'synonyms', wrong)}-DELETE": "on",
        "synonyms-TOTAL_FORMS": "3",
        "synonyms-2-name": "又说法",
        "synonyms-2-practice": practice.pk,
    }
    save(client, page_of(practice), **changed)
    assert {*practice.synonyms.values_list("name", flat=True)} == {"新说法", "又说法"}
    assert decisions() == ["delete", "edit", "add"]


def test_editors_cannot_delete_rows_by_forging_the_form(browser, page_of):
    practice = make_practice("甲做法", synonyms=["说法"])
    client = browser("编辑")
    row = row_of(client.get(page_of(practice)), "synonyms", practice.synonyms.get())
    save(client, page_of(practice), **{f"{row}-DELETE": "on"})
    assert practice.synonyms.exists()


def test_what_machines_wrote_cannot_be_forged(browser, page_of):
    article = make_article(paragraphs=["党员293人。"], published=False)
    figure = make_figure(article, "293", 293)
    passage = article.passages.last()
    client = browser("审核")
    save(client, page_of(figure), status="confirmed", key="x", rule="x", confidence="0.1", quote="x")
    save(client, page_of(passage), machine_text="x", spans="[]", lines="[]")
    save(client, page_of(article), publication="published", review="reviewed", revision="9")
    assert decisions() == []
    assert Figure.objects.filter(status="proposed", rule="test", quote="党员293人。").exists()
    assert Passage.objects.get(pk=passage.pk).machine_text == "党员293人。"
    assert Article.objects.filter(publication="draft", review="waiting", revision=1).exists()


# --- Texts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["own page", "article"])
def test_a_text_is_corrected_beside_the_machines(browser, page_of, place):
    article = make_article(paragraphs=["党建迎领。"])
    passage = article.passages.last()
    client = browser("编辑")
    if place == "article":
        row = row_of(client.get(page_of(article)), "passages", passage)
        save(client, page_of(article), **{f"{row}-text": "党建引领。"})
    else:
        save(client, page_of(passage), text="党建引领。")
    passage.refresh_from_db()
    assert (passage.text, passage.machine_text) == ("党建引领。", "党建迎领。")
    assert decisions() == ["correct_text"]


def test_the_line_ends_of_a_browser_are_no_correction(browser, page_of):
    passage = make_article(paragraphs=["第一行\n第二行 "]).passages.last()
    save(browser("编辑"), page_of(passage), text="第一行\r\n第二行 ")
    assert decisions() == []


def test_the_head_is_edited_on_the_article_alone(browser, page_of):
    article = make_article("旧题")
    title = article.passages.get(kind="title")
    client = browser("编辑")
    save(client, page_of(title), text="别的", kind="paragraph")
    assert decisions() == []
    row = row_of(client.get(page_of(article)), "passages", title)
    save(client, page_of(article), title="新题", **{f"{row}-text": "旧题"})
    title.refresh_from_db()
    assert (title.text, title.kind) == ("新题", "title")
    assert decisions() == ["edit"]


def test_a_passage_changes_its_kind_within_the_body(browser, page_of):
    passage = make_article(paragraphs=["像标题"]).passages.last()
    client = browser("编辑")
    save(client, page_of(passage), kind="heading")
    passage.refresh_from_db()
    assert passage.kind == "heading"
    answer = client.post(page_of(passage), filled(client.get(page_of(passage))) | {"kind": "title"})
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors.keys() == {"kind"}


# --- Claims -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def mention(db):
    return make_claim(make_article(paragraphs=["今天，甲医院和乙医院来了。"]), make_hospital("甲医院"))


def test_a_claim_is_put_on_other_words(browser, page_of, mention):
    other = make_hospital("乙医院")
    save(browser("编辑"), page_of(mention), words="乙医院", hospital=other.pk)
    mention.refresh_from_db()
    assert (mention.hospital, mention.printed, mention.status) == (other, "乙医院", "proposed")
    assert mention.quote == "今天，甲医院和乙医院来了。"


def test_words_that_are_not_there_are_refused(browser, page_of, mention):
    client = browser("编辑")
    answer = client.post(page_of(mention), filled(client.get(page_of(mention))) | {"words": "丙医院"})
    assert answer.context["adminform"].form.errors.keys() == {"words"}
    assert decisions() == []


def test_a_fact_that_the_machine_missed_is_added_as_confirmed(browser, mention):
    hospital = make_hospital("乙医院")
    client = browser("编辑")
    given = {"passage": mention.passage_id, "words": "乙医院", "hospital": hospital.pk}
    save(client, "/admin/articles/hospitalmention/add/", **given)
    added = HospitalMention.objects.get(hospital=hospital)
    assert (added.printed, added.status, added.decided_by) == ("乙医院", "confirmed", client.user)
    assert decisions() == ["add"]


@pytest.mark.parametrize(("act", "status"), [("confirm", "confirmed"), ("reject", "rejected")])
class TestJudging:
    def test_on_the_list(self, browser, page_of, mention, act, status):
        chosen = {"action": act, "_selected_action": [mention.pk]}
        browser("编辑").post(page_of(mention, "changelist"), chosen)
        mention.refresh_from_db()
        assert (mention.status, decisions()) == (status, [act])

    def test_on_the_form_which_is_saved_first(self, browser, page_of, mention, act, status):
        save(browser("编辑"), page_of(mention), is_subject="on", _act=act)
        mention.refresh_from_db()
        assert (mention.is_subject, mention.status, decisions()) == (True, status, ["edit", act])

    def test_on_the_article(self, browser, page_of, mention, act, status):
        article = mention.passage.article
        theme = make_claim(article, make_theme())
        elsewhere = make_claim(make_article(paragraphs=["甲医院。"]), mention.hospital)
        ticks = [f"hospitalmention:{mention.pk}", f"articletheme:{theme.pk}", f"hospitalmention:{elsewhere.pk}", "x:y"]
        save(browser("编辑"), page_of(article), _verdict=act, claims=ticks)
        for claim in (mention, theme, elsewhere):
            claim.refresh_from_db()
        assert [mention.status, theme.status, elsewhere.status] == [status, status, "proposed"]
        assert decisions() == [act]

    def test_not_by_readers(self, browser, page_of, mention, act, status):
        client = browser("检索")
        client.post(page_of(mention, "changelist"), {"action": act, "_selected_action": [mention.pk]})
        article = mention.passage.article
        client.post(page_of(article), {"_verdict": act, "claims": [f"hospitalmention:{mention.pk}"]})
        assert decisions() == []


def test_an_article_shows_its_facts_with_their_sentences(browser, page_of, mention):
    page = browser("检索").get(page_of(mention.passage.article)).content.decode()
    assert "今天，<mark>甲医院</mark>和乙医院来了。" in page
    assert "_verdict" not in page


# --- Articles ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "act", "field", "value"),
    [
        ("审核", "publish", "publication", "published"),
        ("编辑", "take_into_review", "review", "in_review"),
        ("编辑", "finish_review", "review", "reviewed"),
    ],
)
@pytest.mark.parametrize("place", ["list", "form"])
def test_acts_on_articles(browser, page_of, role, act, field, value, place):
    article = make_article(published=False)
    client = browser(role)
    if place == "list":
        client.post(page_of(article, "changelist"), {"action": act, "_selected_action": [article.pk]})
    else:
        save(client, page_of(article), _act=act)
    article.refresh_from_db()
    assert getattr(article, field) == value
    assert len(decisions()) == 1


@pytest.mark.parametrize("act", ["publish", "withdraw"])
def test_editors_do_not_publish(browser, page_of, act):
    article = make_article(published=act == "withdraw")
    client = browser("编辑")
    client.post(page_of(article, "changelist"), {"action": act, "_selected_action": [article.pk]})
    save(client, page_of(article), _act=act)
    assert decisions() == []
    assert f'value="{act}"' not in client.get(page_of(article)).content.decode()


def test_many_are_deleted_from_the_list_at_once(browser, page_of):
    hospitals = [make_hospital(f"第{n}医院") for n in range(3)]
    chosen = {"action": "delete_selected", "_selected_action": [hospital.pk for hospital in hospitals], "post": "yes"}
    browser("审核").post(page_of(hospitals[0], "changelist"), chosen)
    assert not Hospital.objects.exists()
    assert decisions() == ["delete"]


def test_what_is_in_the_way_of_deleting_is_named(browser, page_of, mention):
    page = browser("审核").post(page_of(mention.hospital, "delete"), {"post": "yes"}).content.decode()
    assert mention.quote in page
    assert Hospital.objects.filter(pk=mention.hospital_id).exists()


def test_newspaper_and_date_are_supplied_on_the_page(browser, page_of):
    page = make_page(path="原名.txt")
    save(browser("编辑"), page_of(page), newspaper="示范报", issue_date="2022-07-01", path="别名.txt")
    page.refresh_from_db()
    assert (page.newspaper, str(page.issue_date), page.path) == ("示范报", "2022-07-01", "原名.txt")


def test_every_reason_has_a_name():
    assert REASON_LABELS.keys() == REASONS.keys()
    assert all(str(ReviewReason(code=code)) == str(label) for code, label in REASON_LABELS.items())


# --- Proposals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "act", "status"), [("编辑", "take", "taken"), ("编辑", "dismiss", "dismissed")])
def test_proposals_are_taken_or_dismissed_from_their_list(browser, page_of, role, act, status):
    article = make_article("人的题")
    proposal = article.proposals.create(model="article", object_pk=article.pk, field="title", machine_now="机器的题")
    answer = browser(role).post(
        page_of(proposal, "changelist"), {"action": act, "_selected_action": [proposal.pk]}, follow=True
    )
    assert answer.status_code == 200
    proposal.refresh_from_db()
    article.refresh_from_db()
    assert (proposal.status, article.title) == (status, "机器的题" if act == "take" else "人的题")


def test_readers_of_the_back_office_decide_on_no_proposal(browser, page_of):
    article = make_article("人的题")
    proposal = article.proposals.create(model="article", object_pk=article.pk, field="title", machine_now="机器的题")
    browser("检索").post(page_of(proposal, "changelist"), {"action": "take", "_selected_action": [proposal.pk]})
    proposal.refresh_from_db()
    assert proposal.status == "open"


def test_a_proposal_about_what_is_gone_says_so(browser, page_of):
    article = make_article("人的题")
    proposal = article.proposals.create(model="passage", object_pk=10**6, field="text", machine_now="机器的字")
    answer = browser("编辑").post(
        page_of(proposal, "changelist"), {"action": "take", "_selected_action": [proposal.pk]}, follow=True
    )
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
