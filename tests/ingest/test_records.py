"""Pages that come in the page schema: clean articles in bulk, what `parse` printed, what `export` wrote."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from articles import review
from articles.ingest import Options, ingest
from articles.ingest.pages import Supplied
from articles.models import Article, Figure, Hospital, HospitalMention, IngestOutcome, PageVersion, SourcePage, Theme
from tests.factories import make_user
from tests.ingest.pages import OTHER, PAGE, TITLE
from tests.snapshot import snapshot

pytestmark = pytest.mark.django_db
Status = IngestOutcome.Status

CLEAN = {
    "source": "2022/07/01-3.txt",
    "newspaper": "某某日报",
    "issue_date": "2022-07-01",
    "page_label": "第3版",
    "articles": [
        {
            "title": TITLE,
            "bylines": [{"role": "记者", "name": "钱某某"}],
            "body": [
                {"type": "paragraph", "text": "云溪县人民医院共有党员120人，设5个党支部。"},
                {"type": "heading", "level": 1, "text": "把支部建在科室上"},
                {"type": "paragraph", "text": "医院开展“健康送到家”活动，服务群众300余人次。"},
            ],
        },
        {"title": "送医下乡", "body": [{"type": "paragraph", "text": "云溪县妇幼保健院到山区义诊。"}]},
    ],
}
FACT = {"name": "云溪县人民医院", "article": 0, "field": "body", "body": 0, "start": 0, "end": 7}


def changed(**values):
    return {**json.loads(json.dumps(CLEAN)), **values}


def with_block(**values):
    """The clean page with another first block."""
    page = changed()
    page["articles"][0]["body"][0] |= values
    return page


def write(folder, name, *pages):
    text = "".join(f"{json.dumps(page, ensure_ascii=False)}\n" for page in pages)
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def outcomes(*paths, **options):
    return {outcome.path: outcome for outcome in ingest(paths, Options(**options)).outcomes}


def test_clean_articles_become_articles_with_facts(tmp_path):
    outcomes(write(tmp_path, "page.json", CLEAN))
    page = SourcePage.objects.get()
    assert (page.path, page.newspaper, page.page_label) == ("2022/07/01-3.txt", "某某日报", "第3版")
    assert page.issue_date == date(2022, 7, 1)
    first, second = page.articles.order_by("order")
    assert (first.title, second.title) == (TITLE, "送医下乡")
    assert [part.kind for part in first.passages.all()] == ["title", "paragraph", "heading", "paragraph"]
    assert first.contributors.get().name == "钱某某"
    mention = HospitalMention.objects.filter(hospital__name="云溪县人民医院").first()
    assert mention.quote == "云溪县人民医院共有党员120人，设5个党支部。"
    assert Figure.objects.filter(measure="party_members", value=120, status="proposed").exists()


def test_every_passage_owns_the_characters_that_it_shows(tmp_path):
    outcomes(write(tmp_path, "page.json", CLEAN))
    text = PageVersion.objects.get().text
    for article in Article.objects.all():
        for passage in article.passages.all():
            assert "".join(text[start:end] for start, end in passage.spans) == passage.text


@pytest.mark.parametrize("layout", ["a.jsonl", "a.json"])
def test_many_pages_in_one_file(tmp_path, layout):
    pages = [changed(source=f"{n}.txt", issue_date=f"2022-07-0{n}") for n in range(1, 4)]
    if layout == "a.json":
        (tmp_path / layout).write_text(json.dumps(pages, indent=1), encoding="utf-8")
        path = str(tmp_path / layout)
    else:
        path = write(tmp_path, layout, *pages)
    assert {key: each.status for key, each in outcomes(path).items()} == {f"{n}.txt": Status.CREATED for n in (1, 2, 3)}
    before = snapshot()
    assert {each.status for each in outcomes(path).values()} == {Status.UNCHANGED}
    assert snapshot() == before


def test_the_same_record_laid_out_otherwise_is_the_same(tmp_path):
    outcomes(write(tmp_path, "page.json", CLEAN))
    (tmp_path / "page.json").write_text(json.dumps(dict(reversed(CLEAN.items())), indent=2), encoding="utf-8-sig")
    assert outcomes(str(tmp_path / "page.json"))["2022/07/01-3.txt"].status == Status.UNCHANGED


def test_a_changed_record_is_a_new_version(tmp_path):
    outcomes(write(tmp_path, "page.json", CLEAN))
    address = Article.objects.get(title=TITLE).public_id
    outcomes(write(tmp_path, "page.json", with_block(text="云溪县人民医院共有党员130人，设5个党支部。")))
    assert PageVersion.objects.count() == 2
    assert Article.objects.get(title=TITLE).public_id == address
    assert [figure.value for figure in Figure.objects.filter(measure="party_members")] == [130]


def test_what_a_record_says_of_an_article_holds(tmp_path):
    page = changed()
    page["articles"][0] |= {
        "kind": "commentary",
        "about_party_building": False,
        "themes": ["人才培养", "没有听说过的主题"],
    }
    outcomes(write(tmp_path, "page.json", page))
    article = Article.objects.get(title=TITLE)
    assert (article.kind, article.about_party_building) == ("commentary", False)
    assert {link.theme.name for link in article.theme_links.all()} == {"人才培养", "没有听说过的主题"}
    assert Theme.objects.filter(name="没有听说过的主题").count() == 1


def test_stated_facts_are_taken_and_no_others_are_looked_for(tmp_path):
    outcomes(write(tmp_path, "page.json", changed(hospitals=[FACT], figures=[])))
    mention = HospitalMention.objects.get()
    assert (mention.hospital.name, mention.rule, mention.status) == ("云溪县人民医院", "given", "proposed")
    assert mention.quote == "云溪县人民医院共有党员120人，设5个党支部。"
    assert not Figure.objects.exists()


def test_what_a_careful_reader_found_can_be_read_in(tmp_path):
    paths = sorted(map(str, (Path(__file__).parents[1] / "gold").glob("*.json")))
    assert {each.status for each in outcomes(*paths).values()} == {Status.CREATED}


def test_what_parse_printed_can_be_read_in(tmp_path):
    (tmp_path / "pages").mkdir()
    for name, text in [("one.txt", PAGE), ("two.txt", OTHER)]:
        (tmp_path / "pages" / name).write_text(text, encoding="utf-8")
    call_command("parse", str(tmp_path / "pages"), output=tmp_path / "parsed")
    found = outcomes(str(tmp_path / "parsed"))
    assert {key: each.status for key, each in found.items()} == {"one.txt": Status.CREATED, "two.txt": Status.CREATED}
    texts = {part.text for article in Article.objects.all() for part in article.passages.all()}
    ingest([str(tmp_path / "pages")])
    assert {part.text for article in Article.objects.all() for part in article.passages.all()} == texts


def test_what_holds_for_the_run_fills_what_the_record_leaves_open(tmp_path):
    path = write(tmp_path, "page.json", changed(newspaper=None))
    outcomes(path, supplied=Supplied("某某周报", date(2000, 1, 1)))
    page = SourcePage.objects.get()
    assert (page.newspaper, page.issue_date) == ("某某周报", date(2022, 7, 1))


FAULTS = {
    "no source": (changed(source=None), "a.jsonl:2"),
    "no articles": (changed(articles=[]), "articles"),
    "articles that are no list": (changed(articles={"title": "x"}), "articles"),
    "an article that is no object": (changed(articles=["x"]), "articles[0]"),
    "a title that is no text": (changed(articles=[{"title": 7, "body": []}]), "articles[0].title"),
    "an unknown type of block": (with_block(type="picture"), "articles[0].body[0].type"),
    "a block without text": (with_block(text=""), "articles[0].body[0].text"),
    "a character that no database stores": (with_block(text="党\0建"), "articles[0].body[0].text"),
    "half of a character": (with_block(text="党\ud800建"), "articles[0].body[0].text"),
    "a level below the lowest": (with_block(level=99), "articles[0].body[0].level"),
    "a flag that is a word": (with_block(truncated="yes"), "articles[0].body[0].truncated"),
    "no such day": (changed(issue_date="2022-02-30"), "issue_date"),
    "unknown rights": (changed(rights="secret"), "rights"),
    "a fact in an article that is not there": (changed(hospitals=[{**FACT, "article": 9}]), "hospitals[0].article"),
    "a fact in a block that is not there": (changed(hospitals=[{**FACT, "body": 9}]), "hospitals[0].body"),
    "a fact beyond the text": (changed(hospitals=[{**FACT, "end": 999}]), "hospitals[0].end"),
    "a fact that ends before it begins": (changed(hospitals=[{**FACT, "start": 5, "end": 5}]), "hospitals[0].end"),
    "a quote that is not printed": (changed(hospitals=[{**FACT, "quote": "没有这句。"}]), "hospitals[0].quote"),
    "a confidence above 1": (changed(hospitals=[{**FACT, "confidence": 2}]), "hospitals[0].confidence"),
    "a year that is none": (changed(hospitals=[{**FACT, "founded": 20}]), "hospitals[0].founded"),
    "a fact without a name": (changed(hospitals=[{**FACT, "name": None}]), "hospitals[0].name"),
    "a figure that is none": (changed(figures=[{**FACT, "measure": "x", "value": "many"}]), "figures[0].value"),
    "a figure without end": (changed(figures=[{**FACT, "measure": "x", "value": float("inf")}]), "figures[0].value"),
    "spans beyond the page": (
        changed(text="一页", spans=[[[[0, 9]], [], [], []], [[], []]]),
        "spans[0][0][0]",
    ),
    "spans of other passages": (changed(text="一页", spans=[[]]), "spans"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_what_is_wrong_is_told_with_its_place_and_the_others_are_read(tmp_path, case):
    page, place = FAULTS[case]
    pages = [changed(source="1.txt"), {**page, "source": page["source"] and "2.txt"}, changed(source="3.txt")]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(each) + "\n" for each in pages), encoding="utf-8")
    found = outcomes(str(tmp_path / "a.jsonl"))
    (failed,) = [each for each in found.values() if each.status == Status.FAILED]
    assert place in f"{failed.path} {failed.reason}"
    assert "a.jsonl:2" in f"{failed.path} {failed.reason}"
    assert set(SourcePage.objects.values_list("path", flat=True)) == {"1.txt", "3.txt"}


NOT_RECORDS = {
    "no JSON": b"{articles: []}",
    "cut off": b'{"source": "1.txt", "articles": [',
    "a list": b"[1, 2]",
    "a number": b"7",
    "deeply nested": b"[" * 100_000,
    "another encoding": '{"source": "第一版"}'.encode("gb18030"),
    "a number of ten thousand digits": b'{"source": ' + b"9" * 10_000 + b"}",
}


@pytest.mark.parametrize("case", NOT_RECORDS)
def test_a_line_that_is_no_record_fails_alone(tmp_path, case):
    good = json.dumps(CLEAN).encode()
    (tmp_path / "a.jsonl").write_bytes(NOT_RECORDS[case] + b"\n\n" + good)
    found = outcomes(str(tmp_path / "a.jsonl"))
    assert found.pop("2022/07/01-3.txt").status == Status.CREATED
    assert [(path, each.status) for path, each in found.items()] == [("a.jsonl:1", Status.FAILED)]


def test_a_line_over_the_limit_fails_alone(tmp_path, settings):
    settings.PAGE_SIZE_LIMIT = 5000
    long = with_block(text="党" * 5000)
    found = outcomes(write(tmp_path, "a.jsonl", {**long, "source": "long.txt"}, CLEAN))
    assert [(key, each.status) for key, each in found.items()] == [
        ("a.jsonl:1", Status.FAILED),
        ("2022/07/01-3.txt", Status.CREATED),
    ]


def test_two_pages_of_one_name_in_one_run_are_told_apart(tmp_path):
    other = with_block(text="完全另外的一段话。")
    found = ingest([write(tmp_path, "a.jsonl", CLEAN, other)]).outcomes
    assert [each.status for each in found] == [Status.CREATED, Status.FAILED]
    assert SourcePage.objects.get().versions.count() == 1


def test_a_page_that_came_restored_has_no_repair_to_switch(tmp_path):
    ingest([write(tmp_path, "pages.jsonl", CLEAN)], Options())
    page = SourcePage.objects.get()
    with pytest.raises(review.RefusedError):
        review.switch_repair(page=page, rule=review.RULES[0], on=False, by=make_user("editor"))
    page.refresh_from_db()
    assert page.repairs_off == []


def test_a_name_that_a_page_gives_to_several_places_does_not_stop_it(tmp_path):
    places = ({"province": "河北省"}, {"province": "四川省"}, {"province": "四川省", "city": "某市"})
    page = changed(hospitals=[{**FACT, **place} for place in places])
    assert outcomes(write(tmp_path, "pages.jsonl", page))[CLEAN["source"]].status == Status.CREATED
    assert Hospital.objects.get(name=FACT["name"]).province in {place["province"] for place in places}
