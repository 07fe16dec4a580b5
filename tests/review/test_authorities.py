"""Records that turn out to be one, or not."""

import pytest

from articles import review
from articles.models import (
    ArticleTheme,
    Decision,
    Distinction,
    Figure,
    HospitalMention,
    PartyBranch,
    Person,
    Policy,
    SearchName,
)
from articles.search.base import search
from articles.search.index import reindex
from tests.factories import (
    make_article,
    make_claim,
    make_figure,
    make_hospital,
    make_initiative,
    make_practice,
    make_theme,
    make_user,
)
from tests.review.test_structure import state

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user("editor")


@pytest.fixture
def article():
    return make_article("题", ["旧院和新院。党员293人。"])


@pytest.fixture
def old(article):
    """A hospital with everything that can stand on one."""
    hospital = make_hospital("旧院", aliases=["老院", "共名"], city="甲市", level="三级甲等")
    make_claim(article, hospital, "旧院")
    make_figure(article, "293", 293, hospital=hospital)
    branch = PartyBranch.objects.create(hospital=hospital, name="党委", level="committee")
    PartyBranch.objects.create(hospital=hospital, name="第一支部", level="branch", parent=branch)
    make_claim(article, branch, "旧院")
    initiative = make_initiative("先锋行动", hospital=hospital)
    initiative.themes.set([make_theme("旧主题")])
    make_claim(article, initiative, "旧院")
    make_claim(article, Person.objects.create(name="某甲", organisation="旧院", hospital=hospital), "旧院")
    article.sections.create(order=0, speaker="某甲", hospital=hospital)
    return hospital


@pytest.fixture
def new(article):
    hospital = make_hospital("新院", aliases=["共名"], province="甲省")
    make_claim(article, hospital, "新院")
    PartyBranch.objects.create(hospital=hospital, name="党委", level="committee")
    make_initiative("先锋行动", hospital=hospital).themes.set([make_theme("新主题")])
    return hospital


def names(hospital):
    return sorted(hospital.names.values_list("name", flat=True))


def test_everything_that_points_to_a_record_points_to_the_one_that_stays(editor, old, new):
    decision = review.merge(record=old, into=new, by=editor)
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.current(), new.city, new.level, new.province) == (new, "甲市", "三级甲等", "甲省")
    assert HospitalMention.objects.filter(hospital=new).count() == 2
    assert Figure.objects.get().hospital == new
    assert new.sections.exists()
    assert new.people.get().name == "某甲"
    assert names(new) == ["共名", "旧院", "老院"]
    assert decision.kind == "merge"


def test_what_both_have_becomes_one(editor, old, new):
    review.merge(record=old, into=new, by=editor)
    branches = new.branches.filter(merged_into=None)
    assert sorted(branch.name for branch in branches) == ["党委", "第一支部"]
    committee, first = branches.get(name="党委"), branches.get(name="第一支部")
    assert first.parent == committee
    assert committee.mentions.exists()
    initiative = new.initiatives.filter(merged_into=None).get()
    assert sorted(theme.name for theme in initiative.themes.all()) == ["新主题", "旧主题"]


def test_either_name_finds_the_articles_of_both_until_they_are_separated(editor, old, new):
    reindex()
    review.merge(record=old, into=new, by=editor)
    kinds = {"kind": "hospital", "object_pk": new.pk}
    assert set(SearchName.objects.filter(**kinds).values_list("text", flat=True)) == {"新院", "旧院", "老院", "共名"}
    assert search("老院").count == 1
    review.unmerge(record=old, by=editor)
    assert set(SearchName.objects.filter(**kinds).values_list("text", flat=True)) == {"新院", "共名"}


def test_the_old_address_leads_to_the_new(editor, old, new, client):
    review.merge(record=old, into=new, by=editor)
    assert client.get(old.get_absolute_url()).url == new.get_absolute_url()


def test_a_merge_can_be_undone_and_done_again(editor, old, new):
    before = state()
    merging = review.merge(record=old, into=new, by=editor)
    merged = state()
    undoing = review.undo(merging, editor)
    assert state() == before
    review.undo(undoing, editor)
    assert state() == merged


