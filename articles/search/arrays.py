"""Arrays that grow at their end, so that one more row costs the same whatever there is already."""

from collections.abc import Iterable

import numpy as np

FIRST_ROOM = 1024


class Growing:
    """An array of one type. `values` is what it holds now; views taken before stay as they were."""

    def __init__(self, dtype) -> None:
        self._room = np.empty(FIRST_ROOM, dtype)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    @property
    def values(self) -> np.ndarray:
        return self._room[: self._size]

    def extend(self, values: np.ndarray | Iterable) -> None:
        values = np.asarray(values, self._room.dtype)
        size = self._size + len(values)
        if size > len(self._room):
            room = np.empty(max(size, 2 * len(self._room)), self._room.dtype)
            room[: self._size] = self.values
            self._room = room
        self._room[self._size : size] = values
        self._size = size


class Places:
    """Where the row of a key stands, for many keys at once. Keys are whole numbers that lie close together."""

    def __init__(self) -> None:
        self._held = 0, np.empty(0, np.int32)
        """The first key that there is room for, and the place of each key from there on, -1 for none."""

    def put(self, keys: np.ndarray, places: np.ndarray) -> None:
        if len(keys):
            first, room = self._held = self._with_room(int(keys.min()), int(keys.max()) + 1)
            room[keys - first] = places

    def of(self, keys: np.ndarray) -> np.ndarray:
        """The places of those of `keys` that have one."""
        first, places = self._held
        inside = keys[(keys >= first) & (keys < first + len(places))]
        places = places[inside - first]
        return places[places >= 0]

    def _with_room(self, first: int, end: int) -> tuple[int, np.ndarray]:
        """Room for keys from `first` to before `end`, with half as much again at the end for those to come."""
        old_first, old = self._held
        old_end = old_first + len(old)
        if len(old) and old_first <= first and end <= old_end:
            return self._held
        start = min(first, old_first) if len(old) else first
        room = np.full(max(end + (end - start) // 2, old_end) - start, -1, np.int32)
        if len(old):
            room[old_first - start : old_end - start] = old
        return start, room


def flagged(keys: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Which of `keys` are among `wanted`, as booleans. Keys are small whole numbers: a table beats sorting."""
    if not len(keys) or not len(wanted):
        return np.zeros(len(keys), bool)
    table = np.zeros(max(int(keys.max()), int(wanted.max())) + 1, bool)
    table[wanted] = True
    return table[keys]
