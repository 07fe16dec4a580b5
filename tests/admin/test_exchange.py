"""Authority records as tables: out, edited, and in again after a preview; every row a decision."""

from io import BytesIO

import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.admin.exchange import RESOURCES
from articles.models import Decision, Hospital, Initiative
from tests.admin.records import MAKERS
from tests.factories import make_hospital, make_initiative, make_theme

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
    return tablib.Dataset().load(answer.content.decode(), format="csv")


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
    row = dict(zip(table.headers, table[0], strict=True)) | {"city": "甲市", "names": "甲院；大甲院"}
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
    row = dict(zip(table.headers, table[0], strict=True)) | {"themes": "清廉建设"}
    page = preview(client, page_of, initiative, tablib.Dataset(list(row.values()), headers=list(row)))
    confirm(client, page_of, initiative, page)
    assert list(Initiative.objects.get().themes.all()) == [theme]
    assert Decision.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("founded", "很久以前"), ("name", ""), ("name", "长" * 101)],
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
    assert "=1+1" not in rows_of(exported(browser("检索"), page_of, hospital))["name"]
