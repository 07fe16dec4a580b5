"""What a run of ingest did, remembered so that it can be undone."""

from collections.abc import Iterable

from articles.ledger import Row
from articles.models import Hospital, HospitalName, IngestRun, RunChange, SourcePage


def remember(run: IngestRun | None, page: SourcePage, rows: Iterable[Row], *, is_new: bool) -> None:
    """Keep what a run did to the rows of a page.

    Of a page that is new, only what became of rows that were there before: to undo the rest, the page goes.
    """
    if run is None:
        return
    rows = list(rows)
    made = {row.record for row in rows if row.before is None and isinstance(row.record, Hospital)}
    kept = [row for row in rows if not is_new or row.before is not None or _names_a_known_hospital(row, made)]
    RunChange.objects.bulk_create(
        RunChange(
            run=run,
            page=page,
            model=row.record._meta.model_name,
            object_pk=row.record.pk,
            label=row.label,
            before=row.before,
            after=row.after,
        )
        for row in kept
    )


def _names_a_known_hospital(row: Row, made: set[Hospital]) -> bool:
    return isinstance(row.record, HospitalName) and row.record.hospital not in made and row.record.article is None
