"""Who owns which character of a page: the check behind "nothing is dropped silently"."""

from collections import Counter
from collections.abc import Iterator

from articles.restore.types import Page, Span


def owned_spans(page: Page) -> Iterator[Span]:
    for article in page.articles:
        for passage in article.passages():
            yield from passage.text.spans()
    for remnant in page.remnants:
        yield from remnant.text.spans()


def ownership_faults(page: Page) -> list[str]:
    """What is owned by nobody, or more than once, as `place: character`; an empty list where all is well."""
    owners = Counter(place for start, end in owned_spans(page) for place in range(start, end))
    lost = [f"{i}: {char!r} lost" for i, char in enumerate(page.text) if not char.isspace() and not owners[i]]
    shared = [f"{i}: {page.text[i]!r} owned {n} times" for i, n in owners.items() if n > 1]
    return lost + shared
