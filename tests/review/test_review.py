"""What people decide: each act is one decision, with the rows that it touched, and the search follows."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db.models import ProtectedError

from articles import review
from articles.models import (
    Article,
    ArticleTheme,
    Decision,
    Figure,
    Hospital,
    HospitalMention,
    IngestRun,
    SearchEntry,
    SearchName,
)
from articles.recognise.anchors import follow, nearest
from tests.factories import (
    make_article,
    make_claim,
    make_figure,
    make_hospital,
    make_initiative,
    make_page,
    make_practice,
    make_theme,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user("editor")


def changes(decision):
    return {(change.model, change.object_pk): (change.before, change.after) for change in decision.changes.all()}


def texts(article):
    return list(SearchEntry.objects.filter(article=article).values_list("text", flat=True))


# --- Saving -----------------------------------------------------------------------------------------------------------


def test_a_new_record_is_one_decision_and_is_found(editor):
    hospital = Hospital(name="甲医院")
    decision = review.save(hospital, by=editor, note="补录")
    [(before, after)] = changes(decision).values()
    assert (decision.kind, decision.by, decision.note, before, after["name"]) == ("add", editor, "补录", None, "甲医院")
    assert SearchName.objects.filter(kind="hospital", object_pk=hospital.pk, text="甲医院").exists()


def test_an_edit_records_only_the_fields_that_differ(editor):
    hospital = make_hospital("甲医院", city="甲市")
    hospital.name = "乙医院"
    decision = review.save(hospital, by=editor)
    assert changes(decision) == {("hospital", hospital.pk): ({"name": "甲医院"}, {"name": "乙医院"})}
    assert SearchName.objects.get(kind="hospital", object_pk=hospital.pk).text == "乙医院"


@pytest.mark.parametrize(
    "edit",
    [
        lambda figure: setattr(figure, "value", Decimal("293")),
        lambda figure: setattr(figure, "measure", figure.measure),
        lambda figure: None,
    ],
)
def test_what_changes_nothing_is_not_recorded(editor, edit):
    figure = make_figure(make_article(paragraphs=["党员293人"]), "293", 293)
    edit(figure)
    assert review.save(figure, by=editor) is None
    assert not Decision.objects.exists()


def test_an_articles_head_and_its_passages_say_the_same(editor):
    article = make_article("旧题", ["正文。"], kicker="引题")
    article.title = "新题"
    decision = review.save(article, by=editor)
    passage = article.passages.get(kind="title")
    assert (passage.text, passage.machine_text) == ("新题", "旧题")
    assert changes(decision)["article", article.pk] == ({"title": "旧题"}, {"title": "新题"})
    assert Article.objects.get().revision == 2
    assert changes(decision)["passage", passage.pk] == ({"correction": None}, {"correction": "新题"})
    assert article.passages.get(kind="kicker").correction is None
    assert "新题" in texts(article)
    assert decision.article == article


def test_related_records_are_one_change(editor):
    initiative, old, new = make_initiative(), make_theme("旧主题"), make_theme("新主题")
    initiative.themes.set([old])
    decision = review.set_related(initiative, "themes", [new], by=editor)
    assert changes(decision) == {("initiative", initiative.pk): ({"themes": [old.pk]}, {"themes": [new.pk]})}
    assert review.set_related(initiative, "themes", [new], by=editor) is None


def test_a_fact_that_a_person_adds_is_confirmed_and_can_be_added_twice(editor):
    article, hospital = make_article(paragraphs=["甲医院。"]), make_hospital("甲医院")
    for _ in range(2):
        claim = HospitalMention(passage=article.passages.last(), hospital=hospital, start=0, end=3, quote="甲医院。")
        assert review.state(claim, by=editor).kind == "add"
        claim.refresh_from_db()
        assert (claim.status, claim.decided_by, claim.rule) == ("confirmed", editor, review.BY_HAND)
    review.state(ArticleTheme(article=article, theme=make_theme()), by=editor)
    assert article.theme_links.get().status == "confirmed"


# --- Deleting ---------------------------------------------------------------------------------------------------------


def test_deleting_records_everything_that_goes_and_forgets_its_names(editor):
    hospital = make_hospital("甲医院", aliases=["甲院"])
    alias = hospital.names.get()
    pk = hospital.pk
    review.save(hospital, by=editor)
    decision = review.delete([hospital], by=editor)
    gone = changes(decision)
    assert set(gone) == {("hospital", pk), ("hospitalname", alias.pk)}
    assert gone["hospitalname", alias.pk][0]["name"] == "甲院"
    assert not SearchName.objects.filter(kind="hospital").exists()


def test_what_others_need_is_not_deleted(editor):
    hospital = make_hospital("甲医院")
    claim = make_claim(make_article(paragraphs=["甲医院。"]), hospital)
    with pytest.raises(ProtectedError) as error:
        review.delete([hospital], by=editor)
    assert error.value.protected_objects == {claim}
    assert Hospital.objects.exists()
    assert not Decision.objects.exists()


def test_rows_that_stay_and_lose_a_reference_are_recorded(editor):
    practice = make_practice()
    initiative = make_initiative(practice=practice)
    decision = review.delete([practice], by=editor)
    initiative.refresh_from_db()
    assert initiative.practice is None
    before, after = changes(decision)["initiative", initiative.pk]
    assert (list(before), after) == (["practice_id"], {"practice_id": None})


def test_an_article_goes_with_its_search_entries_and_its_history_stays(editor):
    article = make_article("甲")
    review.set_review([article], "in_review", by=editor)
    decision = review.delete([article], by=editor)
    assert not SearchEntry.objects.exists()
    assert decision.article is None
    assert Decision.objects.filter(kind="review", article=None).exists()


def test_a_deleted_article_can_be_recognised_when_its_page_comes_again(editor):
    article = make_article("题", ["第一段。", "第二段。"])
    key = article.pk
    review.correct_text(article.passages.last(), "改过的第二段。", by=editor)
    gone = changes(review.delete([article], by=editor))
    before, after = gone["article", key]
    assert (before["page_id"], before["title"], after) == (article.page_id, "题", None)
    passages = [before for (model, _), (before, _) in gone.items() if model == "passage"]
    assert {passage["machine_text"] for passage in passages} == {"题", "第一段。", "第二段。"}
    assert {passage["article_id"] for passage in passages} == {key}
    assert all(passage["spans"] for passage in passages)


def test_deleting_a_part_of_an_article_is_in_the_articles_history(editor):
    article = make_article(contributors=[("记者", "某甲")])
    review.set_review([article], "in_review", by=editor)
    assert "某甲" in texts(article)
    assert review.delete(article.contributors.all(), by=editor).article == article
    assert "某甲" not in texts(article)


def test_deleting_nothing_is_no_decision(editor):
    assert review.delete([], by=editor) is None


# --- Judging ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("act", "status"), [(review.confirm, "confirmed"), (review.reject, "rejected")])
def test_judging_moves_the_status_and_says_who(editor, act, status):
    article = make_article(paragraphs=["甲医院党员293人。"])
    claims = [make_claim(article, make_hospital("甲医院")), make_figure(article, "293", 293)]
    decision = act(claims, by=editor)
    assert decision.article == article
    assert set(changes(decision)) == {(claim._meta.model_name, claim.pk) for claim in claims}
    for claim in claims:
        claim.refresh_from_db()
        assert (claim.status, claim.decided_by) == (status, editor)
        assert claim.decided_at
    assert act(claims, by=editor) is None


def test_a_rejected_claim_stays_and_can_be_confirmed_after_all(editor):
    figure = make_figure(make_article(paragraphs=["党员293人"]), "293", 293)
    review.reject([figure], by=editor)
    review.confirm([figure], by=editor)
    assert Figure.objects.get().status == "confirmed"


def test_a_decision_about_two_articles_belongs_to_neither(editor):
    hospital = make_hospital("甲医院")
    claims = [make_claim(make_article(f"第{n}篇", ["甲医院。"]), hospital) for n in range(2)]
    assert review.confirm(claims, by=editor).article is None


# --- Publishing and reviewing -----------------------------------------------------------------------------------------


def test_publishing_says_when_and_withdrawing_keeps_it(editor):
    article = make_article(published=False)
    review.publish([article], by=editor)
    article.refresh_from_db()
    assert (article.publication, article.revision) == ("published", 2)
    assert article.published_at
    assert list(Article.objects.published()) == [article]
    review.withdraw([article], by=editor, note="来源要求")
    article.refresh_from_db()
    assert (article.publication, article.review) == ("withdrawn", "waiting")
    assert Decision.objects.filter(kind="withdraw", note="来源要求").exists()


@pytest.mark.parametrize(
    ("act", "published"),
    [(review.publish, True), (review.withdraw, False)],
    ids=["published again", "a draft withdrawn"],
)
def test_what_is_so_already_is_no_decision(editor, act, published):
    article = make_article(published=published)
    assert act([article], by=editor) is None
    article.refresh_from_db()
    assert article.publication == ("published" if published else "draft")


def test_the_state_of_review_is_one_of_three(editor):
    article = make_article()
    review.set_review([article], "reviewed", by=editor)
    article.refresh_from_db()
    assert article.review == "reviewed"
    with pytest.raises(ValueError, match="perhaps"):
        review.set_review([article], "perhaps", by=editor)


# --- Correcting texts -------------------------------------------------------------------------------------------------


def corrected(text, printed, new, by):
    """The claim on `printed` in `text` after the text was corrected to `new`."""
    article = make_article(paragraphs=[text])
    claim = make_claim(article, make_hospital(printed), printed)
    review.correct_text(article.passages.last(), new, by=by)
    claim.refresh_from_db()
    return claim


def test_a_correction_is_a_layer_that_the_machines_text_takes_off(editor):
    article = make_article(paragraphs=["党建迎领。"])
    passage = article.passages.last()
    review.correct_text(passage, "党建引领。", by=editor)
    passage.refresh_from_db()
    assert (passage.text, passage.machine_text, texts(article)[-1]) == ("党建引领。", "党建迎领。", "党建引领。")
    assert review.correct_text(passage, "党建引领。", by=editor) is None
    review.correct_text(passage, "党建迎领。", by=editor)
    passage.refresh_from_db()
    assert passage.correction is None


def test_a_corrected_title_is_the_articles_title(editor):
    article = make_article("旧题")
    decision = review.correct_text(article.passages.get(kind="title"), "新题", by=editor)
    article.refresh_from_db()
    assert (article.title, article.revision) == ("新题", 2)
    assert {model for model, _ in changes(decision)} == {"passage", "article"}


@pytest.mark.parametrize(
    ("text", "printed", "new", "quote"),
    [
        ("甲医院很好。", "甲医院", "今天，甲医院很好。", "今天，甲医院很好。"),
        ("甲医院很好。甲医院很大。", "甲医院", "甲医院很好！甲医院很大。", "甲医院很好！"),
        ("第一句。甲医院很好。", "甲医院", "甲医院很好。第一句。", "甲医院很好。"),
    ],
    ids=["text before it", "the same words twice", "a sentence moved"],
)
def test_claims_follow_their_words(editor, text, printed, new, quote):
    claim = corrected(text, printed, new, editor)
    assert (claim.printed, claim.quote, claim.is_adrift) == (printed, quote, False)


@pytest.mark.parametrize(
    ("text", "printed", "new"),
    [
        ("他到甲医院看病。", "甲医院", "他到甲卫生院看病。"),
        ("甲医院来了。乙说起甲医院。", "甲医院", "乙说起甲医院。"),
        ("甲医院很好。", "甲医院", ""),
    ],
    ids=["words changed", "its own words removed, others stay", "all gone"],
)
def test_claims_whose_words_were_touched_are_flagged_and_keep_their_sentence(editor, text, printed, new):
    claim = corrected(text, printed, new, editor)
    assert claim.is_adrift
    assert claim.printed == printed
    assert printed in claim.quote


def test_a_flagged_claim_returns_with_its_sentence(editor):
    claim = corrected("第一句。甲医院很好。", "甲医院", "第一句。某卫生院很好。", editor)
    passage = claim.passage
    review.correct_text(passage, "别的话，某卫生院很好。", by=editor)
    claim.refresh_from_db()
    assert claim.is_adrift
    review.correct_text(passage, "另起。甲医院很好。", by=editor)
    claim.refresh_from_db()
    assert (claim.is_adrift, claim.start, claim.printed) == (False, 3, "甲医院")


@pytest.mark.parametrize(
    ("words", "near", "place"),
    [("医院", 0, (1, 3)), ("医院", 5, (4, 6)), ("门诊", 0, None), ("", 0, None), ("甲医院乙医院丙", 0, None)],
)
def test_nearest(words, near, place):
    assert nearest(words, "甲医院乙医院", near) == place


@pytest.mark.parametrize(
    ("span", "old", "new", "place"),
    [
        ((0, 2), "医院医院", "医院", (0, 2)),
        ((2, 4), "甲的医院，乙的医院", "甲的医院和乙的医院", (2, 4)),
        ((7, 9), "甲的医院，乙的医院", "甲的大医院，乙的医院", (8, 10)),
        ((0, 4), "医院很好", "医院真好", None),
    ],
)
def test_follow(span, old, new, place):
    assert follow(span, old, new) == place


# --- One transaction --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "act",
    [
        lambda article, by: review.publish([article], by=by),
        lambda article, by: review.correct_text(article.passages.last(), "新的正文。", by=by),
        lambda article, by: review.delete(article.passages.all(), by=by),
    ],
    ids=["publish", "correct_text", "delete"],
)
def test_what_cannot_be_indexed_is_not_written(editor, monkeypatch, act):
    article = make_article(published=False)

    def fail(articles):
        raise RuntimeError("the index is gone")

    monkeypatch.setattr("articles.search.changes.index_articles", fail)
    with pytest.raises(RuntimeError):
        act(article, editor)
    article.refresh_from_db()
    assert article.publication == "draft"
    assert [passage.correction for passage in article.passages.all()] == [None, None]
    assert not Decision.objects.exists()


def test_dates_are_kept_as_text(editor):
    page = make_page()
    page.issue_date = "2022-07-01"
    page.full_clean()
    decision = review.save(page, by=editor)
    assert list(changes(decision).values()) == [({"issue_date": None}, {"issue_date": "2022-07-01"})]


def test_times_are_those_of_the_newspapers_country(editor):
    at = datetime(2022, 6, 30, 23, 30, tzinfo=UTC)
    decision = Decision(kind="edit", by=editor, at=at)
    assert str(decision).endswith("2022-07-01 07:30")
    assert str(IngestRun(started_at=at)) == "2022-07-01 07:30"
