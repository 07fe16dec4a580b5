"""Records that turn out to be one, or not: merged, separated again, told apart."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from articles.ledger import Ledger, revert
from articles.models import (
    ArticleTheme,
    Change,
    Decision,
    Distinction,
    Honour,
    Hospital,
    HospitalName,
    Initiative,
    Judged,
    PartyBranch,
    Person,
    Policy,
    Practice,
    PracticeSynonym,
    Theme,
    ThemeKeyword,
)
from articles.models.identity import Mergeable
from articles.review.record import RefusedError, as_stored, decide

EMPTY = ("", None)


@dataclass(frozen=True, slots=True)
class Kind:
    """How records of a kind are merged. `hard` fields that differ speak against it; `filled` ones are taken over where
    the record that stays has nothing there.
    """

    hard: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return (*self.hard, *self.filled)


KINDS: dict[type[Mergeable], Kind] = {
    Hospital: Kind(hard=("province", "city", "district", "founded"), filled=("level",)),
    PartyBranch: Kind(hard=("hospital", "level"), filled=("organiser", "parent")),
    Initiative: Kind(hard=("hospital",), filled=("organiser", "practice", "stage", "outcome")),
    Person: Kind(hard=("hospital",), filled=("organisation",)),
    Policy: Kind(),
    Honour: Kind(hard=("year",), filled=("issuer",)),
    Practice: Kind(filled=("description",)),
    Theme: Kind(filled=("description", "parent")),
}

SAME: dict[type[Model], tuple[str, tuple[str, ...]]] = {
    PartyBranch: ("hospital", ("name", "level")),
    Initiative: ("hospital", ("name",)),
    Person: ("hospital", ("name",)),
    HospitalName: ("hospital", ("name", "article_id")),
    ThemeKeyword: ("theme", ("word",)),
    ArticleTheme: ("theme", ("article_id",)),
}
"""The field by which rows belong to a record, and what two rows of one record share where they are the same. Other
rows, such as mentions, never are.
"""


class MergeConflictError(RefusedError):
    """Two records contradict each other. `conflicts` are (name of the field, value that goes, value that stays)."""

    def __init__(self, conflicts: list[tuple[str, Any, Any]]) -> None:
        self.conflicts = conflicts
        differing = ", ".join(f"{name}: {one} ≠ {other}" for name, one, other in conflicts)
        super().__init__(
            _("These contradict each other (%(conflicts)s). If they are the same nevertheless, say so once more.")
            % {"conflicts": differing}
        )


@transaction.atomic
def merge(
    *, record: Mergeable, into: Mergeable, by: AbstractBaseUser, despite_conflicts: bool = False, note: str = ""
) -> Decision | None:
    """Say that `record` is the same as `into`, a record of its kind, which stays.

    Everything that points to `record` points to `into` from then on; what both have twice becomes one. Its name leads
    there, its address too, and what `into` does not know yet is taken over. Raises `MergeConflictError` where the two
    contradict each other in a hard field, unless told that they are the same `despite_conflicts`; `RefusedError` where
    somebody said that they are not the same.
    """
    record, ledger = as_stored(record), Ledger()
    into = as_stored(into).current()
    _require_mergeable(record, into)
    conflicts = [] if despite_conflicts else _conflicts(record, into)
    if conflicts:
        raise MergeConflictError(conflicts)
    _merge(record, into, ledger)
    return decide(Decision.Kind.MERGE, by, ledger, note=note)


@transaction.atomic
def unmerge(*, record: Mergeable, by: AbstractBaseUser) -> Decision:
    """Separate a record again from the one that it was merged into.

    It gets back what came from it, except what has changed since: that stays where it is. Raises `RefusedError` where
    it is not merged, or was merged only as a part of something else.
    """
    record, ledger = as_stored(record), Ledger()
    merging = _merging_of(record)
    obstacles = revert(merging.changes.order_by("pk"), ledger)
    if any((each.change.model, each.change.object_pk) == _key(record) for each in obstacles):
        raise RefusedError(_("Another record has taken its place: %(record)s") % {"record": record})
    return decide(Decision.Kind.UNMERGE, by, ledger, undoes=merging)


@transaction.atomic
def distinguish(*, first: Model, second: Model, by: AbstractBaseUser) -> Decision | None:
    """Say that two records are not the same, however alike: they are refused as one, and not suggested again.

    Of two articles: that neither prints the other again.
    """
    ledger, pair = Ledger(), _pair(first, second)
    if Distinction.objects.filter(**pair).exists():
        return None
    ledger.add(Distinction(**pair))
    return decide(Decision.Kind.DISTINGUISH, by, ledger, note=f"{first} ≠ {second}"[:300])


def _merge(record: Mergeable, into: Mergeable, ledger: Ledger) -> None:
    kind = KINDS[type(record)]
    ledger.touch(record)
    news = {name: value for name in kind.fields if _is_news(value := getattr(record, name), getattr(into, name), into)}
    for field in record._meta.many_to_many:
        ledger.relate(into, field.name, {*getattr(into, field.name).all(), *getattr(record, field.name).all()})
    for relation in record._meta.related_objects:
        if relation.field.name != "merged_into":
            _hand_over(relation, record, into, ledger)
    ledger.write(record, merged_into=into)
    ledger.write(into, **news)
    _keep_name(record, into, ledger)


def _is_news(value: Any, known: Any, into: Mergeable) -> bool:
    return known in EMPTY and value not in EMPTY and value != into


def _hand_over(relation: Any, record: Mergeable, into: Mergeable, ledger: Ledger) -> None:
    """Let the rows behind one relation point to the record that stays."""
    name, rows = relation.field.name, relation.related_model._base_manager
    for row in rows.filter(**{name: record}).order_by("pk"):
        if relation.many_to_many:
            others = getattr(row, name).exclude(pk=record.pk)
            ledger.relate(row, name, [*others, into])
        elif row == into:
            ledger.write(row, **{name: None})
        elif twin := _twin(row, name, into):
            _unite(row, twin, ledger)
        else:
            ledger.write(row, **{name: into})


def _twin(row: Model, owner: str, into: Mergeable) -> Model | None:
    """The row of the record that stays that says the same as `row`."""
    belongs_by, identity = SAME.get(type(row), ("", ()))
    if owner != belongs_by or getattr(row, "merged_into_id", None):
        return None
    same = {name: getattr(row, name) for name in identity}
    alive = {"merged_into": None} if isinstance(row, Mergeable) else {}
    return type(row)._base_manager.filter(**{owner: into}, **same, **alive).exclude(pk=row.pk).first()


def _unite(row: Model, twin: Model, ledger: Ledger) -> None:
    """Make one row of two that say the same: records merge, of two verdicts that of a person stays, else one goes."""
    if isinstance(row, Mergeable):
        _merge(row, twin, ledger)
        return
    if isinstance(row, Judged) and twin.status == Judged.Status.PROPOSED != row.status:
        ledger.write(twin, status=row.status, decided_by=row.decided_by, decided_at=row.decided_at)
    ledger.remove([row])


def _keep_name(record: Mergeable, into: Mergeable, ledger: Ledger) -> None:
    """Where a kind has a table of other names, the old name becomes one; elsewhere the merged record keeps it."""
    if isinstance(into, Hospital) and record.name != into.name:
        if not into.names.filter(name=record.name, article=None).exists():
            ledger.add(HospitalName(hospital=into, name=record.name, kind=HospitalName.Kind.SHORT))
    elif isinstance(into, Practice) and not PracticeSynonym.objects.filter(name=record.name).exists():
        ledger.add(PracticeSynonym(practice=into, name=record.name))


def _require_mergeable(record: Mergeable, into: Mergeable) -> None:
    if type(record) is not type(into):
        raise RefusedError(_("Only records of the same kind can be merged."))
    if record.merged_into_id or record == into:
        raise RefusedError(_("%(record)s is merged already.") % {"record": record})
    require_not_told_apart(record, into)


def require_not_told_apart(one: Model, other: Model) -> None:
    if Distinction.objects.filter(**_pair(one, other)).exists():
        raise RefusedError(_("Somebody said that these are not the same. Undo that decision first."))


def _conflicts(record: Mergeable, into: Mergeable) -> list[tuple[str, Any, Any]]:
    pairs = [(name, getattr(record, name), getattr(into, name)) for name in KINDS[type(record)].hard]
    labels = {name: str(record._meta.get_field(name).verbose_name) for name, _one, _other in pairs}
    return [
        (labels[name], one, other)
        for name, one, other in pairs
        if one not in EMPTY and other not in EMPTY and one != other
    ]


def _merging_of(record: Mergeable) -> Decision:
    """The decision that merged a record, and that nobody took back."""
    model, key = _key(record)
    changes = Change.objects.filter(
        model=model, object_pk=key, after__merged_into_id=record.merged_into_id, decision__undone_by=None
    )
    change = record.merged_into_id and changes.order_by("-decision").select_related("decision").first()
    if not change:
        raise RefusedError(_("%(record)s is not merged.") % {"record": record})
    principal = change.decision.changes.filter(after__has_key="merged_into_id").order_by("pk").first()
    if principal != change:
        raise RefusedError(
            _("This was merged together with %(record)s. Separate that one.") % {"record": principal.label}
        )
    return change.decision


def _key(record: Model) -> tuple[str, int]:
    return record._meta.model_name, record.pk


def _pair(one: Mergeable, other: Mergeable) -> dict[str, Any]:
    if type(one) is not type(other) or one == other:
        raise RefusedError(_("Only two records of the same kind can be told apart."))
    first, second = sorted((one.pk, other.pk))
    return {"model": one._meta.model_name, "first": first, "second": second}
