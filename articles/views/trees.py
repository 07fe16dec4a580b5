"""Records that stand below each other, as trees."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Model


@dataclass(slots=True)
class Node:
    """A record with those that stand directly below it."""

    record: Model
    children: list["Node"] = field(default_factory=list)

    def __iter__(self) -> Iterator["Node"]:
        """The node and every one below it, from top to bottom."""
        yield self
        for child in self.children:
            yield from child


def tree_of(records: Iterable[Model]) -> list[Node]:
    """The records as trees, in their order. One whose parent is not among them is a root, a circle is cut."""
    nodes = {record.pk: Node(record) for record in records}
    roots = []
    for node in nodes.values():
        above = nodes.get(node.record.parent_id)
        (above.children if above and not is_below(nodes, above, node) else roots).append(node)
    return roots


def is_below(nodes: dict[int, Node], node: Node | None, other: Node) -> bool:
    """Whether `node` is `other` or stands somewhere below it, as their parents say."""
    seen = set()
    while node is not None and node.record.pk not in seen:
        if node is other:
            return True
        seen.add(node.record.pk)
        node = nodes.get(node.record.parent_id)
    return False
