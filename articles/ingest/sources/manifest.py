"""`manifest.csv` beside pages: what the person who runs ingest says of each file.

A page is read whatever the manifest says. What is wrong in a manifest is told by line and column, and that row supplies
nothing until it is mended.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from articles.ingest.pages import Supplied
from articles.models import SourcePage

MANIFEST = "manifest.csv"
COLUMNS = {
    "file": ("file", "path", "source", "文件", "文件名"),
    "newspaper": ("newspaper", "报纸", "报刊"),
    "issue_date": ("issue_date", "date", "日期", "出版日期"),
    "page_label": ("page_label", "page", "版面", "版次"),
}
"""The columns of a manifest, by the field that they supply, under each of their names."""
FIELD_OF = {name: field for field, names in COLUMNS.items() for name in names}
DAY = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月|(\d\d)(?=\d\d$))(\d{1,2})日?")
Problem = str


class Manifest:
    """What a manifest supplies, by file name relative to its folder, and what is wrong with it."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self.rows: dict[str, Supplied] = {}
        self.problems = list(problems)

    @classmethod
    def read(cls, data: bytes, exists: Callable[[str], bool]) -> "Manifest":
        """Read a table. `exists` says whether there is a file of a name."""
        manifest = cls()
        table = csv.reader(io.StringIO(as_text(data), newline=""), strict=True)
        try:
            header = next(table, [])
            if manifest.is_usable(header):
                manifest.read_rows({FIELD_OF[plain(name)]: name.strip() for name in header}, numbered(table), exists)
        except csv.Error as error:
            manifest.tell(table.line_num, "", str(error))
        return manifest

    def is_usable(self, header: list[str]) -> bool:
        """Whether the first line names known columns, each once, and the file among them."""
        unknown = [name for name in header if plain(name) not in FIELD_OF]
        fields = [FIELD_OF.get(plain(name)) for name in header]
        known = ", ".join(" = ".join(names) for names in COLUMNS.values())
        for name in unknown:
            self.tell(1, name, _("this column is not known; known are: %(known)s") % {"known": known})
        if "file" not in fields:
            self.tell(1, "file", _("this column is missing"))
        for field in COLUMNS:
            if fields.count(field) > 1:
                self.tell(1, field, _("this column is there twice"))
        return not self.problems

    def read_rows(self, fields: dict[str, str], rows: Iterable[tuple[int, list[str]]], exists: Callable) -> None:
        """`fields`: what each column supplies, in order, and what its heading says."""
        for line, cells in rows:
            if len(cells) != len(fields):
                self.tell(
                    line,
                    "",
                    _("%(found)d values for %(wanted)d columns") % {"found": len(cells), "wanted": len(fields)},
                )
                continue
            values = dict(zip(fields, (cell.strip() for cell in cells), strict=True))
            name = PurePosixPath(values.pop("file").replace("\\", "/")).as_posix()
            problems = list(row_problems(name, values, exists, self.rows))
            for column, problem in problems:
                self.tell(line, fields[column], problem)
            if not problems:
                self.rows[name] = Supplied(**{**values, "issue_date": day(values.get("issue_date", ""))})

    def tell(self, line: int, column: str, problem: str) -> None:
        place = {"line": line, "column": column, "problem": problem}
        self.problems.append(
            _("line %(line)d, column %(column)s: %(problem)s") % place
            if column
            else _("line %(line)d: %(problem)s") % place
        )


def row_problems(name: str, values: dict[str, str], exists: Callable, seen: dict) -> Iterator[tuple[str, Problem]]:
    """(column, what is wrong) of one row."""
    if name == ".":
        yield "file", _("no file is named")
    elif name in seen:
        yield "file", _("%(name)s is there twice") % {"name": name}
    elif not exists(name):
        yield "file", _("there is no file %(name)s beside the manifest") % {"name": name}
    if values.get("issue_date") and day(values["issue_date"]) is None:
        yield "issue_date", _("%(text)s is not a date such as 2022-07-01") % {"text": values["issue_date"]}
    for field in ("newspaper", "page_label"):
        limit = SourcePage._meta.get_field(field).max_length
        if len(values.get(field, "")) > limit:
            yield field, _("longer than %(limit)d characters") % {"limit": limit}


def numbered(table: "csv._reader") -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with the line on which each ends; empty ones are passed over."""
    return ((table.line_num, cells) for cells in table if any(cell.strip() for cell in cells))


def day(text: str) -> date | None:
    """A date as people write it: 2022-07-01, 2022/7/1, 2022.7.1, 20220701, 2022年7月1日. None for anything else."""
    match = DAY.fullmatch(text)
    if match is None:
        return None
    year, *months, last = match.groups()
    try:
        return date(int(year), int(next(filter(None, months))), int(last))
    except ValueError:
        return None


def plain(name: str) -> str:
    return name.strip().lower()


def as_text(data: bytes) -> str:
    """The text of a table as spreadsheets save it: UTF-8 with or without a mark, UTF-16 with one, or GB18030."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")
