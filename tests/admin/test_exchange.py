"""Authority records as tables: out, edited, and in again after a preview; every row a decision."""

from io import BytesIO

import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.admin.exchange import RESOURCES
from articles.models import Decision, Hospital, Initiative
from tests.admin.records import MAKERS
from tests.factories import make_hospital, make_initiative, make_page, make_theme

XLSX, CSV = "0", "1"


def exported(client, page_of, record, form=CSV):
    address = page_of(record, "export")
    data = filled_export(client.get(address)) | {"format": form}
    return client.post(address, data)


def filled_export(page):
    form = page.context["form"]
    return {name: "on" for name in form.fields if form.fields[name].initial is True} | {"resource": ""}


def preview(client, page_of, record, table, form=CSV):
    content = table.export("csv").encode() if form == CSV else table.export("xlsx")
    file = SimpleUploadedFile("table.csv", content)
    return client.post(page_of(record, "import"), {"import_file": file, "format": form, "resource": ""})


def confirm(client, page_of, record, page):
    return client.post(page_of(record, "process_import"), page.context["confirm_form"].initial)


def rows_of(answer):
    return tablib.Dataset().load(answer.content.decode("utf-8-sig"), format="csv")


@pytest.mark.parametrize("model", RESOURCES, ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("form", [XLSX, CSV])
def test_what_was_exported_comes_in_again_without_a_change(browser, page_of, model, form):
    record = MAKERS[model](1)
    client = browser("编辑")
    answer = exported(client, page_of, record, form)
    content = BytesIO(answer.content)
    content.name = "table"
    data = {"import_file": content, "format": form, "resource": ""}
    page = client.post(page_of(record, "import"), data)
    assert not page.context["result"].has_errors()
    assert not page.context["result"].invalid_rows, page.context["result"].invalid_rows[0].error
    confirm(client, page_of, record, page)
    assert not Decision.objects.exists()


def test_the_preview_shows_what_would_change_and_changes_nothing(browser, page_of):
    hospital = make_hospital("甲医院", aliases=["甲院"])
    client = browser("编辑")
    table = rows_of(exported(client, page_of, hospital))
    row = dict(zip(table.headers, table[0], strict=True)) | {"城市": "甲市", "医院别名": "甲院；大甲院"}
    changed = tablib.Dataset(list(row.values()), ["", "乙医院", *[""] * (len(row) - 2)], headers=list(row))
    page = preview(client, page_of, hospital, changed)
    assert "甲市" in page.content.decode()
    assert (Hospital.objects.count(), Decision.objects.count()) == (1, 0)
    confirm(client, page_of, hospital, page)
    hospital.refresh_from_db()
    assert hospital.city == "甲市"
    assert set(hospital.names.values_list("name", flat=True)) == {"甲院", "大甲院"}
    assert Hospital.objects.filter(name="乙医院").exists()
    assert set(Decision.objects.values_list("by__username", flat=True)) == {client.user.username}


def test_themes_of_an_initiative_are_names_in_one_cell(browser, page_of):
    theme, initiative = make_theme("清廉建设"), make_initiative()
    client = browser("编辑")
    table = rows_of(exported(client, page_of, initiative))
    row = dict(zip(table.headers, table[0], strict=True)) | {"主题": "清廉建设"}
    page = preview(client, page_of, initiative, tablib.Dataset(list(row.values()), headers=list(row)))
    confirm(client, page_of, initiative, page)
    assert list(Initiative.objects.get().themes.all()) == [theme]
    assert Decision.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("建院年份", "很久以前"), ("名称", ""), ("名称", "长" * 101)],
    ids=["no number", "empty", "long"],
)
def test_bad_rows_are_told_with_their_line_and_nothing_is_written(browser, page_of, field, value):
    hospital = make_hospital("甲医院")
    client = browser("编辑")
    table = rows_of(exported(client, page_of, hospital))
    row = dict(zip(table.headers, table[0], strict=True)) | {field: value}
    page = preview(client, page_of, hospital, tablib.Dataset(list(row.values()), headers=list(row)))
    assert page.context["result"].has_validation_errors()
    assert "confirm_form" not in page.context
    assert not Decision.objects.exists()


def test_a_file_that_is_no_table_is_refused_in_words(browser, page_of):
    hospital = make_hospital("甲医院")
    file = SimpleUploadedFile("table.xlsx", b"no table")
    page = browser("编辑").post(page_of(hospital, "import"), {"import_file": file, "format": XLSX, "resource": ""})
    assert page.status_code == 200
    assert page.context["form"].errors["import_file"]


@pytest.mark.parametrize(("role", "may"), [("检索", False), ("编辑", True), ("审核", True)])
def test_who_may_import(browser, page_of, role, may):
    client, hospital = browser(role), make_hospital("甲医院")
    assert client.get(page_of(hospital, "export")).status_code == 200
    codes = [client.get(page_of(hospital, "import")).status_code, client.post(page_of(hospital, "import")).status_code]
    assert codes == [200 if may else 403] * 2
    if not may:
        assert client.post(page_of(hospital, "process_import")).status_code == 403


