"""What a run of ingest did: remembered, and taken back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.anchoring import follow_texts
from articles.ingest.pruning import left_behind, prune
from articles.ingest.writing.decided import Decided, rows_of
from articles.ledger import Ledger, Row, count_revisions, revert
from articles.models import (
    Article,
    Change,
    Hospital,
    HospitalName,
    IngestOutcome,
    IngestRun,
    PageRemnant,
    Proposal,
    RunChange,
    SourcePage,
)
from articles.upkeep import bring_up_to_date

TOLD = 3
"""Obstacles of a page that are named."""
MECHANICAL = {"spans", "lines", "order", "section_id", "start", "end", "quote", "key", "is_adrift", "machine_values"}
"""Fields that say where something stands, rather than what it says."""
JUDGEMENT = {"status", "correction"}
"""Fields by which a person judges what another field says."""


@dataclass(slots=True)
class Undone:
    """What was taken back, page by page, and what was kept, each with the reason: (path, what or why)."""

    taken_back: list[tuple[str, str]] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)


def remember(run: IngestRun | None, done: Mapping[SourcePage, Iterable[Row]]) -> None:
    """Keep what a run did to rows, page by page."""
    if run is None:
        return
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
        for page, rows in done.items()
        for row in rows
    )


def of_new_page(rows: Iterable[Row]) -> list[Row]:
    """Of all that was done for a page that is new, what became of rows that were there before: to undo the rest, the
    page goes.
    """
    rows = list(rows)
    made = {row.record for row in rows if row.before is None and isinstance(row.record, Hospital)}
    return [row for row in rows if row.before is not None or _names_a_known_hospital(row, made)]


def undo_run(run: IngestRun, *, dry_run: bool = False) -> Undone:
    """Take back what a run did, page by page, the last first. What people have since decided on stays.

    Of a page that the run made, articles that a person decided on stay, and with them the page. A page that the run
    read again goes back to what it was before as a whole, or stays as a whole. So does one that a later run read again:
    that run is to be undone first. Each page is one transaction; the same call goes on where one broke off.
    """
    done = Undone()
    outcomes = {outcome.page_id: outcome for outcome in run.outcomes.filter(page__isnull=False)}
    touched = run.changes.filter(page__isnull=False).values_list("page", flat=True)
    for page in SourcePage.objects.filter(pk__in={*outcomes, *touched}).order_by("-pk"):
        outcome = outcomes.get(page.pk)
        is_new = outcome is not None and outcome.status == IngestOutcome.Status.CREATED
        with transaction.atomic():
            _undo_page(run, page, done, is_new=is_new)
            transaction.set_rollback(dry_run)
    if not dry_run and not done.kept:
        run.undone_at = timezone.now()
        run.save(update_fields=["undone_at"])
    return done


def _undo_page(run: IngestRun, page: SourcePage, done: Undone, *, is_new: bool) -> None:
    SourcePage.objects.select_for_update().get(pk=page.pk)
    later = RunChange.objects.filter(page=page, run__pk__gt=run.pk).select_related("run").order_by("-pk").first()
    if later is not None:
        done.kept.append((page.path, _("read again by the run of %(run)s; undo that one first") % {"run": later.run}))
        return
    ledger = Ledger()
    try:
        with transaction.atomic():
            changes = list(run.changes.filter(page=page).order_by("pk"))
            news = list(_remove_page(page, ledger, done) if is_new else [_("read again: as it was before")])
            _take_back(changes, ledger)
            prune(left_behind(ledger.differences()), ledger)
            _finish(ledger)
            RunChange.objects.filter(pk__in=[change.pk for change in changes]).delete()
    except DecidedSinceError as why:
        done.kept.append((page.path, str(why)))
    else:
        done.taken_back += [(page.path, what) for what in news]


class DecidedSinceError(Exception):
    """What people decided since stands on what a run wrote on a page."""


def _take_back(changes: list[RunChange], ledger: Ledger) -> None:
    """Revert changes to rows that were there before the run. Raises `DecidedSinceError`."""
    standing = [change for change in changes if _stands_on(change)]
    standing += [each.change for each in revert(changes, ledger) if not _is_dismissed(each.change)]
    if standing:
        names = dict.fromkeys(change.label or str(change) for change in standing)
        raise DecidedSinceError(_("decided on since: %(names)s") % {"names": ", ".join([*names][:TOLD])})


def _stands_on(change: RunChange) -> bool:
    """Whether a person judged a claim, or corrected a text, after the run made it say something else."""
    if not change.before or not change.after or change.after.keys() <= MECHANICAL:
        return False
    since = Change.objects.standing().filter(
        model=change.model, object_pk=change.object_pk, decision__at__gt=change.run.started_at
    )
    return any(JUDGEMENT & each.after.keys() for each in since if each.after)


def _is_dismissed(change: RunChange) -> bool:
    """A proposal that a person dismissed stays as a part of the history, without standing in the way."""
    dismissed = Proposal.objects.filter(pk=change.object_pk, status=Proposal.Status.DISMISSED)
    return change.model == Proposal._meta.model_name and dismissed.exists()


def _finish(ledger: Ledger) -> None:
    follow_texts(ledger)
    rows = ledger.differences()
    count_revisions(rows)
    bring_up_to_date(rows)


def _remove_page(page: SourcePage, ledger: Ledger, done: Undone) -> Iterator[str]:
    """Remove what the run made of a new page, except articles that a person decided on; say what goes."""
    decided = Decided(page, rows_of(page))
    articles = list(page.articles.order_by("order", "pk"))
    kept = [article for article in articles if decided.concerns(article)]
    goes = [article for article in articles if article not in kept]
    for article in kept:
        done.kept.append((page.path, _("article “%(title)s”: decided on since") % {"title": article}))
    if not kept and not decided.fields(page):
        ledger.remove(articles)
        ledger.remove([page])
        yield _("page with %(count)d articles") % {"count": len(articles)}
        return
    if decided.fields(page):
        done.kept.append((page.path, _("what is known of the page: decided on since")))
    if goes:
        _leave_remnants(page, goes, ledger)
        yield from (_("article “%(title)s”") % {"title": article} for article in goes)
        ledger.remove(goes)


def _leave_remnants(page: SourcePage, articles: list[Article], ledger: Ledger) -> None:
    """What articles owned of a page that stays is no part of any: the next run reads it again."""
    version = page.versions.order_by("-number").first()
    passages = [passage for article in articles for passage in article.passages.order_by("order") if passage.spans]
    first = version.remnants.count()
    ledger.add_all(
        PageRemnant(
            version=version,
            order=first + at,
            kind=PageRemnant.Kind.UNPLACED,
            text=passage.machine_text,
            spans=passage.spans,
        )
        for at, passage in enumerate(passages)
    )
    ledger.write(version, pipeline_version="")


def _names_a_known_hospital(row: Row, made: set[Hospital]) -> bool:
    return isinstance(row.record, HospitalName) and row.record.hospital not in made and row.record.article is None
