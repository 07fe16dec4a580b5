"""What articles and passages say and are: corrected texts, titles, types."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from articles.anchoring import follow_text
from articles.ledger import Ledger
from articles.models import Article, Decision, Passage
from articles.review.record import RefusedError, as_stored, decide

HEAD_FIELDS = ("kicker", "title", "subtitle")
"""Parts of the head: passages as printed, and fields of the article. The two never say different things."""


@transaction.atomic
def correct_text(passage: Passage, text: str, *, by: AbstractBaseUser) -> Decision | None:
    """Lay a correction over the machine's text; the machine's own text takes the layer off again.

    Claims of the passage follow their words; where a correction touched those, the claim is flagged.
    """
    passage, ledger = as_stored(passage), Ledger()
    if text == passage.text:
        return None
    lay_correction(passage, text, ledger)
    if passage.kind in HEAD_FIELDS:
        ledger.write(passage.article, **{passage.kind: text})
    return decide(Decision.Kind.CORRECT_TEXT, by, ledger)


@transaction.atomic
def retitle(*, article: Article, by: AbstractBaseUser, **head: str) -> Decision | None:
    """Give an article another `kicker`, `title` or `subtitle`; those that are not given stay.

    The passage that prints it follows, as a correction. A title that a person gives is no longer a suggested one.
    """
    if unknown := head.keys() - set(HEAD_FIELDS):
        raise TypeError(f"no parts of a head: {', '.join(sorted(unknown))}")
    article, ledger = as_stored(article), Ledger()
    edited = [name for name, text in head.items() if text != getattr(article, name)]
    check_lengths(article, head)
    ledger.write(article, **head)
    if "title" in edited:
        ledger.write(article, title_is_suggested=False)
    carry_head_to_passages(article, edited, ledger)
    return decide(Decision.Kind.RETITLE, by, ledger)


@transaction.atomic
def retype(*, passage: Passage, kind: str, by: AbstractBaseUser, level: int | None = None) -> Decision | None:
    """Say what a passage is: one of `Passage.Kind`; `level` (1, 2) is that of a heading.

    What becomes a part of the head is the article's from then on, what was one is no more. Raises `RefusedError` where
    the article has such a part already.
    """
    passage, kind, ledger = as_stored(passage), Passage.Kind(kind), Ledger()
    if kind != passage.kind and kind in HEAD_FIELDS:
        _require_vacant(passage, kind)
    set_kind(passage, kind, level if kind == Passage.Kind.HEADING else None, ledger)
    return decide(Decision.Kind.RETYPE, by, ledger)


def set_kind(passage: Passage, kind: str, level: int | None, ledger: Ledger) -> None:
    """Change what a passage is, and with it the head of its article."""
    article, old = passage.article, passage.kind
    ledger.write(passage, kind=kind, level=level, role="" if kind != old else passage.role)
    if kind == old:
        return
    if old in HEAD_FIELDS and not article.passages.filter(kind=old).exists():
        ledger.write(article, **{old: ""})
    if kind in HEAD_FIELDS:
        check_lengths(article, {kind: passage.text})
        ledger.write(article, **{kind: passage.text})
    if kind == Passage.Kind.TITLE:
        ledger.write(article, title_is_suggested=False)


def lay_correction(passage: Passage, text: str, ledger: Ledger) -> None:
    """Let a passage say `text`; its claims follow."""
    old_text = passage.text
    ledger.write(passage, correction=None if text == passage.machine_text else text)
    follow_text(passage, old_text, text, ledger)


def carry_head_to_passages(article: Article, edited: Iterable[str], ledger: Ledger) -> None:
    """Let the passages that print a part of the head say what the article's own field says."""
    for passage in article.passages.filter(kind__in=set(edited) & set(HEAD_FIELDS)):
        lay_correction(passage, getattr(article, passage.kind), ledger)


def check_lengths(article: Article, head: dict[str, str]) -> None:
    """Raise `RefusedError` for a part of the head that is longer than its column."""
    for name, text in head.items():
        limit = Article._meta.get_field(name).max_length
        if len(text) > limit:
            raise RefusedError(_("A title, kicker or subtitle has at most %(limit)d characters.") % {"limit": limit})


def _require_vacant(passage: Passage, kind: str) -> None:
    other = passage.article.passages.filter(kind=kind).exclude(pk=passage.pk).first()
    if other is not None:
        raise RefusedError(
            _("The article has a passage of this type already (“%(other)s”). Give that one another type first.")
            % {"other": other}
        )
