"""Three sides of one value: what the machine said then, what stands there, what the machine says now."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Model

from articles.ingest.writing.decided import Decided
from articles.ledger import Ledger, article_of
from articles.models import IngestRun, Proposal, SourcePage
from articles.models.identity import MachineRead, Mergeable

MISSING = object()


class Merger:
    """Writes machine values where nobody decided otherwise, and files what differs from what a person decided.

    A value is a person's where a decision wrote it, or where it is not what the machine wrote last. `proposals` are
    those that were filed on the page before; `filed` counts the new ones.
    """

    def __init__(self, ledger: Ledger, decided: Decided, run: IngestRun | None, proposals: Iterable[Proposal]) -> None:
        self.ledger = ledger
        self.decided = decided
        self.run = run
        self.filed = 0
        self._proposals: dict[tuple[str, int, str], list[Proposal]] = defaultdict(list)
        for proposal in proposals:
            self._proposals[proposal.model, proposal.object_pk, proposal.field].append(proposal)

    def merge(self, record: MachineRead, **machine: Any) -> None:
        """Bring `record` up to what the machine says now, field by field."""
        before, written = record.machine_values, {}
        held = {name: value for name, value in machine.items() if self._is_held(record, name)}
        for name, value in machine.items():
            if name not in held:
                written[name] = value
            else:
                then = current(record, name, before.get(name), plain(value))
                self.differ(record, name, then, plain(getattr(record, name)), plain(value))
        now = {**before, **{name: plain(value) for name, value in machine.items()}}
        self.ledger.write(record, **written, machine_values=now)

    def differ(self, record: Model, field: str, then: Any, person: Any, now: Any) -> None:
        """File what the machine says now of a field that a person decided on, once.

        Nothing is filed where the machine says the same as the person, or as before.
        """
        filed = self._proposals[_key(record, field)]
        is_open = next((proposal for proposal in filed if proposal.status == Proposal.Status.OPEN), None)
        if person == now or (is_open and is_open.machine_then == now):
            self.settle(record, field)
        elif then == now or any(proposal.machine_now == now for proposal in filed):
            return
        elif is_open:
            self.ledger.write(is_open, person=person, machine_now=now, run=self.run)
        else:
            self._file(record, field, then, person, now)

    def settle(self, record: Model, field: str) -> None:
        """Take back what is proposed for a field: there is no difference any more."""
        filed = self._proposals[_key(record, field)]
        is_open = [proposal for proposal in filed if proposal.status == Proposal.Status.OPEN]
        filed[:] = [proposal for proposal in filed if proposal not in is_open]
        self.ledger.remove(is_open)

    def _file(self, record: Model, field: str, then: Any, person: Any, now: Any) -> None:
        self.filed += 1
        proposal = self.ledger.add(
            Proposal(
                article=article_of(record),
                run=self.run,
                model=record._meta.model_name,
                object_pk=record.pk,
                field=field,
                machine_then=then,
                person=person,
                machine_now=now,
            )
        )
        self._proposals[_key(record, field)].append(proposal)

    def _is_held(self, record: MachineRead, name: str) -> bool:
        attribute = record._meta.get_field(name).attname
        if attribute in self.decided.fields(record):
            return True
        then = record.machine_values.get(name, MISSING)
        person = plain(getattr(record, name))
        return then is not MISSING and current(record, name, then, person) != person


def proposals_on(page: SourcePage) -> Iterable[Proposal]:
    """What was ever proposed on a page, the oldest first."""
    return Proposal.objects.filter(article__page=page).order_by("pk")


def _key(record: Model, field: str) -> tuple[str, int, str]:
    return record._meta.model_name, record.pk, field


def plain(value: Any) -> Any:
    """A value as JSON: a record by its key, a decimal as it is written."""
    if value is None or isinstance(value, str | bool | int | float | list | dict):
        return value
    return str(value) if isinstance(value, Decimal) else value.pk


def current(record: Model, name: str, then: Any, now: Any) -> Any:
    """A machine value of then, as JSON; where it was a record that was merged into `now` since, that one."""
    field = record._meta.get_field(name)
    if then in (None, now) or not field.many_to_one or not issubclass(field.related_model, Mergeable):
        return then
    found = field.related_model._base_manager.filter(pk=then).first()
    return found.current().pk if found else then
