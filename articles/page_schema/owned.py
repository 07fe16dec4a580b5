"""Text that is known by the page characters that it owns as a whole."""

from array import array
from collections.abc import Iterator

from articles.restore.types import ADDED, Span, TracedText


class OwnedText(TracedText):
    """Text that owns spans of a page. Its characters find their places there as far as nobody corrected them.

    A correction may leave more characters on the page than the text has, or fewer; `spans` are all that it owns.
    """

    __slots__ = ("owned",)

    def __init__(self, text: str, origin: array, owned: tuple[Span, ...]) -> None:
        super().__init__(text, origin)
        object.__setattr__(self, "owned", owned)

    @classmethod
    def on(cls, page: str, text: str, owned: tuple[Span, ...]) -> "OwnedText":
        """`text`, which owns the spans `owned` of the text of a page."""
        return cls(text, array("i", places(page, text, owned)), owned)

    def spans(self) -> tuple[Span, ...]:
        return self.owned

    def __reduce__(self) -> tuple:
        return OwnedText, (self.text, self.origin, self.owned)


def places(page: str, text: str, owned: tuple[Span, ...]) -> Iterator[int]:
    """For each character of `text`, its place among those owned; `ADDED` for a joining space.

    A character that stands there in another shape (１ for 1) is that character; the count of the others tells.
    """
    left = iter([place for start, end in owned for place in range(start, end)])
    place = next(left, None)
    for char in text:
        if place is None or (char.isspace() and not page[place].isspace()):
            yield ADDED
        else:
            yield place
            place = next(left, None)
