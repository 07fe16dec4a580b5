"""What templates need to show facts, numbers, lines and addresses."""

import re
from collections.abc import Iterable

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from articles.measures import measure_label, plain
from articles.models import Claim, Figure, PageRemnant, Passage
from articles.search.highlight import mark
from articles.views.evidence import Piece, anchor, marked_quote, short_quote
from articles.views.reading import ReadPassage
from articles.views.repairs import repair_label

register = template.Library()

BEFORE_NUMBER = {"近", "约", "超", "超过", "逾", "至少", "不少于"}
HAN = re.compile(r"[\u4e00-\u9fff]")
AFTER_UNIT = {"以上", "以内", "左右", "上下"}


@register.inclusion_tag("includes/sentence.html")
def sentence(claim: Claim, short: bool = False) -> dict:
    """The sentence a fact stands on, leading to its place in the article; `short` keeps what is around the words.

    No sentence where the rights keep it back.
    """
    article = claim.passage.article
    is_open = article.page.is_open
    return {
        "claim": claim,
        "short": short,
        "article": article,
        "address": source_address(claim),
        "quote": (short_quote if short else marked_quote)(claim) if is_open else [],
    }


@register.filter
def source_address(claim: Claim) -> str:
    """Where the sentence of a fact is read; its article alone where the rights keep the sentence back."""
    article = claim.passage.article
    address = article.get_absolute_url()
    return f"{address}#{anchor(claim)}" if article.page.is_open else address


@register.inclusion_tag("includes/own_sentence.html", takes_context=True)
def own_sentence(context, claim: Claim) -> dict:
    """The same on the page of the article itself: the sentence leads up or down that page."""
    is_open = context["article"].page.is_open
    return {"claim": claim, "address": f"#{anchor(claim)}", "quote": short_quote(claim) if is_open else []}


@register.inclusion_tag("includes/status.html")
def status(judged) -> dict:
    """Whether a machine read this, or a person confirmed it."""
    return {"confirmed": judged.status == judged.Status.CONFIRMED}


@register.filter
def marked(segments: list[tuple[str, bool]], tag: str = "mark") -> SafeString:
    """Segments as one text, those that are marked inside `tag`. No white space comes between them."""
    wrapped = f"<{tag}>{{}}</{tag}>"
    return format_html_join("", "{}", ((format_html(wrapped if hit else "{}", text),) for text, hit in segments))


@register.simple_tag(takes_context=True)
def looked_for(context: Context, text: object) -> str:
    """A text or the name of a record; where the page answers a query, `looked_for`, with its words marked."""
    query = context.get("looked_for")
    return marked(mark(str(text), query)) if query else str(text)


@register.filter
def as_sentences(read: ReadPassage) -> SafeString:
    """A passage as one text, each sentence that a fact stands on under its anchor."""
    return format_html_join("", "{}", ((_piece(piece, marked(segments)),) for piece, segments in read.pieces))


def _piece(piece: Piece, text: SafeString) -> SafeString:
    if piece.anchor:
        text = format_html('<span class="evidence" id="{}">{}</span>', piece.anchor, text)
    elif piece.is_evidence:
        text = format_html('<span class="evidence">{}</span>', text)
    return text + _way_back(piece.ending)


def _way_back(claims: Iterable[Claim]) -> SafeString:
    """From the end of a sentence to the first of the facts that stand on it."""
    anchors = list(dict.fromkeys(claim.fact.anchor for claim in claims))
    if not anchors:
        return SafeString()
    label = ngettext("%(n)d fact stands on this sentence", "%(n)d facts stand on this sentence", len(anchors))
    link = '<a class="to-fact" href="#{}" aria-label="{}" title="{}">{}</a>'
    label %= {"n": len(anchors)}
    return format_html(link, anchors[0], label, label, len(anchors))


@register.filter
def of_passage(lines: dict[int, list], passage: Passage) -> list:
    """The lines of the page that hold a passage."""
    return lines.get(passage.pk, [])


@register.filter
def subtitle(text: str) -> str:
    """A subtitle with its one dash, printed or not: 副题 → ——副题."""
    return f"——{text.lstrip('—－-– ')}"


@register.filter
def amount(figure: Figure) -> str:
    """The value with its bounds, its printed vagueness and its unit, in the order of Chinese: 2000余人次."""
    upper = f"–{plain(figure.value_to)}" if figure.value_to is not None else ""
    before, after = (figure.approximate, "") if figure.approximate in BEFORE_NUMBER else ("", figure.approximate)
    # 余 多 来 stand between number and unit; 以上 and the like follow the unit.
    value = f"{before}{plain(figure.value)}{upper}"
    return f"{value}{figure.unit}{after}" if after in AFTER_UNIT else f"{value}{after}{figure.unit}"


@register.filter
def measure(figure: Figure) -> str:
    return measure_label(figure.measure, figure.label)


@register.filter
def tongue(text: str) -> SafeString:
    """The attribute that says that a text is Chinese, where it is: our labels and names of the data mix in lists."""
    return SafeString(' lang="zh-Hans"' if HAN.search(str(text)) else "")


@register.filter
def is_variant(request: HttpRequest) -> bool:
    """Whether the address narrows, searches or sorts a page that has an address without all that."""
    return bool(request) and bool(set(request.GET) - {"page"})


register.filter("number", plain)
register.filter("repair", repair_label)


@register.filter
def owner_kind(owner: Passage | PageRemnant) -> str:
    """`passage` or `remnant`, for the template of a page's lines."""
    return "remnant" if isinstance(owner, PageRemnant) else "passage"
