"""Taking a decision back, as long as nothing since stands on it."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from articles.anchoring import follow_texts
from articles.ledger import Ledger, Obstacle, revert
from articles.models import Change, Decision, RunChange
from articles.review.record import RefusedError, decide
from articles.review.repairs import follow_switches

TOLD = 5
"""Obstacles that are named; the rest is counted."""


class StandsOnError(RefusedError):
    """A decision cannot be undone. `reasons` say, a sentence each, what was done since that stands on it."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = list(reasons)
        super().__init__(_("This cannot be undone: %(reasons)s") % {"reasons": "; ".join(self.reasons[:TOLD])})


@transaction.atomic
def undo(decision: Decision, by: AbstractBaseUser) -> Decision:
    """Put every row that a decision touched back to what it was before. Undoing an undoing does the act again.

    Raises `StandsOnError` where a row was changed since, by a person or a run, or where others need it by now;
    `RefusedError` where the decision was undone before.
    """
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    if Decision.objects.filter(undoes=decision).exists():
        raise RefusedError(_("This was undone already."))
    ledger = Ledger()
    if obstacles := revert(decision.changes.order_by("pk"), ledger):
        raise StandsOnError(reason for obstacle in obstacles for reason in told(obstacle, decision))
    follow_texts(ledger)
    kind = decision.undoes.kind if decision.kind == Decision.Kind.UNDO else Decision.Kind.UNDO
    undoing = decide(kind, by, ledger, undoes=decision)
    follow_switches(ledger, by=by)
    return undoing


def told(obstacle: Obstacle, decision: Decision) -> list[str]:
    """What stands in the way, in words."""
    change = obstacle.change
    name = change.label or str(change)
    if obstacle.others:
        return [_("%(other)s needs %(record)s") % {"other": other, "record": name} for other in obstacle.others]
    since = Change.objects.filter(model=change.model, object_pk=change.object_pk, decision__pk__gt=decision.pk)
    later = [f"{each.decision} ({each.decision.by or '—'})" for each in since.select_related("decision__by")]
    runs = RunChange.objects.filter(model=change.model, object_pk=change.object_pk, run__started_at__gt=decision.at)
    later += [_("ingest run of %(run)s") % {"run": each.run} for each in runs.select_related("run")]
    what = ", ".join(dict.fromkeys(later)) or _("changed, deleted or replaced since")
    return [_("%(record)s: %(what)s") % {"record": name, "what": what}]
