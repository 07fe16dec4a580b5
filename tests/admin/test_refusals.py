"""Ordinary mistakes are answered in words, on the form, and change nothing."""

import pytest
from django.db import IntegrityError

from articles import review
from articles.models import (
    ArticleTheme,
    Contributor,
    Decision,
    Honour,
    HospitalName,
    Initiative,
    PartyBranch,
    Passage,
    Person,
    Policy,
    Section,
    SourcePage,
    Theme,
)
from tests.admin.browsing import errors_of, filled, row_of, save, send
from tests.factories import make_article, make_claim, make_figure, make_hospital, make_page, make_practice, make_theme


def refused(client, address, **changed):
    """What the form objects to when it is sent with these fields changed."""
    answer = send(client, address, client.get(address), **changed)
    assert answer.status_code == 200
    assert not Decision.objects.exists()
    return errors_of(answer)


def added(prefix, *rows, **common):
    """Fields of rows added to an inline that holds none."""
    fields = {f"{prefix}-{n}-{name}": value for n, row in enumerate(rows) for name, value in (row | common).items()}
    return fields | {f"{prefix}-TOTAL_FORMS": str(len(rows))}


# --- The same record twice --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "given"),
    [
        (Policy, {"name": "《某办法》"}),
        (Person, {"name": "某甲", "organisation": "某科"}),
        (Honour, {"name": "某奖", "issuer": ""}),
        (Initiative, {"name": "某行动", "organiser": "某单位"}),
    ],
)
def test_what_exists_is_not_added_again(browser, page_of, model, given):
    record = model.objects.create(**given)
    words = refused(browser("编辑"), page_of(record, "add"), **given)
    assert "已有" in words
    assert model.objects.count() == 1


def test_a_hospital_exists_once_in_a_place(browser, page_of):
    first = make_hospital("甲医院", province="甲省", city="甲市")
    second = make_hospital("乙医院", province="甲省", city="甲市")
    client = browser("编辑")
    given = {"name": "甲医院", "province": "甲省", "city": "甲市"}
    assert "已有" in refused(client, page_of(first, "add"), **given)
    assert "已有" in refused(client, page_of(second), name="甲医院")
    save(client, page_of(second), name="甲医院", city="乙市")


def test_a_merged_record_leaves_its_name_free(browser, page_of):
    kept = Policy.objects.create(name="《某办法》（全文）")
    Policy.objects.create(name="《某办法》", merged_into=kept)
    save(browser("编辑"), page_of(kept, "add"), name="《某办法》")
    assert Policy.objects.filter(name="《某办法》").count() == 2


def test_initiatives_and_branches_exist_once_a_hospital(browser, page_of):
    hospital = make_hospital("甲医院")
    initiative = Initiative.objects.create(hospital=hospital, name="某行动")
    branch = PartyBranch.objects.create(hospital=hospital, name="一支部", level="branch")
    client = browser("编辑")
    assert "已有" in refused(client, page_of(initiative, "add"), name="某行动", hospital=hospital.pk)
    given = {"name": "一支部", "level": "branch", "hospital": hospital.pk}
    assert "已有" in refused(client, page_of(branch, "add"), **given)


def test_a_theme_stands_once_on_an_article(browser, page_of):
    article, here, other = make_article(), make_theme("甲主题"), make_theme("乙主题")
    make_claim(article, here)
    link = make_claim(article, other)
    assert "已有" in refused(browser("编辑"), page_of(link), theme=here.pk)
    assert ArticleTheme.objects.filter(theme=other).exists()


# --- Names of hospitals -----------------------------------------------------------------------------------------------


def test_an_alias_that_the_hospital_has_is_refused(browser, page_of):
    hospital = make_hospital("甲医院", aliases=["甲院"])
    again = {"names-1-name": "甲院", "names-1-kind": "short", "names-1-hospital": hospital.pk}
    assert "已有" in refused(browser("编辑"), page_of(hospital), **again, **{"names-TOTAL_FORMS": "2"})


@pytest.mark.parametrize("new", [True, False], ids=["of a new hospital", "of a known one"])
def test_an_alias_given_twice_in_one_form_is_refused(browser, page_of, new):
    hospital = make_hospital("甲医院")
    rows = added("names", {"name": "甲院"}, {"name": "甲院"}, kind="short", hospital="" if new else hospital.pk)
    address = page_of(hospital, "add") if new else page_of(hospital)
    assert "已有" in refused(browser("编辑"), address, name="乙医院", **rows)


@pytest.mark.parametrize("kind", ["contextual", "nonsense"])
def test_kinds_of_alias_that_the_inline_does_not_offer(browser, page_of, kind):
    hospital = make_hospital("甲医院")
    client = browser("编辑")
    assert 'value="short"' in client.get(page_of(hospital)).content.decode()
    assert 'value="contextual"' not in client.get(page_of(hospital)).content.decode()
    assert refused(client, page_of(hospital), **added("names", {"name": "市医院", "kind": kind}, hospital=hospital.pk))


