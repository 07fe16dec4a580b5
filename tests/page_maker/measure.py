"""How well made pages are read: by layout, and by kind of damage."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from articles.evaluation import Report, evaluate
from articles.restore.page import read_page
from articles.restore.types import ArticleText, Page, PassageText
from tests.page_maker.maker import Json, MadePage

MEASURES = (
    "body_characters", "articles", "paragraphs", "headings", "captions", "titles", "subtitles", "bylines", "continued",
    "truncated", "sections",
)  # fmt: skip
ALL = "all pages"


def parsed(made: MadePage) -> Json:
    """What the reader makes of a page, in the page schema, restoration alone."""
    page: Page = read_page(made.data)
    return {"source": made.source, "articles": [article(each) for each in page.articles]}


def article(read: ArticleText) -> Json:
    return {
        "title": text_of(read.title),
        "title_missing": read.title is None,
        "subtitle": text_of(read.subtitle),
        "kicker": text_of(read.kicker),
        "bylines": [{"role": person.role, "name": person.name} for person in read.contributors],
        "continued_from": read.continued_from or None,
        "body": [{"type": each.kind, "text": each.text.text, "truncated": each.truncated} for each in read.body],
        "sections": [
            {
                "speaker": part.speaker,
                "organisation": part.organisation,
                "body_first": part.body_first,
                "body_last": part.body_last,
            }
            for part in read.sections
        ],
    }


def text_of(passage: PassageText | None) -> str | None:
    return passage.text.text if passage else None


def read_all(pages: Sequence[MadePage]) -> dict[str, Json]:
    """Read pages on all processors: the result of each by its source."""
    with ProcessPoolExecutor() as pool:
        return {result["source"]: result for result in pool.map(parsed, pages, chunksize=4)}


def report(pages: Iterable[MadePage], results: dict[str, Json]) -> Report:
    gold = {page.source: page.gold for page in pages}
    return evaluate({source: results[source] for source in gold}, gold)


def table(groups: dict[str, list[MadePage]], results: dict[str, Json]) -> Iterator[str]:
    """F1 of each measure, a row for each group of pages, in Markdown; a dash where the gold expects nothing."""
    yield f"| | pages | {' | '.join(MEASURES)} |"
    yield f"|---|---|{'---|' * len(MEASURES)}"
    for name, pages in groups.items():
        all_rows = report(pages, results).rows
        rows = (all_rows[measure] for measure in MEASURES)
        scores = (f"{row.f1:.3f}" if row.expected else "–" for row in rows)
        yield f"| {name} | {len(pages)} | {' | '.join(scores)} |"


def by_layout(pages: Iterable[MadePage]) -> dict[str, list[MadePage]]:
    return grouped(pages, lambda page: (page.layout, ALL))


def by_damage(pages: Iterable[MadePage]) -> dict[str, list[MadePage]]:
    """Pages by the damage that was done to them; a page stands in as many groups."""
    return dict(sorted(grouped(pages, lambda page: page.damage).items()))


def grouped(pages: Iterable[MadePage], keys: Callable[[MadePage], Iterable[str]]) -> dict[str, list[MadePage]]:
    groups: dict[str, list[MadePage]] = {}
    for page in pages:
        for key in keys(page):
            groups.setdefault(key, []).append(page)
    groups[ALL] = groups.pop(ALL, [])
    return {name: members for name, members in groups.items() if members}
