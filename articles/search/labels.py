"""How lists call the records that they can be narrowed by: names and addresses, held by each process."""

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from django.db.models import Model, QuerySet

from articles.models import Hospital, Initiative, Policy, Practice, Theme

ADDRESSES = {Theme: "slug", Hospital: "public_id", Initiative: "public_id", Practice: "public_id", Policy: "public_id"}
"""The kinds of records that have labels, and the field by which addresses ask for one."""


class Label(NamedTuple):
    """`is_offered`: whether lists name the record unasked. Of initiatives only those with a name of their own."""

    address: str
    name: str
    is_offered: bool = True


class Labels:
    """The labels of one kind of records, by key. Other threads may read while one writes."""

    def __init__(self, model: type[Model]) -> None:
        self._records = model._default_manager.order_by()
        self._fields = ["pk", ADDRESSES[model], "name", *(["is_named"] if model is Initiative else [])]
        self._labels = self._read(self._records)
        self._keys = {label.address: key for key, label in self._labels.items()}

    def offered(self, keys: Iterable[int], most: int) -> dict[int, Label]:
        """The labels of the first `most` of `keys` that lists name unasked."""
        known = ((key, self._labels.get(key)) for key in keys)
        return dict(islice(((key, label) for key, label in known if label and label.is_offered), most))

    def at(self, addresses: Iterable[str]) -> dict[int, Label]:
        """The labels of the records at these addresses, as far as there are any."""
        keys = [self._keys[address] for address in addresses if address in self._keys]
        return {key: label for key in keys if (label := self._labels.get(key))}

    def reload(self, keys: Iterable[int]) -> None:
        """Read some records again, of which some may be new, and others gone."""
        read = self._read(self._records.filter(pk__in=keys))
        for key in keys:
            old, new = self._labels.get(key), read.get(key)
            if old and (new is None or old.address != new.address):
                del self._keys[old.address], self._labels[key]
            if new:
                self._labels[key], self._keys[new.address] = new, key

    def _read(self, records: QuerySet) -> dict[int, Label]:
        return {key: Label(*label) for key, *label in records.values_list(*self._fields)}


def all_labels() -> dict[str, Labels]:
    """The labels of every kind, by the name of the model."""
    return {model._meta.model_name: Labels(model) for model in ADDRESSES}