@pytest.mark.parametrize(("kind", "limited"), [("contextual", False), ("short", True)])
def test_a_name_of_one_article_says_which_and_no_other_does(browser, page_of, kind, limited):
    article, hospital = make_article(), make_hospital("甲医院")
    given = {"name": "市医院", "hospital": hospital.pk, "kind": kind, "article": article.pk if limited else ""}
    assert "文章" in refused(browser("编辑"), "/admin/articles/hospitalname/add/", **given)
    assert not HospitalName.objects.exists()


def test_a_keyword_given_twice_in_one_form_is_refused(browser, page_of):
    theme = make_theme("甲主题")
    rows = added("keywords", {"word": "词"}, {"word": "词"}, weight="1.0", theme=theme.pk)
    assert "已有" in refused(browser("编辑"), page_of(theme), **rows)


# --- Places in an order -----------------------------------------------------------------------------------------------

PLACED = [(Section, "sections", "speaker", {}), (Contributor, "contributors", "name", {"role": "记者"})]


@pytest.fixture(params=PLACED, ids=["sections", "contributors"])
def placed(request, db):
    """An article with 甲, 乙 and 丙 in this order: (article, its rows, prefix of the inline, field of the name)."""
    model, prefix, name, fields = request.param
    article = make_article()
    rows = [model.objects.create(article=article, order=n, **{name: word}, **fields) for n, word in enumerate("甲乙丙")]
    return article, rows, prefix, name


def in_order(article, prefix, name):
    return "".join(getattr(article, prefix).values_list(name, flat=True))


@pytest.mark.parametrize(
    ("places", "wanted"),
    [((1, 0, 2), "乙甲丙"), ((1, 2, 0), "丙甲乙"), ((5, 1, 2), "乙丙甲"), ((2147483647, 1, 0), "丙乙甲")],
    ids=["two exchanged", "all moved on", "to the end", "to the very end"],
)
def test_rows_exchange_their_places(browser, page_of, placed, places, wanted):
    article, rows, prefix, name = placed
    client = browser("编辑")
    page = client.get(page_of(article))
    changed = {f"{row_of(page, prefix, row)}-order": str(place) for row, place in zip(rows, places, strict=True)}
    save(client, page_of(article), **changed)
    assert in_order(article, prefix, name) == wanted
    assert Decision.objects.get().kind == "edit"


def test_a_move_records_the_places_that_were_seen_and_other_edits_too(browser, page_of, placed):
    article, rows, prefix, name = placed
    client = browser("编辑")
    page = client.get(page_of(article))
    first, second = (row_of(page, prefix, row) for row in rows[:2])
    save(client, page_of(article), **{f"{first}-order": "1", f"{second}-order": "0", f"{first}-{name}": "丁"})
    assert in_order(article, prefix, name) == "乙丁丙"
    moves = Decision.objects.order_by("pk").first().changes.order_by("object_pk").values_list("before", "after")
    assert list(moves) == [({"order": 0}, {"order": 1}), ({"order": 1}, {"order": 0})]


def test_two_rows_in_one_place_are_refused(browser, page_of, placed):
    article, rows, prefix, _ = placed
    client = browser("编辑")
    row = row_of(client.get(page_of(article)), prefix, rows[0])
    assert "已有" in refused(client, page_of(article), **{f"{row}-order": "1"})
    assert "已有" in refused(client, page_of(rows[0]), order="1")


def test_a_place_that_somebody_took_meanwhile_is_refused(browser, page_of, placed):
    article, rows, prefix, _ = placed
    client = browser("编辑")
    opened = client.get(page_of(article))
    row = row_of(opened, prefix, rows[0])
    last = rows[2]
    type(last).objects.create(article=article, order=7, **({"role": "记者", "name": "丁"} if prefix[0] == "c" else {}))
    answer = send(client, page_of(article), opened, **{f"{row}-order": "7"})
    assert "已有" in errors_of(answer)


# --- Trees ------------------------------------------------------------------------------------------------------------


def tree_of(model):
    if model is Theme:
        return [make_theme(name) for name in ("甲", "乙", "丙")]
    hospital = make_hospital()
    return [PartyBranch.objects.create(hospital=hospital, name=name, level="branch") for name in ("甲", "乙", "丙")]