def test_what_looks_like_a_formula_stays_text(browser, page_of):
    hospital = make_hospital("=1+1")
    assert "=1+1" not in rows_of(exported(browser("检索"), page_of, hospital))["名称"]


# --- Words instead of codes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", RESOURCES, ids=lambda model: model._meta.model_name)
def test_nothing_of_a_table_is_english(browser, page_of, model):
    table = rows_of(exported(browser("检索"), page_of, MAKERS[model](1)))
    assert [heading for heading in table.headers if heading.isascii()] == []
    assert len(set(table.headers)) == len(table.headers)


HEADINGS = {
    "Chinese": ("名称", "省份"),
    "English": ("name", "province"),
    "fields": ("Name", " province "),
    "mixed": ("名称", "PROVINCE"),
}


@pytest.mark.parametrize("headings", HEADINGS.values(), ids=HEADINGS)
def test_headings_in_either_language_are_understood_and_an_id_is_not_asked_for(browser, page_of, headings):
    client, hospital = browser("编辑"), make_hospital("甲医院")
    page = preview(client, page_of, hospital, tablib.Dataset(["乙医院", "乙省"], headers=headings))
    confirm(client, page_of, hospital, page)
    assert Hospital.objects.get(name="乙医院").province == "乙省"


@pytest.mark.parametrize(
    ("headings", "told"),
    [(["名称", "省分"], "省分"), (["名称", "name"], "名称")],
    ids=["unknown", "twice"],
)
def test_a_column_that_says_nothing_is_refused_in_words(browser, page_of, headings, told):
    page = preview(browser("编辑"), page_of, make_hospital(), tablib.Dataset(["乙医院", "乙省"], headers=headings))
    assert told in str(page.context["result"].base_errors[0].error)
    assert "confirm_form" not in page.context


def test_a_table_of_sources_without_paths_is_refused_in_words(browser, page_of):
    table = tablib.Dataset(["甲报"], headers=["报纸"])
    page = preview(browser("编辑"), page_of, make_page(), table)
    assert "路径" in str(page.context["result"].base_errors[0].error)


@pytest.mark.parametrize(
    ("column", "written", "stored"),
    [
        ("层级", "党支部", ("level", "branch")),
        ("层级", "branch", ("level", "branch")),
        ("统称", "是", ("is_layer", True)),
        ("统称", "0", ("is_layer", False)),
        ("上级", "院党委", ("parent", "院党委")),
        ("上级", "", ("parent", None)),
    ],
)
def test_values_are_words(browser, page_of, column, written, stored):
    hospital = make_hospital("甲医院")
    hospital.branches.create(name="院党委", level="committee")
    branch = hospital.branches.create(name="内科党总支", level="general_branch")
    client = browser("编辑")
    table = tablib.Dataset(
        [branch.public_id, branch.name, "党总支", f"甲医院〔{hospital.public_id}〕"],
        headers=["公开编号", "名称", "层级", "医院"],
    )
    values = dict(zip(table.headers, table[0], strict=True)) | {column: written}
    page = preview(client, page_of, branch, tablib.Dataset(list(values.values()), headers=list(values)))
    confirm(client, page_of, branch, page)
    branch.refresh_from_db()
    found = getattr(branch, stored[0])
    assert (found and str(getattr(found, "name", found))) == (stored[1] and str(stored[1]))
    assert branch.hospital == hospital


@pytest.mark.parametrize(("column", "written"), [("层级", "小组长"), ("医院", "没有的医院"), ("医院", "同名医院")])
def test_values_that_say_nothing_are_refused_with_their_line(browser, page_of, column, written):
    for province in ("甲省", "乙省"):
        make_hospital("同名医院", province=province)
    branch = make_hospital("甲医院").branches.create(name="党委", level="committee")
    table = tablib.Dataset([branch.public_id, written], headers=["公开编号", column])
    result = preview(browser("编辑"), page_of, branch, table).context["result"]
    assert [written in str(row.error) for row in result.invalid_rows] == [True]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_as_a_spreadsheet_saves_it(browser, page_of, encoding):
    page_record = make_page(path="甲版.txt")
    client = browser("编辑")
    content = "文件名,报刊,日期,版次\n甲版.txt,示范报,2022年7月1日,第3版\n".encode(encoding)
    file = SimpleUploadedFile("manifest.csv", content)
    page = client.post(page_of(page_record, "import"), {"import_file": file, "format": CSV, "resource": ""})
    confirm(client, page_of, page_record, page)
    page_record.refresh_from_db()
    assert str(page_record.issue_date) == "2022-07-01"
    assert (page_record.newspaper, page_record.page_label) == ("示范报", "第3版")


def test_exporting_many_costs_no_more_queries(browser, page_of, django_assert_max_num_queries):
    client = browser("检索")
    for n in range(1, 9):
        record = MAKERS[Initiative](n)
    with django_assert_max_num_queries(20):
        exported(client, page_of, record)
