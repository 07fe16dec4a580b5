"""Small pieces of HTML that several lists and forms show."""

from collections.abc import Iterable

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from articles.measures import measure_label
from articles.models import Claim, Figure


def admin_url(record: Model) -> str:
    """Address of the page on which a record is edited."""
    return reverse(f"admin:articles_{record._meta.model_name}_change", args=[record.pk])


def list_url(model: type[Model], **filters) -> str:
    """Address of the list of a model, narrowed by `filters`."""
    address = reverse(f"admin:articles_{model._meta.model_name}_changelist")
    return f"{address}?{urlencode(filters)}" if filters else address


def link(record: Model | None, text: object = None) -> SafeString | str:
    """A link to where a record is edited; nothing for no record."""
    return format_html('<a href="{}">{}</a>', admin_url(record), text or record) if record else ""


def links(records: Iterable[Model]) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((link(record),) for record in records))


def sentence_of(claim: Claim) -> SafeString | str:
    """The sentence that a claim stands on, with its words marked."""
    quote = claim.quote
    place = 0 if claim.is_adrift else claim.passage.text.rfind(quote, 0, claim.start + len(quote))
    start, end = claim.start - place, claim.end - place
    return format_html("{}<mark>{}</mark>{}", quote[:start], quote[start:end], quote[end:]) if place >= 0 else quote


def what_is_counted(figure: Figure) -> str:
    """A figure in words: Party members 293人, or 10–12个 where it is a range."""
    bounds = [f"{value.normalize():f}" for value in (figure.value, figure.value_to) if value is not None]
    return f"{measure_label(figure.measure, figure.label)} {figure.approximate}{'–'.join(bounds)}{figure.unit}"


def line_ranges(ranges: list[list[int]]) -> str:
    """Lines of a page as an editor counts them: [[3, 5], [9, 9]] is 3–5, 9."""
    return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in ranges)


def numbered(text: str) -> SafeString:
    """The text of a page, a numbered line each."""
    lines = format_html_join("", "<li>{}</li>", ((line,) for line in text.split("\n")))
    return format_html('<ol class="page-text">{}</ol>', lines)
