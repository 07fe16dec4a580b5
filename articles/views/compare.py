"""Hospitals side by side: what is known of each, every number with its sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from articles.filters import LONGEST_VALUE, readable
from articles.measures import MEASURES, measure_label
from articles.models import Figure, Hospital, Initiative
from articles.views.series import series_of

MOST = 4
"""Columns that can be read side by side."""
SUGGESTED = 12


@dataclass(slots=True)
class Column:
    """A hospital of the comparison, and the address of the comparison without it."""

    hospital: Hospital
    without: str


@dataclass(frozen=True, slots=True)
class Row:
    """A measure, with the latest figure of each hospital, None where no article gives one."""

    label: str
    figures: list[Figure | None]


def hospital_compare(request: HttpRequest) -> HttpResponse:
    """Up to four hospitals, `h=` in the address each; `q` looks for another to add."""
    hospitals = asked_for(readable(request.GET.getlist("h")))
    name = request.GET.get("q", "").strip().replace("\x00", "")[:LONGEST_VALUE]
    context = {
        "columns": [Column(one, address_of(other for other in hospitals if other != one)) for one in hospitals],
        "rows": rows_of(hospitals),
        "initiatives": [initiatives_of(hospital) for hospital in hospitals],
        "name": name,
        "found": [(one, address_of([*hospitals, one])) for one in to_add(hospitals, name)],
        "is_full": len(hospitals) == MOST,
    }
    return render(request, "hospitals/compare.html", context)


def asked_for(ids: list[str]) -> list[Hospital]:
    """The public hospitals with these ids, in this order, each once. One that was merged is the one it is today."""
    stored = {one.public_id: one for one in Hospital.objects.filter(public_id__in=ids).select_related("merged_into")}
    keys = list(dict.fromkeys(stored[one].current().pk for one in ids if one in stored))[:MOST]
    public = Hospital.objects.public().with_case_count().in_bulk(keys)
    return [public[key] for key in keys if key in public]


def address_of(hospitals: Iterable[Hospital]) -> str:
    return f"?{urlencode({'h': [one.public_id for one in hospitals]}, doseq=True)}"


def rows_of(hospitals: list[Hospital]) -> list[Row]:
    """The core measures that at least one of the hospitals has a figure of."""
    latest = [latest_figures(hospital) for hospital in hospitals]
    rows = [Row(measure_label(code), [figures.get(code) for figures in latest]) for code in MEASURES if code != "other"]
    return [row for row in rows if any(row.figures)]


def latest_figures(hospital: Hospital) -> dict[str, Figure]:
    """The latest figure of each core measure, by its code."""
    figures = Figure.objects.public().filter(hospital=hospital, measure__in=MEASURES).with_source()
    return {series.figures[0].measure: series.figures[0] for series in series_of(figures)}


def initiatives_of(hospital: Hospital) -> list[Initiative]:
    return list(Initiative.objects.public().filter(hospital=hospital).as_rows()[:SUGGESTED])


def to_add(hospitals: list[Hospital], name: str) -> list[Hospital]:
    """Hospitals that can be added: those called so, or those with most cases where no name was given."""
    if len(hospitals) == MOST:
        return []
    others = Hospital.objects.public().exclude(pk__in=[one.pk for one in hospitals])
    rows = others.called(name).order_by("name") if name else others.with_most_cases()
    return list(rows[:SUGGESTED])
