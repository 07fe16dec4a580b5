"""The report: all measures of all pages, and as a table for people to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from articles.evaluation import recognised, restored
from articles.evaluation.pairing import paired
from articles.evaluation.recognised import Hospitals, compare_facts
from articles.evaluation.restored import Characters, compare_articles
from articles.evaluation.tally import Row, Tally
from articles.evaluation.text import Json


@dataclass(frozen=True)
class Report:
    """Every measure over all gold pages, micro-averaged, and what each missed or found too much."""

    rows: dict[str, Row]
    themes_jaccard: float
    missed: dict[str, list[Any]]
    extra: dict[str, list[Any]]


def evaluate(parsed: dict[str, Json], gold: dict[str, Json]) -> Report:
    """Measure parsed pages against gold pages, both in the page schema and by the name of their source file.

    A gold page that was not parsed counts as one without articles; a parsed page without gold is left out.
    """
    tallies = {name: Tally() for name in (*restored.MEASURES, *recognised.MEASURES)}
    characters, overlaps = Characters(), []
    for source, expected in gold.items():
        found = parsed.get(source, {"articles": []})
        overlaps += compare_page(found, expected, tallies, characters)
        compare_facts(found, expected, tallies)
    return Report(
        rows={"body_characters": characters.row(), **{name: tally.row() for name, tally in tallies.items()}},
        themes_jaccard=sum(overlaps) / len(overlaps) if overlaps else 0.0,
        missed={name: tally.missed for name, tally in tallies.items()},
        extra={name: tally.extra for name, tally in tallies.items()},
    )


def compare_page(found: Json, expected: Json, tallies: dict[str, Tally], characters: Characters) -> list[float]:
    """Count the articles of one page; the overlap of themes of each gold article."""
    hospitals = Hospitals(expected)
    overlaps = []
    for i, j in paired(found["articles"], expected["articles"]):
        one = {} if i is None else found["articles"][i]
        other = {} if j is None else expected["articles"][j]
        compare_articles(one, other, tallies, characters)
        ours = [hospitals.key(name) for name in one.get("hospitals", [])]
        tallies["hospitals_about"].add(ours, other.get("hospitals", []))
        if other:
            overlaps.append(jaccard(set(one.get("themes", [])), set(other["themes"])))
    return overlaps


def jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0


def format_table(report: Report, verbose: bool = False) -> str:
    """The report as lines of text; `verbose` lists every miss and extra below its measure."""
    return "\n".join(table_lines(report, verbose))


def table_lines(report: Report, verbose: bool) -> Iterator[str]:
    for name, row in report.rows.items():
        # Where the gold expects nothing by number, only precision says something.
        recall, f1 = (f"{row.recall:.4f}", f"{row.f1:.4f}") if row.expected else ("–     ", "–     ")
        scores = f"P {row.precision:.4f}  R {recall}  F1 {f1}"
        yield f"{name:22s} {scores}  ({row.found} found, {row.expected} expected)"
        if verbose:
            yield from (f"   missed: {item}" for item in report.missed.get(name, ()))
            yield from (f"   extra:  {item}" for item in report.extra.get(name, ()))
    yield f"{'themes_jaccard':22s} {report.themes_jaccard:.4f}"