@pytest.mark.parametrize("model", [Theme, PartyBranch])
class TestTrees:
    def test_nothing_stands_below_itself(self, browser, page_of, model):
        top, middle, low = tree_of(model)
        model.objects.filter(pk=middle.pk).update(parent=top)
        model.objects.filter(pk=low.pk).update(parent=middle)
        client = browser("编辑")
        for parent in (top, middle, low):
            assert "自身" in refused(client, page_of(top), parent=parent.pk)
        save(client, page_of(low), parent=top.pk)

    def test_an_old_circle_does_not_hang_the_form(self, browser, page_of, model):
        first, second, other = tree_of(model)
        model.objects.filter(pk=first.pk).update(parent=second)
        model.objects.filter(pk=second.pk).update(parent=first)
        save(browser("编辑"), page_of(other), parent=first.pk)

    def test_the_database_refuses_a_record_below_itself(self, db, model):
        record = tree_of(model)[0]
        record.parent = record
        with pytest.raises(IntegrityError):
            record.save()


# --- Texts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["kicker", "title", "subtitle"])
def test_a_part_of_the_head_can_be_emptied_and_filled_again(browser, page_of, field):
    article = make_article("题", kicker="引", subtitle="副")
    client = browser("编辑")
    save(client, page_of(article), **{field: ""})
    passage = article.passages.get(kind=field)
    assert (passage.correction, passage.text) == ("", "")
    save(client, page_of(passage))
    save(client, page_of(article), **{field: "新的"})
    article.refresh_from_db()
    assert (getattr(article, field), article.passages.get(kind=field).text) == ("新的", "新的")


@pytest.mark.parametrize("text", ["", "  ", "\r\n\t", "　"])
def test_a_passage_of_the_body_is_not_emptied(browser, page_of, text):
    article = make_article(paragraphs=["正文。"])
    passage = article.passages.last()
    client = browser("编辑")
    row = row_of(client.get(page_of(article)), "passages", passage)
    assert "不能清空" in refused(client, page_of(article), **{f"{row}-text": text})
    assert "不能清空" in refused(client, page_of(passage), text=text)


def test_a_body_that_is_empty_already_locks_nothing(browser, page_of):
    article = make_article()
    Passage.objects.filter(kind="paragraph").update(correction="")
    save(browser("编辑"), page_of(article), title="新题")


# --- Numbers ----------------------------------------------------------------------------------------------------------


def test_rules_about_numbers_are_told_in_words(browser, page_of):
    article = make_article(paragraphs=["党员10至12人。"])
    records = {
        "value_to": make_figure(article, "10至12", 10),
        "founded": make_hospital("甲医院"),
        "last_line": article.review_reasons.create(code="truncated", first_line=5, last_line=6),
        "weight": make_theme("甲主题").keywords.create(word="词"),
    }
    client = browser("编辑")
    for field, record in records.items():
        words = refused(client, page_of(record), **{field: "0" if field == "weight" else "3"})
        assert "约束" not in words
        assert "constraint" not in words.lower()


# --- What nobody foresaw ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["form", "list", "deletion"])
def test_what_the_database_refuses_is_a_message(browser, page_of, monkeypatch, place):
    practice = make_practice("甲做法")

    def refuse(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr(review, "delete" if place != "form" else "save", refuse)
    client = browser("审核")
    form = filled(client.get(page_of(practice))) | {"name": "乙做法"}
    deletion = {"action": "delete_selected", "_selected_action": [practice.pk], "post": "yes"}
    page, data = {
        "form": ("change", form),
        "list": ("changelist", deletion),
        "deletion": ("delete", {"post": "yes"}),
    }[place]
    answer = client.post(page_of(practice, page), data, follow=True)
    assert answer.status_code == 200
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


# --- Rights -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "rights"), [("编辑", "internal"), ("审核", "full")])
def test_who_may_publish_decides_what_of_a_page_is_public(browser, page_of, role, rights):
    page = make_page(rights="internal")
    save(browser(role), page_of(page), rights="full", newspaper="示范报")
    stored = SourcePage.objects.get()
    assert (stored.newspaper, stored.rights) == ("示范报", rights)


# --- Addresses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "articles/article/?page__newspaper=%00",
        "articles/article/?province=%00&theme=a%00b&reason=%00",
        "articles/article/?q=%00",
        "articles/article/?page__newspaper__in=a,%00",
        "articles/hospital/?province=%00",
        "autocomplete/?app_label=articles&model_name=section&field_name=hospital&term=%00",
    ],
)
def test_a_nul_in_an_address_is_an_unknown_value(admin_client, address):
    make_article()
    answer = admin_client.get(f"/admin/{address}")
    assert answer.status_code == 200
    if "autocomplete" not in address and "?q" not in address:
        assert list(answer.context["cl"].result_list) == []


@pytest.mark.parametrize("key", ["abc", "%00", "99999999999999999999"])
@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_a_record_that_cannot_be_is_told(admin_client, key, page):
    answer = admin_client.get(f"/admin/articles/article/{key}/{page}/", follow=True)
    assert answer.redirect_chain[-1][0] == "/admin/"
    assert answer.context["messages"]
