"""Writing one page: its version, what was repaired, its articles and claims; and reading it again later."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model
from django.utils import timezone

from articles.ingest.fields import clipped
from articles.ingest.known import known_names
from articles.ingest.matching import SAME, likeness, runs
from articles.ingest.register import Register
from articles.ingest.undoing import of_new_page, remember
from articles.ingest.writing.page import PageWriter
from articles.ledger import Batch, Keys, Ledger, combined, count_revisions, values
from articles.models import AppliedFix, Change, IngestRun, PageRemnant, PageVersion, SourcePage
from articles.pipeline import Reading, pipeline_version, read_again
from articles.restore.mastheads import masthead
from articles.restore.types import Page, TracedText
from articles.upkeep import bring_up_to_date


def read_page_again(page: SourcePage, *, by: AbstractBaseUser) -> Counter[str]:
    """Read the newest version of a page again, with the repairs that are on for it, as a run of its own."""
    version = newest_version(page)
    run = IngestRun.objects.create(
        by=by, pipeline_version=pipeline_version(), options={"path": page.path, "repairs_off": page.repairs_off}
    )
    reading = read_again(version.text, version.encoding, known_names(), page.repairs_off)
    ledger = Ledger()
    ledger.write(version, pipeline_version=pipeline_version())
    counts = write_version(version, reading, ledger, run=run)
    run.finished_at = timezone.now()
    run.save(update_fields=["finished_at"])
    return counts


SUPPLIED = ("newspaper", "issue_date", "page_label")


@dataclass(frozen=True, slots=True)
class Supplied:
    """What the person who runs ingest says of the pages, because their text does not."""

    newspaper: str = ""
    issue_date: date | None = None
    page_label: str = ""


def news_of(page: SourcePage, supplied: Supplied, *, overwrite: bool = False) -> dict[str, Any]:
    """The fields of a page that what was `supplied` fills. What is known stays, unless told to `overwrite`, or unless
    the machine read it off the page itself.
    """
    said = {name: clipped(SourcePage, name, value) for name in SUPPLIED if (value := getattr(supplied, name))}
    others = {name: value for name, value in said.items() if value != getattr(page, name)}
    unknown = {name for name in others if overwrite or not getattr(page, name)}
    printed = read_off(page) if others.keys() - unknown else {}
    return {name: value for name, value in others.items() if name in unknown or getattr(page, name) == printed[name]}


def read_off(page: SourcePage) -> dict[str, Any]:
    """The fields of a page as its newest version prints them; all None once somebody edited the page."""
    if Change.objects.filter(model="sourcepage", object_pk=page.pk).exists():
        return dict.fromkeys(SUPPLIED)
    printed = newest_version(page).remnants.filter(kind=PageRemnant.Kind.IMPRINT).values_list("text", flat=True)
    return asdict(masthead(printed))


def supply(page: SourcePage, supplied: Supplied, *, run: IngestRun | None) -> None:
    """Fill what is unknown of a known page. Must run inside a transaction."""
    ledger = Ledger()
    ledger.write(page, **news_of(page, supplied))
    rows = ledger.differences()
    bring_up_to_date(rows)
    remember(run, {page: rows})


def is_another_page(page: SourcePage, text: str) -> bool:
    """Whether `text` is so unlike what is stored that the file must be another page under the same name."""
    return likeness(runs(newest_version(page).text), runs(text)) < SAME


def newest_version(page: SourcePage) -> PageVersion | None:
    return page.versions.order_by("-number").first()


@dataclass(frozen=True, slots=True)
class Copy:
    """What came of a page: its bytes, their SHA-256, what was read of them, and `news`, the new fields of the page."""

    data: bytes
    digest: str
    reading: Reading
    news: dict[str, Any]


def write_new(
    copies: Mapping[str, Copy], keys: Keys, *, run: IngestRun | None, publish: bool
) -> dict[str, tuple[SourcePage, Counter[str]]]:
    """Write pages that nobody knows yet, by path, as if one after the other, but store all that is new at once.

    Gives each page, and counts its articles; `publish` puts them online. Must run inside a transaction.
    """
    batch = Batch(keys)
    register = Register([copy.reading.facts for copy in copies.values()])
    written = []
    for path, copy in copies.items():
        ledger, page = Ledger(batch), SourcePage(path=path, **copy.news)
        batch.add([page])
        version = _version(page, None, copy, ledger)
        writer = PageWriter(version, copy.reading, ledger, run, register)
        counts = writer.write(publish=publish)
        _write_evidence(version, copy.reading.page, writer.kept, ledger, is_known=False)
        written.append((page, counts, ledger.differences()))
    batch.store()
    bring_up_to_date(combined(row for *_, rows in written for row in rows))
    remember(run, {page: of_new_page(rows) for page, _, rows in written})
    return {page.path: (page, counts) for page, counts, _ in written}


def write_again(page: SourcePage, copy: Copy, *, run: IngestRun | None) -> Counter[str]:
    """Write what was read of a page that is known.

    Counts the articles that were created and updated, and the proposals: what a person decided stays, and where the
    machine now differs, that is proposed. Must run inside a transaction.
    """
    reading = copy.reading
    if page.repairs_off and reading.page.fixes and not reading.is_record:
        reading = read_again(reading.page.text, reading.page.encoding, known_names(), page.repairs_off)
        copy = replace(copy, reading=reading)
    ledger = Ledger()
    ledger.write(page, **copy.news)
    version = _version(page, newest_version(page), copy, ledger)
    return write_version(version, reading, ledger, run=run)


def write_version(version: PageVersion, reading: Reading, ledger: Ledger, *, run: IngestRun | None) -> Counter[str]:
    """Write a reading of `version` of a known page, and what the run has to remember of it."""
    writer = PageWriter(version, reading, ledger, run)
    counts = writer.write(publish=False)
    _write_evidence(version, reading.page, writer.kept, ledger, is_known=True)
    rows = ledger.differences()
    count_revisions(row for row in rows if row.before is not None)
    bring_up_to_date(rows)
    remember(run, {version.page: rows})
    return counts


def _version(page: SourcePage, newest: PageVersion | None, copy: Copy, ledger: Ledger) -> PageVersion:
    read = copy.reading.page
    if newest and newest.sha256 == copy.digest:
        ledger.write(newest, pipeline_version=pipeline_version())
        return newest
    return ledger.add(
        PageVersion(
            page=page,
            number=newest.number + 1 if newest else 1,
            sha256=copy.digest,
            byte_size=len(copy.data),
            encoding=read.encoding,
            is_record=copy.reading.is_record,
            text=read.text,
            line_count=len(read.lines),
            pipeline_version=pipeline_version(),
        )
    )


def _write_evidence(version: PageVersion, page: Page, kept: set[int], ledger: Ledger, *, is_known: bool) -> None:
    """Write what was repaired and what is no part of an article, where an earlier reading wrote something else.

    Of remnants, what a passage of an earlier reading still owns (`kept`) is left out.
    """
    fixes = [
        AppliedFix(
            version=version,
            order=order,
            rule=fix.rule,
            first_line=fix.lines[0],
            last_line=fix.lines[1],
            before=fix.before,
            after=fix.after,
        )
        for order, fix in enumerate(page.fixes)
    ]
    remnants = [
        PageRemnant(
            version=version,
            order=order,
            kind=remnant.kind,
            text=text.text,
            spans=[list(span) for span in text.spans()],
            detail=clipped(PageRemnant, "detail", remnant.detail),
        )
        for order, remnant in enumerate(page.remnants)
        if (text := _without(remnant.text, kept)).text.strip()
    ]
    _replace(version.fixes.all() if is_known else (), fixes, ledger)
    _replace(version.remnants.all() if is_known else (), remnants, ledger)


def _without(text: TracedText, kept: set[int]) -> TracedText:
    return text.keep(i for i, place in enumerate(text.origin) if place not in kept) if kept else text


def _replace(stored: Iterable[Model], rows: list[Model], ledger: Ledger) -> None:
    stored = list(stored)
    if [{**values(row), "id": None} for row in stored] != [values(row) for row in rows]:
        ledger.remove(stored)
        ledger.add_later(rows)