def test_a_separated_record_gets_back_what_nobody_changed_since(editor, old, new, article):
    merging = review.merge(record=old, into=new, by=editor)
    figure = Figure.objects.get()
    review.correct_claim(claim=figure, hospital=make_hospital("第三院"), by=editor)
    later = make_claim(article, new, "新院")
    with pytest.raises(review.StandsOnError):
        review.undo(merging, editor)
    old.refresh_from_db()
    decision = review.unmerge(record=old, by=editor)
    old.refresh_from_db()
    figure.refresh_from_db()
    later.refresh_from_db()
    assert (decision.kind, decision.undoes, old.merged_into) == ("unmerge", merging, None)
    assert (figure.hospital.name, later.hospital) == ("第三院", new)
    assert old.mentions.exists()
    assert names(old) == ["共名", "老院"]


def test_what_was_merged_along_is_separated_with_its_owner(editor, old, new):
    committee = old.branches.get(name="党委")
    review.merge(record=old, into=new, by=editor)
    committee.refresh_from_db()
    with pytest.raises(review.RefusedError, match="旧院"):
        review.unmerge(record=committee, by=editor)
    with pytest.raises(review.RefusedError):
        review.unmerge(record=new, by=editor)


@pytest.mark.parametrize(
    ("one", "other"), [({"city": "甲市"}, {"city": "乙市"}), ({"founded": 1950}, {"founded": 1951})]
)
def test_a_contradiction_must_be_overruled(editor, one, other):
    first, second = make_hospital("甲院", **one), make_hospital("乙院", **other)
    with pytest.raises(review.MergeConflictError) as caught:
        review.merge(record=first, into=second, by=editor)
    assert [values for _name, *values in caught.value.conflicts] == [[*one.values(), *other.values()]]
    assert not Decision.objects.exists()
    review.merge(record=first, into=second, by=editor, despite_conflicts=True)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.merged_into == second
    assert {name: getattr(second, name) for name in other} == other


def test_what_somebody_told_apart_is_not_merged(editor):
    first, second = make_hospital("甲院"), make_hospital("乙院")
    decision = review.distinguish(first=second, second=first, by=editor)
    assert Distinction.objects.get().first == first.pk
    assert review.distinguish(first=first, second=second, by=editor) is None
    with pytest.raises(review.RefusedError):
        review.merge(record=first, into=second, by=editor)
    review.undo(decision, editor)
    review.merge(record=first, into=second, by=editor)


@pytest.mark.parametrize("wrong", ["itself", "another kind", "merged already"])
def test_merges_that_cannot_be_are_refused(editor, wrong):
    first, second, third = make_hospital("甲院"), make_hospital("乙院"), make_hospital("丙院")
    review.merge(record=first, into=second, by=editor)
    pairs = {"itself": (second, first), "another kind": (third, make_theme()), "merged already": (first, third)}
    record, into = pairs[wrong]
    with pytest.raises(review.RefusedError):
        review.merge(record=record, into=into, by=editor)


def test_themes_are_merged_with_their_words_and_links(editor, article, client):
    old, new = make_theme("旧主题"), make_theme("新主题")
    for theme, words in ((old, ["甲", "乙"]), (new, ["乙", "丙"])):
        for word in words:
            theme.keywords.create(word=word)
        make_claim(article, theme)
    review.confirm(old.article_links.all(), by=editor)
    other = make_article("另一篇")
    make_claim(other, old)
    review.merge(record=old, into=new, by=editor)
    assert sorted(new.keywords.values_list("word", flat=True)) == ["丙", "乙", "甲"]
    assert ArticleTheme.objects.get(article=article).status == "confirmed"
    assert ArticleTheme.objects.filter(theme=new).count() == 2
    assert client.get(old.get_absolute_url()).url == new.get_absolute_url()
    assert "旧主题" not in client.get("/themes/").content.decode()


def test_practices_people_and_policies_are_merged_too(editor, article):
    old, new = make_practice("旧做法", synonyms=["老做法"]), make_practice("新做法")
    initiative = make_initiative(practice=old)
    review.merge(record=old, into=new, by=editor)
    initiative.refresh_from_db()
    assert initiative.practice == new
    assert sorted(synonym.name for synonym in new.synonyms.all()) == ["旧做法", "老做法"]
    for model in (Person, Policy):
        one, other = model.objects.create(name="某甲"), model.objects.create(name="某乙")
        claim = make_claim(article, one, "旧院")
        review.merge(record=one, into=other, by=editor)
        assert list(other.mentions.all()) == [claim]
