"""What the index holds of one article: folded texts by place, keywords, tokens."""

from collections.abc import Iterable, Iterator

from articles.models import Article, Contributor, Passage, SearchDocument
from articles.search.fields import SHOWN_ZONES, TEXT_ZONES, Zone, article_texts
from articles.search.terms import fold_text, tokens, whole_token
from articles.search.words import KEYWORDS, index_version, keywords_of, whole_words_in


def document_of(
    article: Article,
    references: bytes,
    passages: Iterable[Passage] | None = None,
    contributors: Iterable[Contributor] | None = None,
) -> SearchDocument:
    """The document of an article whose page is loaded. Passages and contributors that are not given are asked for.

    Where the rights keep the text back, keywords come from what everybody may read: readers see them.
    """
    texts = [
        (zone, folded) for zone, text in article_texts(article, passages, contributors) if (folded := fold_text(text))
    ]
    shown = texts if article.page.is_open else [(zone, text) for zone, text in texts if zone in SHOWN_ZONES]
    return SearchDocument(
        article=article,
        text=lines(text for _, text in texts),
        **{field: lines(text for at, text in texts if at == zone) for zone, field in TEXT_ZONES.items()},
        keywords=keywords_of(shown),
        references=references,
        version=index_version(),
    )


def document_tokens(document: SearchDocument, *, with_characters: bool) -> list[str]:
    """Everything by which the index finds a document."""
    zones = {Zone.ANYWHERE: "text", **TEXT_ZONES}
    texts = [
        token
        for zone, field in zones.items()
        for token in tokens(getattr(document, field).split("\n"), zone, with_characters=with_characters)
    ]
    whole = (whole_token(word, Zone.WHOLE) for word in whole_words_in(document.text))
    return [*texts, *keyword_tokens(document.keywords), *whole]


def keyword_tokens(keywords: Iterable[str]) -> Iterator[str]:
    for place, word in enumerate(keywords):
        yield whole_token(word, Zone.KEYWORD if place < KEYWORDS else Zone.MINOR_KEYWORD)


def lines(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(texts))
